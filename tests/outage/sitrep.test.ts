import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { IcbSitrep, OutageId, Sitrep } from '@registry/domain';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import {
  declare,
  latestTo,
  registerContacts,
  sendJson,
  tokenIn,
  update,
} from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const icb = (org: string) => ({ role: 'icb', org }) as const;
const england = { role: 'national', org: 'X26' } as const;
/** Two PCNs in one ICB, a practice of which no message reaches, and a practice in another ICB. */
const [one, two, three, elsewhere] = inventedCodes(4) as [string, string, string, string];
const alder = { code: 'U00001', name: 'Alder network' };
const birch = { code: 'U00002', name: 'Birch network' };
const county = { code: '01A', name: 'Fictional County' };
const places = [
  { odsCode: one, pcn: alder, subIcb: county, listSize: 1000 },
  { odsCode: two, pcn: alder, subIcb: county, listSize: 2000 },
  { odsCode: three, pcn: birch, subIcb: county, listSize: 4000 },
];
const mobile = (odsCode: string) => `+44770090010${odsCode.slice(-1)}`;
const once = (idempotencyKey: string) => ({ idempotencyKey });
const profile = { sender: 'NHS Fictional', phone: '01632 960001' };

let register: RunningRegister;
let id: OutageId;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z10', places);
  await loadIcb(register, 'Z11', [{ odsCode: elsewhere, listSize: 500 }]);
  for (const odsCode of [one, two, elsewhere]) {
    const contact = { name: `Sam ${odsCode}`, role: 'Manager', mobile: mobile(odsCode) };
    await registerContacts(register, odsCode, [contact]);
  }
  id = await declare(register, 'Z10');
});
afterAll(() => register.stop());

async function sitrepOf(code: string, outage = id): Promise<IcbSitrep> {
  const report: Sitrep = await register.as(icb(code)).sitrep(outage);
  if ('byIcb' in report) throw new Error('This is NHS England’s report');
  return report;
}
const answer = async (odsCode: string, body: object): Promise<void> => {
  const token = tokenIn(latestTo(register, mobile(odsCode)));
  expect((await sendJson(register, token, body)).status).toBe(200);
};

test('before anybody answers, everybody is not heard, and nobody is working', async () => {
  const { outage, counts, opel } = await sitrepOf('Z10');
  expect(outage).toMatchObject({ id, status: 'open', icb: 'Z10', exercise: false });
  expect(counts).toMatchObject({
    practices: 3,
    patients: 7000,
    told: 2,
    heard: 0,
    notHeard: 3,
    working: 0,
    down: 0,
    patientsDown: 0,
    patientsNotHeard: 7000,
    withoutListSize: 0,
  });
  expect(opel).toBeNull();
});

test('what practices answer by link and by telephone is counted by PCN, location and board', async () => {
  await answer(one, { down: 'down', status: 'limited', needs: 'Paper forms' });
  const said = { saidBy: 'Ash Fictional, GP', heardBy: 'Kim, desk', status: 'normal' } as const;
  const desk = register.as(icb('Z10'));
  await desk.hearByTelephone(id, three, { ...said, down: 'working' }, once('rung'));
  const report = await sitrepOf('Z10');
  expect(report.counts).toMatchObject({
    heard: 2,
    notHeard: 1,
    down: 1,
    working: 1,
    normal: 1,
    limited: 1,
    asksForHelp: 1,
    patientsDown: 1000,
    patientsNotHeard: 2000,
  });
  expect(report.byPcn).toMatchObject([
    { ...alder, practices: 2, down: 1, notHeard: 1, working: 0 },
    { ...birch, practices: 1, working: 1, notHeard: 0 },
  ]);
  expect(report.bySubIcb).toMatchObject([{ ...county, ...report.counts }]);
  const { counts } = await desk.board(id);
  expect(counts).toMatchObject({ confirmedDown: 1, working: 1, notHeard: 1 });
});

