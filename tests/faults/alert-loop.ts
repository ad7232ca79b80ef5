import type { Board, OutageId } from '@registry/domain';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { latestTo, registerContacts, sendJson, tokenIn } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import { deliveriesOf, switchboard, timesHeard } from './alerted-icb.ts';

type Cloud = RunningRegister['cloud'];
/** A fault as the local cloud takes it. */
export type Fault = Parameters<Cloud['faults']['next']>[0];

/** The queues and dead letters between an update and the people who are told of it. */
export const alertQueues = ['SmsQueue', 'EmailQueue', 'SmsDeadLetters', 'EmailDeadLetters'];

/**
 * Loads an ICB whose practices have so many people each, the first to be told first. Codes begin
 * at `first`, which no other ICB of the test may use; so do the numbers of their mobiles.
 */
export async function loadPeople(
  register: RunningRegister,
  code: string,
  { practices, people, first, mobiles = true }: PeopleOfAnIcb,
): Promise<AlertedIcb> {
  const odsCodes = inventedCodes(practices, first);
  const rows = odsCodes.map((odsCode) => ({ odsCode, telephone: switchboard }));
  await loadIcb(register, code, rows);
  const addresses: string[] = [];
  for (const [at, odsCode] of odsCodes.entries()) {
    const contacts = Array.from({ length: people }, (_, index) => ({
      name: `Person ${index + 1} Fictional`,
      role: 'Manager',
      order: index + 1,
      email: emailOf(odsCode, index + 1),
      ...(mobiles && { mobile: `07700900${first + at * people + index}` }),
    }));
    await registerContacts(register, odsCode, contacts);
    for (const { email, mobile } of contacts) {
      if (mobile !== undefined) addresses.push(`sms +44${mobile.slice(1)}`);
      addresses.push(`email ${email}`);
    }
  }
  return { code, odsCodes, addresses };
}

/** Who is in an ICB; from 100 on, codes end in the three digits that their numbers need. */
interface PeopleOfAnIcb {
  practices: number;
  people: number;
  first: number;
  /** Whether they have mobiles; they do when left out. */
  mobiles?: boolean;
}

/** The address of a practice's nth person, 1 the first, as `loadPeople` gives it. */
export function emailOf(odsCode: string, nth: number): string {
  return `${odsCode.toLowerCase()}.${nth}@example.org`;
}

/** Answers for a practice by the link in the latest email to its nth person; gives the status. */
export async function answerAs(
  register: RunningRegister,
  odsCode: string,
  nth: number,
): Promise<number> {
  const token = tokenIn(latestTo(register, emailOf(odsCode, nth)));
  return (await sendJson(register, token, { down: 'down' })).status;
}

/**
 * Those who were sent something of which there is no record: the provider said yes, and then we
 * crashed.
 */
export async function sentUnrecorded(
  register: RunningRegister,
  icb: AlertedIcb,
  id: OutageId,
  from: number,
): Promise<string[]> {
  const deliveries = await deliveriesOf(register, icb, id);
  const recorded = new Set(deliveries.filter(({ sent }) => sent).map(({ address }) => address));
  return [...timesHeard(register, icb.addresses, from)]
    .filter(([address, times]) => times > 0 && !recorded.has(address))
    .map(([address]) => address);
}

/** Takes back what is left of the faults ordered for an operation, and says how many they were. */
export function takeBack({ faults }: Cloud, service: string, operation: string): number {
  let left = 0;
  while (faults.take(service, operation) !== undefined) left += 1;
  return left;
}

/** Moves time on until nothing is in flight in these queues, and gives the milliseconds moved. */
export async function untilDelivered(
  cloud: Cloud,
  queues: readonly string[] = ['SmsQueue', 'EmailQueue'],
): Promise<number> {
  let moved = 0;
  while (queues.some((queue) => cloud.queues.depth(queue).inFlight > 0)) {
    cloud.clock.advance(31_000);
    await cloud.settled();
    moved += 31_000;
  }
  return moved;
}

/** What the board says of each contact by each channel, and of each practice, sorted. */
export function statesOn({ practices }: Board): string[] {
  return practices
    .flatMap(({ odsCode, alert, told }) => [
      `${odsCode} ${alert}`,
      ...told.map(
        ({ contact, channel, turn, update, state, reason }) =>
          `${odsCode} ${contact} ${channel} ${turn} ${update} ${state} ${reason ?? ''}`,
      ),
    ])
    .sort();
}
