import type { AssessedPractice } from '../exposure/rosters.ts';
import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { PracticeRecord } from '../register/record.ts';
import { peopleOf } from './choose-contact.ts';
import { numberToRing } from './ringing.ts';

/** A practice as it comes into an outage: as it is now assessed, told of nothing yet. */
export function newlyAlerted(
  { row, assessment }: AssessedPractice,
  record: PracticeRecord | undefined,
): AlertedPractice {
  const switchboard = record && numberToRing(record);
  return {
    odsCode: row.odsCode,
    name: row.name,
    ...(assessment.state === 'unknown' && { state: 'unknown' as const }),
    effect: assessment.effect ?? 'degraded',
    impacts: [...assessment.impacts],
    ...(switchboard !== undefined && { switchboard }),
    ...(record && { people: peopleOf(record) }),
    listSize: row.listSize ?? null,
    channels: [...row.reachable],
    publishedUpdate: 0,
    told: [],
    replies: [],
  };
}