test('an ICB whose profile asks for it has practices by OPEL level, from then on', async () => {
  await register.as(icb('Z10')).putProfile('Z10', { ...profile, opel: true });
  expect((await sitrepOf('Z10')).opel).toEqual({
    opel1: 1,
    opel2: 0,
    opel3: 1,
    opel4: 0,
    notSaid: 0,
    notHeard: 1,
  });
});

test('as CSV, by the parameter or by Accept: the total, then a PCN a row', async () => {
  const csv = await register.as(icb('Z10')).sitrepCsv(id);
  const rows = csv.split('\r\n').map((line) => line.split(',').slice(0, 4).join());
  expect(rows).toEqual([
    '\uFEFFPCN code,PCN,Practices,Registered patients',
    ',Total,3,7000',
    'U00001,Alder network,2,3000',
    'U00002,Birch network,1,4000',
    '',
  ]);
  const [accepted, insisted, wrong] = await Promise.all(
    ['', '?format=json', '?format=xml'].map((query) =>
      register.request(icb('Z10'), 'GET', `/outages/${id}/sitrep${query}`, {
        headers: { accept: 'text/csv' },
      }),
    ),
  );
  expect(accepted!.headers.get('content-disposition')).toContain(`sitrep-${id}.csv`);
  expect(insisted!.headers.get('content-type')).toBe('application/json');
  expect(wrong!.status).toBe(400);
});

test('the command line draws it, and writes the CSV as it came', async () => {
  const asked = ['outage', 'sitrep', id, '--icb', 'Z10'];
  const [drawn, csv] = await Promise.all([
    register.registry(...asked),
    register.registry(...asked, '--csv'),
  ]);
  expect([drawn.code, csv.code]).toEqual([0, 0]);
  expect(drawn.stdout).toContain('3 practices, 7,000 patients: 2 heard, 1 not heard; 1 down');
  expect(drawn.stdout).toContain('as OPEL levels: 1 at 1');
  expect(csv.stdout).toMatch(/^\uFEFFPCN code,PCN,/);
});

test('a practice that has left the register still counts, in a group of its own', async () => {
  await loadIcb(register, 'Z10', places.slice(0, 2));
  const { counts, byPcn } = await sitrepOf('Z10');
  expect(counts).toMatchObject({ practices: 3, working: 1 });
  expect(byPcn).toMatchObject([
    { ...alder, practices: 2 },
    { code: null, name: 'not in the register now', practices: 1, working: 1 },
  ]);
  await loadIcb(register, 'Z10', places);
});

test('NHS England has counts by ICB, never a practice; an ICB out of scope has nothing', async () => {
  await update(register, 'Z10', id, { status: 'resolved' });
  const national = await declare(register, england, { title: 'EMIS Web is down in England' });
  await answer(elsewhere, { down: 'down', needs: 'A locum' });
  const report = await register.as(england).sitrep(national);
  expect(report).toMatchObject({
    outage: { icb: 'X26' },
    counts: { practices: 4, heard: 1, notHeard: 3, down: 1, patientsDown: 500, told: null },
    byIcb: [
      { code: 'Z10', name: 'Fictional Z10', practices: 3, heard: 0, notHeard: 3, delivered: null },
      { code: 'Z11', name: 'Fictional Z11', practices: 1, heard: 1, down: 1, asksForHelp: null },
    ],
    byTime: null,
    opel: null,
  });
  const csv = await register.as(england).sitrepCsv(national);
  for (const text of [JSON.stringify(report), csv])
    expect(text).not.toMatch(/Surgery|Z0000\d|Sam|locum|network/);
  expect((await sitrepOf('Z11', national)).counts).toMatchObject({ practices: 1, asksForHelp: 1 });
  const statuses = await Promise.all(
    [icb('Z11'), england, { role: 'practice', org: one } as const].map((who) =>
      register.request(who, 'GET', `/outages/${id}/sitrep`),
    ),
  );
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 403]);
  const { stdout } = await register.registry('outage', 'sitrep', national, '--national');
  expect(stdout).toContain('4 practices, 7,500 patients: 1 heard, 3 not heard; 1 down');
  expect(register.cloud.refusals).toEqual([]);
});
