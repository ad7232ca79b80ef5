/**
 * What providers say of an address or a message that no repetition will mend, and that in words; of
 * some only where their message names what is meant, since they say the same of an account that is
 * not set up. Everything else (throttling, outages, a sender who is not verified, a quota, a
 * missing permission) may pass. `ofAddress` tells those of the address from one of the message.
 * Sources: API references of SNS Publish and of SES SendEmail,
 * "Errors"; SES developer guide, "Email sending errors": "Email address is not verified".
 */
const reasons: readonly {
  name: RegExp;
  message?: RegExp;
  reason: string;
  ofAddress: boolean;
}[] = [
  {
    name: /^InvalidParameter(Value)?(Exception)?$/,
    message: /phone ?number/i,
    reason: 'The provider does not accept this number',
    ofAddress: true,
  },
  {
    name: /^OptedOut(Exception)?$/,
    reason: 'The holder of this number has opted out of messages',
    ofAddress: true,
  },
  {
    name: /^BadRequestException$/,
    reason: 'The provider does not accept this address',
    ofAddress: true,
  },
  {
    name: /^MessageRejected$/,
    message: /^(?!.*not verified)/i,
    reason: 'The provider rejected this message',
    ofAddress: false,
  },
];

/**
 * A message that cannot be sent, however often it is tried. Its words never hold the address:
 * providers' own do.
 */
export class PermanentFailure extends Error {
  /** True where no other message would get there either. */
  readonly ofAddress: boolean;

  constructor(reason: string, { ofAddress }: { ofAddress: boolean }) {
    super(reason);
    this.ofAddress = ofAddress;
  }
}

/**
 * Sends, and turns a refusal that will not pass into `PermanentFailure`; whatever else is thrown
 * may pass.
 */
export async function tellingPermanent<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error();
    const permanent = reasons.find(
      (each) => each.name.test(name) && (each.message?.test(message) ?? true),
    );
    if (permanent === undefined) throw error;
    throw new PermanentFailure(permanent.reason, permanent);
  }
}
