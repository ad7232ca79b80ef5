import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import { boardOf, declareDown, loadAlertedIcb, onceEach } from './alerted-icb.ts';
import { startUnhurried, timesHeard } from './alerted-icb.ts';

const desk = { role: 'icb', org: 'Z01' } as const;
const lost = { service: 'sns', operation: 'Deliver', kind: 'lose', times: 1000 } as const;
let register: RunningRegister;
let icb: AlertedIcb;
beforeAll(async () => {
  register = await startUnhurried();
  icb = await loadAlertedIcb(register, 'Z01', { practices: 6 });
});
afterAll(() => register.stop());

test('alerts that are lost are brought back, the newest alone, and nobody is told twice', async () => {
  const { cloud } = register;
  // The topic takes them, and they never arrive in a queue.
  cloud.faults.next(lost);
  const id = await declareDown(register, icb);
  await cloud.settled();
  while (cloud.faults.take('sns', 'Deliver'));
  const before = await boardOf(register, icb, id);
  const pending = before.practices.filter(({ alert }) => alert === 'pending').length;
  await update(register, 'Z01', id, { message: 'EMIS knows.', notify: 'none' });
  const redriven = await register.as(desk).redriveOutage(id);
  await cloud.settled();
  expect(redriven).toEqual({ update: 1, practices: pending });
  const heard = timesHeard(register, icb.addresses);
  expect(heard).toEqual(onceEach(icb.addresses));
  expect(await register.as(desk).redriveOutage(id)).toEqual({ update: 1, practices: 0 });
  await cloud.settled();
  expect(timesHeard(register, icb.addresses)).toEqual(onceEach(icb.addresses));
  process.stdout.write(
    `Redrive: ${pending} of 6 practices lost their alerts, ${[...heard.values()].filter((times) => times === 1).length} of 12 addresses heard once after it, none twice.\n`,
  );
});

test('redriven after a newer update, only that goes out', async () => {
  const { cloud } = register;
  const { id } = (await register.as(desk).listOutages())[0]!;
  cloud.faults.next(lost);
  await update(register, 'Z01', id, { message: 'The second news.' });
  await update(register, 'Z01', id, { message: 'The third news.' });
  while (cloud.faults.take('sns', 'Deliver'));
  const from = cloud.outbox.list().length;
  expect(await register.as(desk).redriveOutage(id)).toEqual({ update: 4, practices: 6 });
  await cloud.settled();
  expect(timesHeard(register, icb.addresses, from)).toEqual(onceEach(icb.addresses));
  const said = cloud.outbox.list().slice(from);
  expect(said.every(({ body }) => body.includes('The third news.'))).toBe(true);
});
