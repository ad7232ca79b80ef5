import type { PracticeRecord } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import { contactsToTell } from './rejected-contacts.ts';
import type { Channel, RosterRow } from './roster.ts';

/** Channels by which at least one contact of the practice can be reached. */
export function reachable(record: PracticeRecord): Channel[] {
  const contacts = contactsToTell(record);
  const channels: Channel[] = [];
  if (contacts.some((contact) => contact.mobile)) channels.push('sms');
  if (contacts.some((contact) => contact.email ?? contact.alternativeEmail)) channels.push('email');
  return channels;
}

/**
 * The roster's row for a record; undefined for a practice that the published files no longer list.
 */
export function rosterRow(record: PracticeRecord): RosterRow | undefined {
  if (record.leftDirectory) return undefined;
  const { odsCode, name, pcn, subIcb, listSize } = record.directory;
  return {
    odsCode,
    name,
    pcn,
    subIcb,
    listSize,
    roles: recordedRoles(record),
    reachable: reachable(record),
  };
}
