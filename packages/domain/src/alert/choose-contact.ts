import { neverMessaged } from './ringing.ts';
import { isNhsmail } from '../register/contact-details.ts';
import { addressesOf, contactsToTell } from '../register/rejected-contacts.ts';
import { isInHours } from '../words/london-time.ts';
import type { AlertedPractice } from '../outage/alerted-practice.ts';
import { receiptOf } from '../outage/told-contact.ts';
import type { Contact, PracticeRecord } from '../register/record.ts';
import type { Channel } from '../register/roster.ts';

/** A contact to be told, and the address to tell them at. */
export interface ChosenContact {
  name: string;
  role: string;
  /** A mobile number (E.164) or an email address: never to be logged. */
  address: string;
  /** All addresses of this person, in one text that tells them from others: never to be logged. */
  person: string;
}

/** What decides whom to tell. */
export interface ContactQuestion {
  channel: Channel;
  /** True when the outage touches the practice's own email: NHSmail must not be relied on. */
  emailTouched: boolean;
  at: Date;
}

/**
 * The contacts to tell by a channel, the first to be told first; none where the channel reaches
 * nobody. Those suited to the hour come first, by their order, the practice's own before its ICB's;
 * then those who are not, so that there is somebody further to turn to. The switchboard and the
 * bypass number are for ringing: they are never chosen, even where a contact repeats one; nor is a
 * contact of the ICB's whom the practice rejected.
 */
export function contactsInOrder(
  record: Pick<PracticeRecord, 'declared' | 'supplied' | 'directory' | 'rejectedContacts'>,
  { channel, emailTouched, at }: ContactQuestion,
): ChosenContact[] {
  const forRinging = neverMessaged(record);
  const contacts = contactsToTell(record).sort((a, b) => a.order - b.order);
  const inHours = isInHours(at);
  const suits = ({ hours }: Contact): boolean =>
    hours === 'any' || (hours === 'in-hours') === inHours;
  const ranked = [...contacts.filter(suits), ...contacts.filter((each) => !suits(each))];
  const chosen = new Map<string, ChosenContact>();
  for (const contact of ranked) {
    const address = channel === 'sms' ? contact.mobile : emailOf(contact, emailTouched);
    if (address === undefined || forRinging.has(address) || chosen.has(address)) continue;
    const person = addressesOf(contact).join(' ');
    chosen.set(address, { name: contact.name, role: contact.role, address, person });
  }
  return [...chosen.values()];
}

function emailOf({ email, alternativeEmail }: Contact, emailTouched: boolean): string | undefined {
  if (emailTouched && email !== undefined && isNhsmail(email)) return alternativeEmail;
  return email ?? alternativeEmail;
}

/** How many people of a practice messages can reach, whichever channel and hour. */
export function peopleOf(
  record: Pick<PracticeRecord, 'declared' | 'supplied' | 'directory' | 'rejectedContacts'>,
): number {
  const forRinging = neverMessaged(record);
  const reached = contactsToTell(record).filter(
    ({ mobile, email, alternativeEmail }) =>
      (mobile !== undefined && !forRinging.has(mobile)) ||
      (email ?? alternativeEmail) !== undefined,
  );
  return new Set(reached.map((contact) => addressesOf(contact).join(' '))).size;
}

/** A contact to be told, with what stands for the address and the person in keys. */
export interface Candidate extends ChosenContact {
  recipient: string;
  personKey: string;
  /** There where messages of earlier outages did not arrive at this address. */
  flagged?: true;
}

/**
 * Who of the contacts, in their order, is told of an update by a channel; undefined where nobody is
 * left to turn to. An update goes to whoever answered last, or else to the first whom messages have
 * not failed to reach; a further turn to the first who was not told yet. Those whose address is
 * flagged come after all others. What was begun is repeated with the same person.
 */
export function contactToTell(
  candidates: readonly Candidate[],
  { told, replies }: Pick<AlertedPractice, 'told' | 'replies'>,
  { channel, update, turn }: { channel: Channel; update: number; turn: number },
): Candidate | undefined {
  const here = told.filter((each) => each.channel === channel);
  const begun = here.find((each) =>
    turn > 0 ? each.turn === turn : each.update === update && each.messageTurn === turn,
  );
  const same = candidates.find(({ recipient }) => recipient === begun?.recipient);
  if (same) return same;
  const toldOf = ({ recipient }: Candidate) => here.find((each) => each.recipient === recipient);
  if (turn > 0) {
    const left = candidates.filter((each) => toldOf(each) === undefined);
    return left.find(({ flagged }) => !flagged) ?? left[0];
  }
  const answered = replies.toReversed().flatMap(({ person }) => person ?? []);
  const rank = (each: Candidate): number => {
    const place = answered.indexOf(each.personKey);
    const failed = receiptOf(toldOf(each) ?? {}) === 'undelivered';
    const behind = (each.flagged ? 2000 : 0) + (failed ? 1000 : 0);
    return behind + (place < 0 ? answered.length : place);
  };
  return candidates.toSorted((a, b) => rank(a) - rank(b))[0];
}
