import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@registry/contract';
import { MOST_WRITES } from '@registry/domain';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import {
  addressees,
  declare,
  emisDown,
  messages,
  registerContacts,
  update,
} from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [ours, theirs, declared, told] = inventedCodes(4) as [string, string, string, string];
const sam = {
  name: 'Sam Fictional',
  role: 'Practice manager',
  mobile: '+447700900101',
  email: 'sam@example.nhs.uk',
};

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  for (const [icb, odsCode] of [
    ['Z01', ours],
    ['Z02', theirs],
    ['Z03', declared],
    ['Z04', told],
  ] as const) {
    await loadIcb(register, icb, [{ odsCode }]);
  }
  await loadIcb(
    register,
    'Z05',
    inventedCodes(51, 100).map((odsCode) => ({ odsCode })),
  );
  await registerContacts(register, told, [sam]);
});
afterAll(() => register.stop());

const post = (org: string, path: string, body: object, key?: string) =>
  register.request({ role: 'icb', org }, 'POST', path, {
    body,
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
const problemOf = async (answer: Response) => Problem.parse(await answer.json());

test('fifty equal declarations under one key are all answered with the one that was declared', async () => {
  const body = { ...emisDown, notify: 'none' };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => post('Z03', '/outages', body, 'fifty')),
  );
  expect(answers.map(({ status }) => status).filter((status) => status > 201)).toEqual([]);
  const [first, ...others] = await Promise.all(answers.map((answer) => answer.json()));
  for (const other of others) expect(other).toEqual(first);
  await register.cloud.settled();
});

test('a key that is empty or too long is refused, naming the header', async () => {
  for (const key of ['', 'x'.repeat(1025)]) {
    const refused = await post('Z03', '/outages', { ...emisDown, products: ['eps'] }, key);
    expect([refused.status, await problemOf(refused)]).toMatchObject([
      400,
      { errors: [{ path: 'Idempotency-Key' }] },
    ]);
  }
});

test('whoever was not told at first is told by an update only with their number', async () => {
  const id = await declare(register, 'Z05', { notify: 'none' });
  const path = `/outages/${id}/updates`;
  const said = { status: 'open', message: 'It is down for all.' };
  const refused = await post('Z05', path, said);
  expect([refused.status, await problemOf(refused)]).toMatchObject([
    400,
    { code: 'confirmation-needed', errors: [{ path: 'confirmPractices' }] },
  ]);
  const asked = { outage: id, update: said };
  const preview = await post('Z05', '/outages/preview', asked);
  expect(await preview.json()).toMatchObject({ confirmPractices: 51, repeats: 0 });
  expect((await post('Z05', path, { ...said, confirmPractices: 51 })).status).toBe(201);
  expect((await post('Z05', path, said)).status).toBe(201);
});

test('a fourth message within ten minutes goes only to whoever confirms it, by one outage or several', async () => {
  const id = await declare(register, 'Z04', { practices: [told] });
  await update(register, 'Z04', id);
  await declare(register, 'Z04', { products: ['eps'], practices: [told] });
  const path = `/outages/${id}/updates`;
  const said = { status: 'open', message: 'Once more.' };
  const from = messages(register).length;
  const refused = await post('Z04', path, said, 'fourth');
  expect([refused.status, await problemOf(refused)]).toMatchObject([
    400,
    { code: 'repeat-confirmation-needed', errors: [{ path: 'confirmRepeat' }] },
  ]);
  const other = { ...emisDown, products: ['nhsmail'] };
  expect((await post('Z04', '/outages', { ...other, practices: [told] })).status).toBe(400);
  const preview = await post('Z04', '/outages/preview', { outage: id, update: said });
  expect(await preview.json()).toMatchObject({ confirmPractices: null, repeats: 1 });
  expect((await post('Z04', path, { ...said, notify: 'none' })).status).toBe(201);
  expect(messages(register, from)).toEqual([]);
  for (let times = 0; times < 2; times += 1) {
    const confirmed = await post('Z04', path, { ...said, confirmRepeat: true }, 'fourth');
    expect(confirmed.status).toBe(201);
  }
  await register.cloud.settled();
  expect(addressees(messages(register, from))).toEqual([`email ${sam.email}`, `sms ${sam.mobile}`]);
});

test('an ICB that writes without end is told when to come again, and is felt by no other', async () => {
  const id = await declare(register, 'Z01', { notify: 'none' });
  const note = (key: string) =>
    register.request({ role: 'icb', org: 'Z01' }, 'POST', `/outages/${id}/actions`, {
      body: { text: 'Noted.' },
      headers: { 'idempotency-key': key },
    });
  // In a window of its own, however long the declaration took.
  register.cloud.clock.advance(600_000);
  for (let written = 0; written < MOST_WRITES; written += 1) {
    expect((await note(`note ${written}`)).status).toBe(201);
  }
  const refused = await note('one too many');
  expect(refused.status).toBe(429);
  expect(Problem.parse(await refused.json())).toMatchObject({ code: 'too-many-writes' });
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(600);
  expect((await note('note 0')).status).toBe(201);
  await declare(register, 'Z02', { notify: 'none' });
  register.cloud.clock.advance(seconds * 1000);
  expect((await note('one too many')).status).toBe(201);
  expect((await register.as({ role: 'icb', org: 'Z01' }).readOutage(id)).notes).toHaveLength(
    MOST_WRITES + 1,
  );
});
