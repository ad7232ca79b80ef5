import type { PracticeView } from '@registry/domain';
import { roleNames } from '@registry/domain';
import { dialled, figure, nameOf, ukDate, ukTime } from '../terminal/wording.ts';
import { describeUndelivered } from './undelivered.ts';

/** One practice's record on a page of plain text. */
export function practiceSheet(practice: PracticeView): string {
  const { directory, continuity, confirmed } = practice;
  return [
    `${directory.name} (${practice.odsCode}), in ${practice.icb}, version ${practice.version}`,
    ...(practice.leftDirectory
      ? [`  no longer published since ${ukDate(practice.leftDirectory)}`]
      : []),
    line('Address', [...(directory.address ?? []), directory.postcode].filter(Boolean).join(', ')),
    line('Switchboard', directory.telephone),
    line('PCN', directory.pcn?.name),
    line('Sub-ICB', directory.subIcb?.name),
    line('Patients', directory.listSize === undefined ? undefined : figure(directory.listSize)),
    line('Confirmed', confirmed && `${ukTime(confirmed.at)} by the ${whoConfirmed[confirmed.by]}`),
    'Systems',
    ...or(practice.systems.map(describeSystem), '  none recorded'),
    'Contacts',
    ...or(practice.contacts.map(describeContact), '  none recorded'),
    'Continuity',
    line('Plan reviewed', continuity.planReviewedOn && ukDate(continuity.planReviewedOn)),
    line('Plan exercised', continuity.planExercisedOn && ukDate(continuity.planExercisedOn)),
    line(
      'Records when offline',
      continuity.offlineRecordAccess &&
        `${nameOf(continuity.offlineRecordAccess.product)}, ${figure(continuity.offlineRecordAccess.staffSignedIn)} staff signed in`,
    ),
    line('Bypass number', continuity.bypassNumber && dialled(continuity.bypassNumber)),
    line('Shares premises with', continuity.sharesPremisesWith?.join(', ')),
  ].join('\n');
}

const whoConfirmed = { practice: 'practice', icb: 'ICB' } as const;

function line(label: string, value: string | undefined): string {
  return `  ${`${label}:`.padEnd(22)}${value === undefined || value === '' ? 'not recorded' : value}`;
}

function or(lines: string[], otherwise: string): string[] {
  return lines.length > 0 ? lines : [otherwise];
}

function describeSystem(system: PracticeView['systems'][number]): string {
  const { role, product, provenance, source, contradictory } = system;
  const what = product === null ? 'none' : nameOf(product);
  const when = source ? `, ${source.dataset} of ${ukDate(source.asAt)}` : '';
  return `${line(roleNames[role], what)} (${provenance}${when})${contradictory ? ', contradicted' : ''}`;
}

function describeContact(contact: PracticeView['contacts'][number]): string {
  const { order, name, role, mobile, email, alternativeEmail, hours } = contact;
  const ways = [mobile && dialled(mobile), email, alternativeEmail].filter(Boolean).join(', ');
  const when = hours === 'any' ? '' : `, ${hours}`;
  const standing = contact.rejected
    ? 'rejected by the practice, never told'
    : contact.verified
      ? 'verified'
      : 'not verified';
  const said = `  ${order}. ${name}, ${role}: ${ways}${when} (${contact.provenance}, ${standing})`;
  const marks = (contact.undelivered ?? []).map((each) => `     ${describeUndelivered(each)}`);
  return [said, ...marks].join('\n');
}
