import type { Channel, Notify, PracticeExposure, PracticeView } from '@registry/domain';
import { chooseContact } from '@registry/domain';

/** A practice that an outage may affect, and how it would be told. */
export interface Reach {
  practice: PracticeExposure;
  /** Who would be told by which channel, as "name, role"; nobody when no message can reach the practice. */
  contacts: { channel: Channel; who: string }[];
  /** A number to ring it on: its bypass number, or else its switchboard. */
  ring: string | undefined;
}

/**
 * How each practice would be told at this hour. Without its record, which NHS England does not see, by what its ICB's roster says.
 */
export function reachOf(
  practices: readonly PracticeExposure[],
  records: readonly PracticeView[],
  at: Date,
): Reach[] {
  const byCode = new Map(records.map((record) => [record.odsCode, record]));
  return practices.map((practice) => {
    const record = byCode.get(practice.odsCode);
    return {
      practice,
      contacts: record ? chosen(practice, record, at) : onRoster(practice),
      ring: record?.continuity.bypassNumber ?? record?.directory.telephone,
    };
  });
}

function chosen({ impacts }: PracticeExposure, view: PracticeView, at: Date): Reach['contacts'] {
  const { odsCode, declared, supplied } = view;
  const record = { declared, supplied, directory: { ...view.directory, odsCode, systems: [] } };
  const emailTouched = impacts.some(({ role }) => role === 'email');
  return channels.flatMap((channel) => {
    const contact = chooseContact(record, { channel, emailTouched, at, step: 1 });
    return contact ? [{ channel, who: `${contact.name}, ${contact.role}` }] : [];
  });
}

const channels = ['sms', 'email'] as const;

function onRoster({ reachable }: PracticeExposure): Reach['contacts'] {
  return reachable.map((channel) => ({ channel, who: 'a contact whom its ICB knows' }));
}

/** Practices to be told by each channel that is used, and those whom no message could reach by any. */
export interface ReachCounts {
  sms: number;
  email: number;
  unreachable: Reach[];
}

/** Counts whom an update would reach. */
export function countReach(reach: readonly Reach[], notify: Notify): ReachCounts {
  const by = (channel: Channel): number =>
    reach.filter(({ contacts }) => contacts.some((each) => each.channel === channel)).length;
  return {
    sms: notify === 'all' ? by('sms') : 0,
    email: notify === 'none' ? 0 : by('email'),
    unreachable: reach.filter(({ contacts }) => contacts.length === 0),
  };
}
