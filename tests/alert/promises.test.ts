import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { IcbProfile } from '@registry/domain';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { declare, messages, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const desk = { role: 'icb', org: 'Z01' } as const;
const [odsCode] = inventedCodes(1) as [string];
const onCall = [
  { name: 'Asha Fictional', mobile: '07700900301' },
  { name: 'Ben Fictional', mobile: '07700900302' },
];

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [{ odsCode }]);
  const profile = { sender: 'NHS Fictional', phone: '01632 960001', onCall };
  await register.as(desk).putProfile('Z01', profile);
});
afterAll(() => register.stop());

const minutes = async (many: number) => {
  for (let minute = 0; minute < many; minute += 1) {
    register.cloud.clock.advance(60_000);
    await register.cloud.settled();
  }
};
const texts = (from = 0) => messages(register, from).map(({ to, body }) => [to, body]);
const inMinutes = (many: number) =>
  new Date(register.cloud.clock.now() + many * 60_000).toISOString();

test('five minutes before, the first on call is reminded; once it is past, the second hears', async () => {
  const id = await declare(register, 'Z01', { nextUpdateAt: inMinutes(20) });
  await minutes(13);
  expect(texts()).toEqual([]);
  await minutes(4);
  const soon = expect.stringMatching(
    /^Resilience registry: Practices were promised an update on EMIS Web at \d\d:\d\d\. Give it/,
  );
  expect(texts()).toEqual([['+447700900301', soon]]);
  await minutes(6);
  const overdue = expect.stringContaining('is OVERDUE. Practices wait');
  expect(texts()).toEqual([
    ['+447700900301', soon],
    ['+447700900302', overdue],
  ]);
  await minutes(30);
  expect(texts()).toHaveLength(2);
  await update(register, 'Z01', id, { status: 'resolved', message: 'It is back.' });
  expect(register.cloud.refusals).toEqual([]);
});

test('a promise that is kept, or moved, reminds nobody of what it was', async () => {
  const from = messages(register).length;
  const id = await declare(register, 'Z01', { nextUpdateAt: inMinutes(20) });
  await minutes(10);
  await update(register, 'Z01', id, { message: 'EMIS knows.', nextUpdateAt: inMinutes(60) });
  await minutes(30);
  expect(texts(from)).toEqual([]);
  await update(register, 'Z01', id, { status: 'resolved', message: 'It is back.' });
  await minutes(40);
  expect(texts(from)).toEqual([]);
});

test('who is on call is the ICB’s alone to see, by number as practices’ contacts are', async () => {
  const { profile } = await register.as(desk).readProfile('Z01');
  expect(profile.onCall[0]).toEqual({ name: 'Asha Fictional', mobile: '+447700900301' });
  expect(IcbProfile.safeParse({ ...profile, onCall: [{ name: 'A', mobile: '12' }] }).success).toBe(
    false,
  );
  expect(register.cloud.logs().join('\n')).not.toMatch(/7700 ?900301|Asha/);
});
