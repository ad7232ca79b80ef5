import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import { loadIcb } from '../set-up/directory-builder.ts';
import { declare, latestTo, openPage, registerContacts, tokenIn } from '../set-up/outage-desk.ts';
import { update } from '../set-up/outage-desk.ts';
import { startRegister } from '../set-up/register.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { changeItems, storedItems } from './release.ts';

const icb = { role: 'icb', org: 'Z01' } as const;
const odsCodes = ['Z00001', 'Z00002', 'Z00003'];

let dataDir: string;
let register: RunningRegister;
/** One that can be read, but for an update, a note and a practice; one that cannot. */
let outage: OutageId;
let damaged: OutageId;
let token: string;
/** Keys of what was written without the version of its form. */
let unversioned: unknown[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'registry-unreadable-'));
  const before = await startRegister({ dataDir });
  await loadIcb(
    before,
    'Z01',
    odsCodes.map((odsCode) => ({ odsCode })),
  );
  for (const odsCode of odsCodes) {
    const contact = {
      name: 'Sam Fictional',
      role: 'Manager',
      mobile: `07700 900${odsCode.slice(3)}`,
    };
    await registerContacts(before, odsCode, [contact]);
  }
  damaged = await declare(before, 'Z01', { products: ['systmone'], practices: ['Z00001'] });
  outage = await declare(before, 'Z01');
  token = tokenIn(latestTo(before, '+447700900001'));
  for (const text of ['Paper forms are out', 'Ring the desk'])
    await before.request(icb, 'POST', `/outages/${outage}/actions`, { body: { text } });
  await update(before, 'Z01', outage);
  await before.stop();
  unversioned = [...(await storedItems(dataDir)).values()]
    .flat()
    .flatMap(({ pk, sk, v }) => (v === undefined ? [[pk, sk]] : []));
  await changeItems(dataDir, 'Outages', ({ pk, sk }) => {
    if (sk === damaged) return { v: { N: '99' } };
    if (!pk.endsWith(outage)) return undefined;
    if (sk === 'UPDATE#0001') return { update: { S: 'Sam Fictional' } };
    return sk.startsWith('NOTE#')
      ? { note: { M: { text: { S: 'Paper forms are out' } } } }
      : undefined;
  });
  await changeItems(dataDir, 'Alerts', ({ pk, sk }) =>
    pk.endsWith(outage) && sk === 'PRACTICE#Z00002' ? { practice: { S: 'gone' } } : undefined,
  );
  await changeItems(dataDir, 'Registry', ({ pk }) =>
    pk.endsWith('PRACTICE#Z00003') ? { record: { S: 'gone' } } : undefined,
  );
  register = await startRegister({ dataDir });
});
afterAll(async () => {
  await register.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function ask(status: number, method: string, path: string, body?: object) {
  const answer = await register.request(icb, method, path, body && { body });
  const said = (await answer.json()) as Record<string, never>;
  expect([path, answer.status, said]).toEqual([path, status, said]);
  return said;
}

test('every item carries the version of its form', () => {
  expect(unversioned).toEqual([]);
});

test('one outage that cannot be read hides no other; asked for itself, it says so', async () => {
  const { outages } = await ask(200, 'GET', '/outages');
  expect(outages).toMatchObject([{ id: outage }]);
  const problem = await ask(500, 'GET', `/outages/${damaged}`);
  expect(problem).toMatchObject({ code: 'unreadable' });
});

test('updates, notes, practices and records that can be read are there', async () => {
  const story = await ask(200, 'GET', `/outages/${outage}`);
  expect(story).toMatchObject({ updates: [{ number: 2 }], notes: [] });
  const board = await ask(200, 'GET', `/outages/${outage}/practices`);
  expect(board).toMatchObject({ practices: [{ odsCode: 'Z00001' }, { odsCode: 'Z00003' }] });
  const { practices } = await ask(200, 'GET', '/practices');
  expect(practices).toMatchObject([{ odsCode: 'Z00001' }, { odsCode: 'Z00002' }]);
  expect(await ask(500, 'GET', '/practices/Z00003')).toMatchObject({ code: 'unreadable' });
});

test('a link opens, and an update reaches the practices whose rows can be read', async () => {
  expect((await openPage(register, token)).status).toBe(200);
  await update(register, 'Z01', outage, { message: 'Number three.' });
  const bodies = register.cloud.outbox.list().filter(({ body }) => body.includes('Number three.'));
  expect(bodies.map(({ to }) => to)).toEqual(['+447700900001']);
});

test('an outage that cannot be read keeps no product for ever', async () => {
  await declare(register, 'Z01', { products: ['systmone'], practices: ['Z00001'] });
});

test('the log names the key of each, and nothing of what it says', () => {
  const told = register.cloud.logs().filter((line) => line.includes('item unreadable'));
  expect(told.some((line) => line.includes(damaged) && line.includes('"v":99'))).toBe(true);
  expect(told.some((line) => line.includes('PRACTICE#Z00002'))).toBe(true);
  expect(told.join()).not.toMatch(/Sam Fictional|Paper forms|gone/);
});
