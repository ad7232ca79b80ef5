import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PreviewAnswer } from '@registry/contract';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import {
  addressees,
  declare,
  emisDown,
  latestTo,
  messages,
  registerContacts,
} from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const icb = { role: 'icb', org: 'Z01' } as const;
const england = { role: 'national', org: 'X26' } as const;
const [quay, harbour, abbey] = inventedCodes(3) as [string, string, string];
const emis = { clinicalSystem: 'emis-web' };
const sam = {
  name: 'Sam Fictional',
  role: 'Practice manager',
  mobile: '+447700900101',
  email: 'sam@example.nhs.uk',
};

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [
    { odsCode: quay, ...emis },
    { odsCode: harbour, telephone: '01632 960002', ...emis },
    { odsCode: abbey, clinicalSystem: 'systmone' },
  ]);
  await registerContacts(register, quay, [sam]);
});
afterAll(() => register.stop());

async function preview(who: typeof icb | typeof england, body: object): Promise<PreviewAnswer> {
  const answer = await register.request(who, 'POST', '/outages/preview', { body });
  if (answer.status !== 200) throw new Error(await answer.text());
  return PreviewAnswer.parse(await answer.json());
}

test('a declaration is shown before anything is done, and nothing is done', async () => {
  const shown = await preview(icb, emisDown);
  expect(shown).toMatchObject({
    totals: { practices: 3, hit: 2 },
    confirmPractices: null,
    alerts: { sms: 1, email: 1, unreachable: 1 },
    unreachable: [{ odsCode: harbour, numbers: ['01632 960002'] }],
    hasProfile: false,
    allOut: { seconds: 1 },
  });
  expect(shown.texts.pence).toBe(shown.texts.segments * 4);
  await register.cloud.settled();
  expect(messages(register)).toEqual([]);
  expect(await register.as(icb).listOutages()).toEqual([]);
});

test('the text and the email are the ones that are then sent, but for their code', async () => {
  const shown = await preview(icb, emisDown);
  const id = await declare(register, icb.org);
  expect(addressees(messages(register))).toEqual([`email ${sam.email}`, `sms ${sam.mobile}`]);
  const sent = latestTo(register, sam.mobile).body;
  const token = /reply\/([0-9A-Z]{16})/.exec(sent)?.[1] ?? '';
  const code = (token.match(/.{4}/g) ?? []).join('-');
  const [text] = shown.messages;
  expect(text).toMatchObject({ channel: 'sms', to: 'Sam Fictional, Practice manager' });
  expect(sent.replaceAll(token, 'X'.repeat(16)).replaceAll(code, 'XXXX-XXXX-XXXX-XXXX')).toBe(
    text?.text,
  );
  expect(await register.as(icb).listOutages()).toMatchObject([{ id }]);
});

test('an update is shown as its practices would hear it, those newly hit too', async () => {
  const [{ id } = { id: '' }] = await register.as(icb).listOutages();
  const update = { status: 'recovering', message: 'It opens again.' };
  const before = await preview(icb, { outage: id, update });
  expect(before.alerts).toEqual({ sms: 1, email: 1, unreachable: 1 });
  expect(before.messages[0]?.text).toContain('Back for you?');
  const systems = [{ role: 'clinical-system', product: 'emis-web' }];
  await registerContacts(register, abbey, [{ ...sam, mobile: '+447700900102' }], systems);
  const after = await preview(icb, { outage: id, update });
  expect(after.alerts).toEqual({ sms: 2, email: 2, unreachable: 1 });
  const { updates } = await register.as(icb).readOutage(id);
  expect(updates).toHaveLength(1);
});

test('NHS England sees counts and messages, and neither contacts nor numbers', async () => {
  const shown = await preview(england, { ...emisDown, icbs: ['Z01'] });
  expect(shown).toMatchObject({
    hasProfile: null,
    alerts: { sms: 2, email: 2, unreachable: 1 },
    unreachable: [{ odsCode: harbour, icb: 'Z01', numbers: [] }],
  });
  expect(JSON.stringify(shown)).not.toMatch(/Sam Fictional|07700|960002/);
});

test('what is wrong is named as for a declaration or an update, whichever it comes nearest to', async () => {
  const wrong = async (body: object) => {
    const answer = await register.request(icb, 'POST', '/outages/preview', { body });
    const { code, errors } = (await answer.json()) as { code: string; errors: { path: string }[] };
    return [answer.status, code, ...errors.map(({ path }) => path)];
  };
  expect(await wrong({ ...emisDown, severity: 'dreadful' })).toEqual([400, 'invalid', 'severity']);
  const id = '01J35XW5F0000000000000000A';
  const update = { status: 'over', message: 'It opens again.' };
  expect(await wrong({ outage: id, update })).toEqual([400, 'invalid', 'update.status']);
  expect(await wrong({ ...emisDown, icbs: ['Z01'] })).toEqual([400, 'invalid', 'icbs']);
});

test('many practices are to be confirmed by their number, which the preview gives', async () => {
  const many = inventedCodes(60).slice(3);
  await loadIcb(
    register,
    'Z02',
    many.map((odsCode) => ({ odsCode, ...emis })),
  );
  const them = { role: 'icb', org: 'Z02' } as const;
  const answer = await register.request(them, 'POST', '/outages', { body: emisDown });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({ code: 'confirmation-needed' }),
  ]);
  const shown = await register.as(them).previewOutage({ ...emisDown, products: ['emis-web'] });
  expect(shown.confirmPractices).toBe(many.length);
});

test('no next update is promised for a time gone by: not in a preview, a declaration, an update or a reopening', async () => {
  const at = (ms: number) => new Date(register.cloud.clock.now() + ms).toISOString();
  const outage = { ...emisDown, products: ['nhsmail'], notify: 'none' };
  const ask = (path: string, body: object, key = 'promised') =>
    register.request(icb, 'POST', path, { body, headers: { 'idempotency-key': key } });
  const promised = { ...outage, nextUpdateAt: at(60_000) };
  const declared = await ask('/outages', promised);
  expect(declared.status).toBe(201);
  const { id } = ((await declared.json()) as { outage: { id: string } }).outage;

  const late = { message: 'Wait.', notify: 'none', nextUpdateAt: at(-1000) };
  const update = { status: 'open', ...late };
  const refused = async (path: string, body: object) => {
    const answer = await ask(path, body, path);
    expect([path, answer.status, await answer.json()]).toMatchObject([
      path,
      400,
      { code: 'invalid', errors: [{ path: 'nextUpdateAt' }] },
    ]);
  };
  const anew = { ...outage, products: ['docman'], nextUpdateAt: late.nextUpdateAt };
  await refused('/outages/preview', anew);
  await refused('/outages', anew);
  await refused('/outages/preview', { outage: id, update });
  await refused(`/outages/${id}/updates`, update);
  const end = { status: 'resolved', message: 'It is back.', notify: 'none' };
  expect((await ask(`/outages/${id}/updates`, end, 'end')).status).toBe(201);
  await refused(`/outages/${id}/reopen`, late);
  const { outage: held, updates } = await register.as(icb).readOutage(id);
  expect([held.status, updates.length]).toEqual(['resolved', 2]);

  // What was declared in time may be asked for again after it.
  register.cloud.clock.advance(120_000);
  expect((await ask('/outages', promised)).status).toBe(200);
});
