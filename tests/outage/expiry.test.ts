import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@registry/contract';
import type { AlertedIcb } from '../faults/alerted-icb.ts';
import { deliveriesOf, loadAlertedIcb, startUnhurried } from '../faults/alerted-icb.ts';
import { declare, latestTo, sendJson, tokenIn, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';

const desk = { role: 'icb', org: 'Z01' } as const;
const DAY_MS = 24 * 3600_000;

let register: RunningRegister;
let icb: AlertedIcb;
beforeAll(async () => {
  register = await startUnhurried();
  icb = await loadAlertedIcb(register, 'Z01', { practices: 2 });
});
afterAll(() => register.stop());

const days = async (many: number) => {
  register.cloud.clock.advance(many * DAY_MS);
  await register.cloud.settled();
  register.cloud.clock.advance(60_000);
  await register.cloud.settled();
};
const answered = async (product: string) => {
  const id = await declare(register, 'Z01', { products: [product] });
  const mail = icb.addresses[1]!.replace('email ', '');
  const body = { down: 'down', needs: 'Paper forms', note: 'We work on paper.' };
  await sendJson(register, tokenIn(latestTo(register, mail)), body);
  await update(register, 'Z01', id, { status: 'resolved', message: 'Over.', notify: 'none' });
  return id;
};

test('two years after its end, who was told and who said what is gone; what was said stays', async () => {
  const id = await answered('emis-web');
  const held = await answered('nhsmail');
  await register.as(desk).holdOutage(held, { held: true, reason: 'An inquiry' });
  const deliveries = async (of: typeof id) => (await deliveriesOf(register, icb, of)).length;
  await days(728);
  expect([await deliveries(id), await deliveries(held)]).toEqual([4, 4]);
  await days(3);
  expect([await deliveries(id), await deliveries(held)]).toEqual([0, 4]);
  const board = await register.as(desk).board(id);
  expect(board.counts).toMatchObject({ exposed: 2, confirmedDown: 1, notHeard: 1 });
  expect(JSON.stringify(board)).not.toMatch(/Sam Fictional|Paper forms|on paper/);
  expect(JSON.stringify(await register.as(desk).board(held))).toContain('Paper forms');

  const released = await register.as(desk).holdOutage(held, { held: false });
  expect(released).not.toHaveProperty('hold');
  await days(31);
  expect(await deliveries(held)).toBe(0);
  expect(register.cloud.refusals).toEqual([]);
});

test('a hold names what asks for it, and is not another ICB’s to make', async () => {
  const { id } = (await register.as(desk).listOutages())[0]!;
  const hold = (org: string, body: object) =>
    register.request({ role: 'icb', org }, 'PUT', `/outages/${id}/hold`, { body });
  const unsaid = await hold('Z01', { held: true });
  expect([unsaid.status, Problem.parse(await unsaid.json()).errors?.[0]?.path]).toEqual([
    400,
    'reason',
  ]);
  expect((await hold('Z02', { held: true, reason: 'Mine' })).status).toBe(404);
});
