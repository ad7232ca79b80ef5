import type { AlertedPractice, Candidate } from '@registry/domain';
import { emailMessage, messageFacts, replyAddress, smsText } from '@registry/domain';
import type { Delivering } from './delivering.ts';
import type { Gathered } from './gather.ts';

/** A message as it is sent, and as it is kept: word for word, but for the secret of its link. */
export interface Message {
  subject: string;
  text: string;
  kept: string;
}

/**
 * Writes the message that tells a contact of the practice how to answer by `token`; the whole story
 * where this person hears of the outage for the first time, whoever else has.
 */
export function compose(
  { channel, publicUrl }: Pick<Delivering, 'channel' | 'publicUrl'>,
  { outage, update, notes, practice, profile, catalogue }: Gathered,
  { personKey }: Pick<Candidate, 'personKey'>,
  token: string,
  now: Date,
): Message {
  const reply = replyAddress(publicUrl, token);
  const facts = messageFacts({
    outage,
    update,
    notes,
    practice: asHeardBy(practice, personKey),
    icb: { name: outage.icbName, profile },
    catalogue,
    reply,
    now,
  });
  const { subject, text } =
    channel === 'sms' ? { subject: '', text: smsText(facts) } : emailMessage(facts);
  const whole = subject === '' ? text : `${subject}\n\n${text}`;
  // Whoever reads what was sent must not be able to answer in the practice's name.
  const kept = whole.replaceAll(token, '(secret)').replaceAll(reply.code, '(secret)');
  return { subject, text, kept };
}

/** A practice as one of its people knows it: told of nothing, where only others were. */
function asHeardBy(practice: AlertedPractice, personKey: string): AlertedPractice {
  const told = practice.told.filter(({ acceptedAt }) => acceptedAt !== undefined);
  // What earlier releases told stands on no contact: somebody has heard, and nobody knows who.
  if (told.length === 0 || told.some(({ person }) => person === personKey)) return practice;
  const { firstSentAt: _others, ...unheard } = practice;
  return unheard;
}
