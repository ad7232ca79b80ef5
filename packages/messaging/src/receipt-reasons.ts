import * as z from 'zod';

/** Why a message did not arrive, in words that hold no address, and whose trouble it is. */
export const ReceiptReason = z.object({
  reason: z.string(),
  /**
   * `contact`: of this number or mailbox, until somebody corrects it; `account`: of ours, whoever
   * is told; `passing`: neither.
   */
  whose: z.enum(['contact', 'account', 'passing']),
});
/** Why a message did not arrive, and whose trouble it is. */
export type ReceiptReason = z.infer<typeof ReceiptReason>;

/**
 * What SNS says of a text, and that in our words. Source: SNS developer guide, "SMS delivery
 * failure reasons".
 */
const texts: readonly (ReceiptReason & { said: RegExp })[] = [
  { said: /opted out/i, whose: 'contact', reason: 'The holder has opted out of messages' },
  { said: /invalid phone/i, whose: 'contact', reason: 'It is no valid mobile number' },
  {
    said: /blocked list|has blocked SMS|phone has blocked/i,
    whose: 'contact',
    reason: 'The phone or its network blocks our texts',
  },
  { said: /spam/i, whose: 'passing', reason: 'The network took it for spam' },
  {
    said: /max price|quota|spend/i,
    whose: 'account',
    reason: 'Our account has reached its spending limit for texts',
  },
  {
    said: /unreachable|unavailable/i,
    whose: 'passing',
    reason: 'The phone or its network could not be reached',
  },
  { said: /carrier has blocked/i, whose: 'passing', reason: 'The network blocked this message' },
];

/** Why a text did not arrive. */
export function reasonOfText(providerResponse: string): ReceiptReason {
  const known = texts.find(({ said }) => said.test(providerResponse));
  if (!known) return { whose: 'passing', reason: 'The network did not deliver it' };
  const { reason, whose } = known;
  return { reason, whose };
}

/** Why an email bounced. Source: SES developer guide, "Bounce types". */
export function reasonOfBounce(
  bounce: { bounceType: string; bounceSubType: string } | undefined,
): ReceiptReason {
  if (bounce?.bounceType === 'Permanent')
    return { whose: 'contact', reason: 'There is no such mailbox, or it takes none of our emails' };
  if (bounce?.bounceSubType === 'MailboxFull')
    return { whose: 'passing', reason: 'The mailbox is full' };
  return { whose: 'passing', reason: 'The mailbox could not be reached' };
}
