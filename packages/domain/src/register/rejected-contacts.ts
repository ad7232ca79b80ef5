import type { Contact, PracticeRecord } from './record.ts';

/** The addresses at which a contact is told. */
export function addressesOf({ mobile, email, alternativeEmail }: Contact): string[] {
  return [mobile, email, alternativeEmail].filter((address) => address !== undefined);
}

/**
 * Whether a contact whom the ICB supplies is one whom the practice rejected: by any address, since
 * a name is spelt in many ways and a list may have half of them, and whoever answers there is not
 * to be told.
 */
export function isRejected(
  contact: Contact,
  { rejectedContacts = [] }: Pick<PracticeRecord, 'rejectedContacts'>,
): boolean {
  return addressesOf(contact).some((address) => rejectedContacts.includes(address));
}

/**
 * Everybody who may be told: those whom the practice names, and of those whom its ICB supplies all
 * that it has not rejected.
 */
export function contactsToTell(
  record: Pick<PracticeRecord, 'declared' | 'supplied' | 'rejectedContacts'>,
): Contact[] {
  const supplied = record.supplied?.contacts ?? [];
  return [
    ...(record.declared?.contacts ?? []),
    ...supplied.filter((contact) => !isRejected(contact, record)),
  ];
}
