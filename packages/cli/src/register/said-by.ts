import type { PracticeView, Registration } from '@registry/domain';
import { addressesOf, ContactAddress } from '@registry/domain';
import { UsageError } from '../terminal/failure.ts';

/** What an author said of a practice, in the form that `register --file` takes. */
export function saidBy(practice: PracticeView, by: 'practice' | 'icb'): Registration {
  const said = by === 'practice' ? practice.declared : practice.supplied;
  const { systems = [], contacts = [], continuity = {} } = said ?? {};
  const { rejectedContacts } = practice;
  const rejects = by === 'practice' && rejectedContacts !== undefined;
  return { systems, contacts, continuity, ...(rejects && { rejectedContacts }) };
}

/** What a practice says to change whom it rejects, and the names of those concerned. */
interface Rejection {
  body: Registration;
  names: string[];
}

/**
 * Rejects the contacts whom the ICB supplied at an address, by all addresses that it has of them.
 * Throws UsageError when there is none.
 */
export function rejecting(practice: PracticeView, typed: string): Rejection {
  const there = suppliedAt(practice, typed);
  if (there.length === 0)
    throw new UsageError(
      `The ICB has supplied no contact at ${typed}: it should be a mobile number or email address that show gives as supplied.`,
    );
  const before = practice.rejectedContacts ?? [];
  const all = new Set([...before, ...there.flatMap(addressesOf)]);
  return { body: onlyRejecting(practice, [...all]), names: there.map(({ name }) => name) };
}

/**
 * No longer rejects an address, nor others of the contact who is reached there. Throws UsageError
 * when it is not rejected.
 */
export function takenBack(practice: PracticeView, typed: string): Rejection {
  const there = suppliedAt(practice, typed);
  const back = new Set([addressOf(typed), ...there.flatMap(addressesOf)]);
  const before = practice.rejectedContacts ?? [];
  if (!before.some((address) => back.has(address)))
    throw new UsageError(`${practice.odsCode} has not rejected ${typed}.`);
  const left = before.filter((address) => !back.has(address));
  return { body: onlyRejecting(practice, left), names: there.map(({ name }) => name) };
}

/** Everything else as it was; systems left out, so that nothing is said of them anew. */
function onlyRejecting(practice: PracticeView, rejectedContacts: string[]): Registration {
  const { contacts, continuity } = saidBy(practice, 'practice');
  return { contacts, continuity, rejectedContacts };
}

function suppliedAt({ supplied }: PracticeView, typed: string) {
  const address = addressOf(typed);
  return (supplied?.contacts ?? []).filter((contact) => addressesOf(contact).includes(address));
}

function addressOf(typed: string): string {
  const address = ContactAddress.safeParse(typed.trim());
  if (address.success) return address.data;
  throw new UsageError(
    `${typed} should be a UK mobile number such as 07700 900123, or an email address.`,
  );
}
