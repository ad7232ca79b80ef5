import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import {
  boardOf,
  declareDown,
  deliveriesOf,
  loadAlertedIcb,
  noQuotas,
  onceEach,
  timesHeard,
  VISIBILITY_MS,
} from './alerted-icb.ts';

let folder: string;
let register: RunningRegister;
let icb: AlertedIcb;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-restart-'));
  await start();
  icb = await loadAlertedIcb(register, 'Z01', { practices: 20 });
});
afterEach(async () => {
  await register.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(parameters: Record<string, string> = noQuotas): Promise<void> {
  register = await startRegister({ dataDir: join(folder, 'data'), parameters });
}
/** All is out, also what was claimed when the cloud ended, and whose message was hidden. */
async function expectAllOut(id: OutageId, twice: readonly string[]): Promise<void> {
  await register.cloud.settled();
  register.cloud.clock.advance(VISIBILITY_MS);
  await register.cloud.settled();
  expect(timesHeard(register, icb.addresses)).toEqual(onceEach(icb.addresses, twice));
  const { practices } = await boardOf(register, icb, id);
  expect(practices.map(({ alert }) => alert)).toEqual(icb.odsCodes.map(() => 'sent'));
  const deliveries = await deliveriesOf(register, icb, id);
  expect(deliveries.filter((each) => each.sent)).toHaveLength(icb.addresses.length);
  expect(register.cloud.refusals).toEqual([]);
}

/**
 * Stops the cloud and starts it again; gives those who had been sent something of which we had no
 * record.
 */
async function restart(id: OutageId): Promise<string[]> {
  await register.stop();
  const heard = [...timesHeard(register, icb.addresses)].filter(([, times]) => times > 0);
  await start();
  // Their leases hold still: what is recorded now of those who had heard was so before.
  const deliveries = await deliveriesOf(register, icb, id);
  const recorded = deliveries.filter((each) => each.sent).map(({ address }) => address);
  return heard.map(([address]) => address).filter((address) => !recorded.includes(address));
}

test('the cloud ends while an update is being raised: it goes on where it was', async () => {
  // Killed when the rows are written, so that there is a pause to end it in.
  register.cloud.faults.next({
    service: 'lambda',
    operation: 'raise-in-icb',
    kind: 'kill',
    ofOperation: 'TransactWriteItems',
  });
  const id = await declareDown(register, icb);
  while ((await boardOf(register, icb, id)).practices.length < 20);
  const twice = await restart(id);
  await expectAllOut(id, twice);
});

test('the cloud ends when a third has been sent: the rest goes out, and twice only what was sent and not recorded', async () => {
  await register.stop();
  await start({ SmsPerSecond: '20', EmailPerSecond: '20' });
  const id = await declareDown(register, icb);
  const { outbox } = register.cloud;
  while (outbox.list().length < 14) await setTimeout(5);
  const twice = await restart(id);
  expect(outbox.list().length).toBeLessThan(icb.addresses.length);
  await expectAllOut(id, twice);
});
