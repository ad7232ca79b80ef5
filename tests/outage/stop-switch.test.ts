import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@registry/contract';
import type { AlertedIcb } from '../faults/alerted-icb.ts';
import { declareDown, loadAlertedIcb, onceEach, timesHeard } from '../faults/alerted-icb.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const icb = (org: string) => ({ role: 'icb', org }) as const;
const england = { role: 'national', org: 'X26' } as const;
const reason = 'The first message names the wrong product.';

let register: RunningRegister;
let ours: AlertedIcb;
let theirs: AlertedIcb;
beforeAll(async () => {
  register = await startRegister({ parameters: { SmsPerSecond: '4', EmailPerSecond: '4' } });
  ours = await loadAlertedIcb(register, 'Z01', { practices: 15 });
  theirs = await loadAlertedIcb(register, 'Z02', { practices: 1 });
});
afterAll(() => register.stop());

const outbox = () => register.cloud.outbox.list();
const passes = async (ms: number) => {
  register.cloud.clock.advance(ms);
  await register.cloud.settled();
};
const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('pressed in the middle it is obeyed within five seconds, and afterwards each is told once', async () => {
  const desk = register.as(icb('Z01'));
  const id = await declareDown(register, ours);
  await until(() => outbox().length >= 4);
  const sending = await desk.moveStopSwitch({ stopped: true, reason });
  expect(sending).toMatchObject({ stopped: true, stops: [{ icb: 'Z01', reason }] });
  await register.cloud.settled();
  const stoppedAt = Date.parse(sending.stops[0]!.at);
  const last = Math.max(...outbox().map(({ at }) => Date.parse(at)));
  expect(last - stoppedAt).toBeLessThan(5000);
  const before = outbox().length;
  expect(before).toBeLessThan(30);
  // It outlasts the queue's visibility and everything that is tried again.
  await passes(61_000);
  await passes(200_000);
  expect(outbox()).toHaveLength(before);
  const board = await desk.board(id);
  expect(board.sending).toEqual(sending);

  // The stop of one holds nobody else.
  await declareDown(register, theirs);
  await register.cloud.settled();
  expect(timesHeard(register, theirs.addresses)).toEqual(onceEach(theirs.addresses));

  expect(await desk.moveStopSwitch({ stopped: false })).toEqual({ stopped: false, stops: [] });
  await passes(61_000);
  expect(timesHeard(register, ours.addresses)).toEqual(onceEach(ours.addresses));
  process.stdout.write(
    `Stop pressed in the middle: ${before} of 30 messages were out, the last ${last - stoppedAt} ms after it; none more in 261 s; all 30 once after "go on".\n`,
  );
});

test('NHS England’s holds for all, and it sees who has stopped; whoever declares is told', async () => {
  const stop = { stopped: true, reason: 'A test message went to everybody.' };
  const none = { stopped: false, stops: [] };
  await register.as(england).moveStopSwitch(stop);
  await register.as(icb('Z02')).moveStopSwitch({ stopped: true, reason });
  const [forAll, own] = await Promise.all(
    [icb('Z01'), icb('Z02')].map((who) => register.as(who).readSending()),
  );
  expect(forAll).toMatchObject({ stopped: true, stops: [{ icb: 'X26', reason: stop.reason }] });
  expect(own).toMatchObject({ stopped: true, stops: [{ icb: 'X26' }, { icb: 'Z02' }] });
  const seen = (await register.as(england).readSending()).stops.map((each) => each.icb);
  expect(seen.sort()).toEqual(['X26', 'Z02']);
  const preview = await register.as(icb('Z01')).previewOutage({
    products: ['docman'],
    title: 'Docman is down',
    message: 'Letters do not open.',
    severity: 'major',
  });
  expect(preview.sending).toEqual(forAll);

  await register.as(england).moveStopSwitch({ stopped: false });
  expect((await register.as(icb('Z01')).readSending()).stopped).toBe(false);
  // NHS England's own is taken back; the ICB's stays, and says nothing of NHS England's messages.
  expect(await register.as(england).readSending()).toMatchObject({
    stopped: false,
    stops: [{ icb: 'Z02' }],
  });
  expect(await register.as(icb('Z02')).moveStopSwitch({ stopped: false })).toEqual(none);
});

test('a stop needs its reason, and practices have no switch', async () => {
  const put = (who: Parameters<RunningRegister['as']>[0], body: object) =>
    register.request(who, 'PUT', '/sending', { body });
  const unsaid = await put(icb('Z01'), { stopped: true });
  expect([unsaid.status, Problem.parse(await unsaid.json()).errors]).toEqual([
    400,
    [{ path: 'reason', message: 'should say why, for whoever finds it stopped' }],
  ]);
  const practice = { role: 'practice', org: ours.odsCodes[0]! } as const;
  expect((await put(practice, { stopped: true, reason })).status).toBe(403);
  expect((await register.request(practice, 'GET', '/sending')).status).toBe(403);
  expect(register.cloud.refusals).toEqual([]);
});
