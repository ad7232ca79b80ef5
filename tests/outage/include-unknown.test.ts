import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import {
  addressees,
  declare,
  latestTo,
  messages,
  openPage,
  registerContacts,
  sendForm,
  tokenIn,
  update,
  wordsOf,
} from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const icb = { role: 'icb', org: 'Z10' } as const;
/** One that has it, two of which nothing is recorded, and one that has another product. */
const [uses, asked, other, elsewhere] = inventedCodes(4) as [string, string, string, string];
const messaging = {
  products: ['accurx-messaging'],
  title: 'Accurx messaging is down',
  message: 'Messages do not arrive.',
};
const mobileOf = (odsCode: string) => `+44770090010${odsCode.slice(-1)}`;

let register: RunningRegister;
let id: OutageId;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(
    register,
    'Z10',
    [uses, asked, other, elsewhere].map((odsCode) => ({ odsCode })),
  );
  const recorded: Record<string, object[]> = {
    [uses]: [{ role: 'patient-messaging', product: 'accurx-messaging' }],
    [elsewhere]: [{ role: 'patient-messaging', product: null }],
  };
  for (const odsCode of [uses, asked, other, elsewhere]) {
    const sam = { name: 'Sam Fictional', role: 'Manager', mobile: mobileOf(odsCode) };
    await registerContacts(register, odsCode, [sam], recorded[odsCode] ?? []);
  }
});
afterAll(() => register.stop());

const board = () => register.as(icb).board(id);
const rowOf = async (odsCode: string) =>
  (await board()).practices.find((row) => row.odsCode === odsCode);
const linkOf = (odsCode: string) => tokenIn(latestTo(register, mobileOf(odsCode)));

test('those of which nobody can say are told nothing unless they are included', async () => {
  const preview = await register.as(icb).previewOutage({ ...messaging, severity: 'major' });
  expect([preview.totals.unknown, preview.alerts.sms]).toEqual([2, 1]);
});

test('included, they are asked whether they use it, in words that infer nothing', async () => {
  id = await declare(register, 'Z10', { ...messaging, include: ['unknown'] });
  expect(addressees(messages(register))).toEqual(
    [uses, asked, other].map((odsCode) => `sms ${mobileOf(odsCode)}`).sort(),
  );
  expect(latestTo(register, mobileOf(asked)).body).toContain(
    `Accurx messaging is down. We do not know whether Surgery ${asked} uses it: do you?`,
  );
  expect(latestTo(register, mobileOf(uses)).body).toContain(`Surgery ${uses} may be affected.`);
  expect((await board()).counts).toMatchObject({ exposed: 1, asked: 2, notHeard: 3 });
  expect(await rowOf(asked)).toMatchObject({ state: 'unknown', effect: null, uses: null });
});

test('who uses it is asked on, how it is; who does not hears no more', async () => {
  const page = wordsOf(await (await openPage(register, linkOf(asked))).text());
  expect(page).toContain('Do you use Accurx messaging?');
  expect(page).not.toContain('Is Accurx messaging down for you?');
  await sendForm(register, linkOf(asked), { uses: 'yes' });
  const next = wordsOf(await (await openPage(register, linkOf(asked))).text());
  expect(next).toContain('that your practice uses it.');
  expect(next).toContain('Is Accurx messaging down for you?');
  await sendForm(register, linkOf(asked), { down: 'down' });
  await sendForm(register, linkOf(other), { uses: 'no' });
  expect(await rowOf(asked)).toMatchObject({ uses: 'yes', down: 'down' });
  expect(await rowOf(other)).toMatchObject({ uses: 'no', down: null, chase: { state: 'none' } });
  const from = messages(register).length;
  await update(register, 'Z10', id, { status: 'recovering' });
  expect(addressees(messages(register, from))).toEqual(
    [uses, asked].map((odsCode) => `sms ${mobileOf(odsCode)}`).sort(),
  );
  expect(register.cloud.refusals).toEqual([]);
});

test('the record says that it uses it once the practice says so too, and never of who does not', async () => {
  const saidNo = await fetch(`${register.cloud.url}/api/reply/${linkOf(other)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ record: 'yes' }),
  });
  expect([saidNo.status, await saidNo.json()]).toMatchObject([
    400,
    { code: 'invalid', errors: [{ path: 'record' }] },
  ]);
  const token = linkOf(asked);
  const practice = register.as({ role: 'practice', org: asked });
  const systemsOf = async () =>
    (await practice.readPractice(asked)).practice.systems.filter(
      ({ role }) => role === 'patient-messaging',
    );
  expect(await systemsOf()).toEqual([]);
  const page = wordsOf(await (await openPage(register, token)).text());
  expect(page).toContain('The register does not say that');
  await sendForm(register, token, { record: 'yes' });
  expect(await systemsOf()).toMatchObject([
    { product: 'accurx-messaging', provenance: 'declared', contradictory: false },
  ]);
  const { version } = (await practice.readPractice(asked)).practice;
  await sendForm(register, token, { record: 'yes' });
  expect((await practice.readPractice(asked)).practice).toMatchObject({
    version,
    declared: { contacts: [{ name: 'Sam Fictional' }] },
  });
  const next = wordsOf(await (await openPage(register, token)).text());
  expect(next).toContain(`The register now says that Surgery ${asked} uses Accurx messaging.`);
  const { practices } = await register
    .as(icb)
    .exposurePage({ products: ['accurx-messaging'], state: 'hit' });
  expect(practices.map(({ odsCode }) => odsCode)).toEqual([uses, asked]);
  expect(register.cloud.refusals).toEqual([]);
});
