import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@registry/contract';
import type { OutageId } from '@registry/domain';
import { declareDown, endQuietly, noQuotas } from '../faults/alerted-icb.ts';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { addressees, latestTo, messages, registerContacts } from '../set-up/outage-desk.ts';
import { sendJson, tokenIn, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

/** Two practices with three people each, and one whom no message reaches. */
const odsCodes = inventedCodes(3);
const [one, two, three] = odsCodes as [string, string, string];
const icb = { code: 'Z01', odsCodes };
const desk = { role: 'icb', org: 'Z01' } as const;
const person = (odsCode: string, nth: number) => `${odsCode.toLowerCase()}.${nth}@example.org`;
const phone = (at: number) => `077009001${at}`;

let register: RunningRegister;
let open: OutageId | undefined;
beforeAll(async () => {
  register = await startRegister({ parameters: noQuotas });
  await loadIcb(
    register,
    'Z01',
    odsCodes.map((odsCode) => ({ odsCode, telephone: '01632 960123' })),
  );
  for (const [at, odsCode] of [one, two].entries()) {
    const contacts = [1, 2, 3].map((nth) => ({
      name: `Person ${nth} Fictional`,
      role: 'Manager',
      order: nth,
      email: person(odsCode, nth),
      ...(nth < 3 && { mobile: phone(10 * (at + 1) + nth) }),
    }));
    await registerContacts(register, odsCode, contacts);
  }
});
afterEach(async () => {
  register.cloud.receipts.decide(() => undefined);
  if (open) await endQuietly(register, icb, open);
  open = undefined;
});
afterAll(() => register.stop());

/** Lets so many minutes go by, one after the other, as the minute rule sees them. */
const passes = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    register.cloud.clock.advance(60_000);
    await register.cloud.settled();
  }
};
const declare = async () => {
  const before = messages(register).length;
  open = await declareDown(register, icb);
  await register.cloud.settled();
  return { id: open, told: () => addressees(messages(register, before)) };
};
const texted = (at: number, nth: number) => `sms +44${phone(10 * (at + 1) + nth).slice(1)}`;
const emailed = (odsCode: string, nth: number) => `email ${person(odsCode, nth)}`;
const nth = (of: number) =>
  [one, two].flatMap((odsCode, at) => [...(of < 3 ? [texted(at, of)] : []), emailed(odsCode, of)]);
const all = (...lists: string[][]) => lists.flat().sort();
const rowOf = async (odsCode: string) =>
  (await register.as(desk).board(open!)).practices.find((row) => row.odsCode === odsCode)!;

test('delivered and not answered: the next person after 15 minutes, then the next, and rung after 30', async () => {
  const { told } = await declare();
  expect(told()).toEqual(all(nth(1)));
  await passes(14);
  expect(told()).toEqual(all(nth(1)));
  await passes(2);
  expect(told()).toEqual(all(nth(1), nth(2)));
  expect((await rowOf(one)).chase.state).toBe('waiting');
  await passes(17);
  expect(told()).toEqual(all(nth(1), nth(2), nth(3)));
  expect((await rowOf(one)).chase).toMatchObject({ state: 'ring', numbers: ['01632 960123'] });
  await passes(60);
  expect(told()).toEqual(all(nth(1), nth(2), nth(3)));
  const turns = (await rowOf(one)).told.map(({ contact, channel, turn }) => [
    contact,
    channel,
    turn,
  ]);
  expect(turns.sort()).toEqual([
    ['Person 1 Fictional, Manager', 'email', 0],
    ['Person 1 Fictional, Manager', 'sms', 0],
    ['Person 2 Fictional, Manager', 'email', 1],
    ['Person 2 Fictional, Manager', 'sms', 1],
    ['Person 3 Fictional, Manager', 'email', 2],
  ]);
  expect(register.cloud.refusals).toEqual([]);
});

