/**
 * What providers say of an address or a message that no repetition will mend, and that in words;
 * everything else (throttling, outages, a missing permission) may pass. Sources: API references of
 * SNS Publish and of SES SendEmail, "Errors".
 */
const reasons: Readonly<Record<string, string>> = {
  InvalidParameter: 'The provider does not accept this number',
  InvalidParameterException: 'The provider does not accept this number',
  InvalidParameterValueException: 'The provider does not accept this number',
  OptedOut: 'The holder of this number has opted out of messages',
  OptedOutException: 'The holder of this number has opted out of messages',
  BadRequestException: 'The provider does not accept this address',
  MessageRejected: 'The provider rejected this message',
};

/**
 * A message that cannot be sent, however often it is tried. Its words never hold the address:
 * providers' own do.
 */
export class PermanentFailure extends Error {}

/**
 * Sends, and turns a refusal that will not pass into `PermanentFailure`; whatever else is thrown
 * may pass.
 */
export async function tellingPermanent<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
    if (reason === undefined) throw error;
    throw new PermanentFailure(reason);
  }
}