test('an answer, or that somebody has rung it, stops it; the next update goes to who answered', async () => {
  const { id, told } = await declare();
  await passes(16);
  expect(told()).toEqual(all(nth(1), nth(2)));
  const token = tokenIn(latestTo(register, person(one, 2)));
  expect((await sendJson(register, token, { down: 'down' })).status).toBe(200);
  const by = { by: 'Asha Fictional, desk' };
  await register.as(desk).practiceRung(id, two, by, { idempotencyKey: 'rung two' });
  await passes(30);
  expect(told()).toEqual(all(nth(1), nth(2)));
  const before = messages(register).length;
  await update(register, 'Z01', id);
  expect(addressees(messages(register, before))).toEqual(
    [emailed(one, 2), nth(2)[0], emailed(two, 1), nth(1)[2]].sort(),
  );
});

test('whoever is turned to hears the whole of it, though others have heard the beginning', async () => {
  const { id } = await declare();
  await update(register, 'Z01', id, { status: 'recovering', message: 'It comes back.' });
  expect(latestTo(register, person(one, 1)).body).not.toContain('was down, and is coming back');
  await passes(16);
  const { body } = latestTo(register, person(one, 2));
  expect(body).toContain('EMIS Web was down, and is coming back.');
  expect(body).toContain('It comes back.');
});

test('whom nothing reaches is passed over at once, and others after ten minutes without a receipt', async () => {
  register.cloud.receipts.decide(({ to }) => {
    const isFirst = to === person(one, 1) || to === nth(1)[0]!.replace('sms ', '');
    if (isFirst) return { outcome: 'undelivered', reason: 'Phone number is opted out' };
    return { outcome: 'delivered', times: 0 };
  });
  const { told } = await declare();
  await passes(3);
  const [textTwo = '', mailTwo = ''] = nth(2);
  expect(told()).toEqual(all(nth(1), [textTwo, mailTwo]));
  await passes(8);
  expect(told()).toEqual(all(nth(1), nth(2), [emailed(one, 3)]));
  // The end of it arrives, so that the first are first in the next outage too.
  register.cloud.receipts.decide(() => undefined);
  await update(register, 'Z01', open!, { status: 'resolved', message: 'It is back.' });
  open = undefined;
});

test('the minute rule missing ten minutes is made good, and nobody is told twice', async () => {
  const { told } = await declare();
  const first = told().length;
  register.cloud.faults.next({
    service: 'lambda',
    operation: 'raise-overdue',
    kind: 'kill',
    times: 10,
  });
  await passes(25);
  while (register.cloud.faults.take('lambda', 'raise-overdue'));
  await passes(2);
  expect(told()).toEqual(all(nth(1), nth(2)));
  process.stdout.write(
    `The minute rule missed ten minutes: ${first} messages first, ${told().length - first} to the next people after, none twice.\n`,
  );
});

test('two people never ring one practice: a claim holds for a quarter of an hour', async () => {
  const { id } = await declare();
  const claim = (by: string, key: string) =>
    register.as(desk).claimPractice(id, three, { by }, { idempotencyKey: key });
  expect(await claim('Asha, desk', 'a')).toMatchObject({
    chase: { state: 'claimed', claimedBy: 'Asha, desk', numbers: ['01632 960123'] },
  });
  await expect(claim('Ben, desk', 'b')).rejects.toMatchObject({
    code: 'already-claimed',
    message: expect.stringContaining('Asha, desk is ringing'),
  });
  expect((await claim('Asha, desk', 'c')).chase.claimedBy).toBe('Asha, desk');
  register.cloud.clock.advance(16 * 60_000);
  expect((await claim('Ben, desk', 'd')).chase.claimedBy).toBe('Ben, desk');
  const rung = await register
    .as(desk)
    .practiceRung(id, three, { by: 'Ben, desk' }, { idempotencyKey: 'e' });
  expect(rung.chase).toMatchObject({ state: 'rung', times: 1, rungBy: 'Ben, desk' });
  register.cloud.clock.advance(31 * 60_000);
  expect((await rowOf(three)).chase).toMatchObject({ state: 'ring', times: 1 });
  const other = { role: 'icb', org: 'Z02' } as const;
  const foreign = await register.request(other, 'POST', `/outages/${id}/practices/${three}/claim`, {
    body: { by: 'Somebody' },
  });
  expect([foreign.status, Problem.parse(await foreign.json()).code]).toEqual([404, 'not-found']);
});
