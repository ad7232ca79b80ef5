import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import { Board } from '@registry/domain';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import {
  addressees,
  declare,
  emisDown,
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

const england = { role: 'national', org: 'X26' } as const;
const icb = (org: string) => ({ role: 'icb', org }) as const;
const [ours, theirs, outside, unhit] = inventedCodes(4) as [string, string, string, string];
const contactOf = (odsCode: string) => ({
  name: `Sam ${odsCode}`,
  role: 'Practice manager',
  mobile: `+44770090010${odsCode.slice(-1)}`,
  email: `manager.${odsCode.toLowerCase()}@example.nhs.uk`,
});
const bothTo = (...odsCodes: string[]) =>
  odsCodes
    .map(contactOf)
    .flatMap(({ mobile, email }) => [`email ${email}`, `sms ${mobile}`])
    .sort();

let register: RunningRegister;
let id: OutageId;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [
    { odsCode: ours },
    { odsCode: unhit, clinicalSystem: 'systmone' },
  ]);
  await loadIcb(register, 'Z02', [{ odsCode: theirs }]);
  await loadIcb(register, 'Z03', [{ odsCode: outside }]);
  for (const each of [ours, theirs, outside, unhit]) {
    await registerContacts(register, each, [contactOf(each)]);
  }
  const profile = { sender: 'NHS Fictional One', phone: '01632 960001', approvedAdvice: [] };
  await register.as(icb('Z01')).putProfile('Z01', profile);
});
afterAll(() => register.stop());

const outageOf = (code: string) => register.as(icb(code)).readOutage(id);

test('an ICB’s role with NHS England’s code is refused by every call', async () => {
  for (const path of ['/outages', '/practices', '/exposure?product=emis-web']) {
    const answer = await register.request(icb('X26'), 'GET', path);
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
  }
});

test('an ICB declares for itself alone', async () => {
  const body = { ...emisDown, icbs: ['Z01', 'Z02'] };
  const answer = await register.request(icb('Z01'), 'POST', '/outages', { body });
  expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ path: 'icbs' }] }]);
  const unknown = { ...emisDown, icbs: ['Z01', 'Z99'] };
  const nowhere = await register.request(england, 'POST', '/outages', { body: unknown });
  expect(nowhere.status).toBe(404);
  const twice = { ...emisDown, icbs: ['Z01', 'Z02', 'Z01'] };
  const doubled = await register.request(england, 'POST', '/outages', { body: twice });
  expect([doubled.status, await doubled.json()]).toMatchObject([
    400,
    { errors: [{ path: 'icbs', message: 'should name each ICB once' }] },
  ]);
});

test('each ICB in scope has its copy of what NHS England declares, with its own totals', async () => {
  id = await declare(register, england, { icbs: ['Z01', 'Z02'] });
  expect((await register.as(england).readOutage(id)).outage).toMatchObject({
    icb: 'X26',
    icbName: 'NHS England',
    declaredBy: 'X26',
    icbs: ['Z01', 'Z02'],
    totals: { practices: 3, hit: 2 },
  });
  const [one, two] = [await outageOf('Z01'), await outageOf('Z02')];
  expect(one.outage).toMatchObject({
    icb: 'Z01',
    icbName: 'Fictional Z01',
    declaredBy: 'X26',
    title: emisDown.title,
    totals: { practices: 2, hit: 1, notHit: 1 },
  });
  expect(one.outage.icbs).toBeUndefined();
  expect(two.outage).toMatchObject({ icb: 'Z02', totals: { practices: 1, hit: 1 } });
  expect(two.updates).toMatchObject([{ number: 1, by: 'X26', totals: { practices: 1 } }]);
});

test('an ICB out of scope has none, nor do its practices hear of it', async () => {
  expect(await register.as(icb('Z03')).listOutages()).toEqual([]);
  const path = `/outages/${id}/practices`;
  expect((await register.request(icb('Z03'), 'GET', path)).status).toBe(404);
  expect(addressees(messages(register))).toEqual(bothTo(ours, theirs));
});

test('alerts come from the practice’s own ICB, and name who leads', () => {
  const { subject, body } = latestTo(register, contactOf(ours).email);
  expect(subject).toMatch(/– NHS Fictional One$/);
  expect(body).toContain('NHS England leads the response.');
  expect(latestTo(register, contactOf(ours).mobile).body).toMatch(
    /^NHS Fictional One for NHS England: /,
  );
  const text = latestTo(register, contactOf(theirs).mobile).body;
  expect(text).toMatch(/^Fictional Z02 for NHS England: /);
  expect(text).not.toContain(' ring ');
});

test('an ICB that declares the same takes NHS England’s words over, unless it has its own', async () => {
  const { products, severity } = emisDown;
  const wordless = { products: [...products], severity, practices: [unhit] };
  const { nationally, messages: _none } = await register.as(icb('Z01')).previewOutage(wordless);
  expect(nationally).toMatchObject([
    { id, title: emisDown.title, message: emisDown.message, status: 'open', wordsTaken: true },
  ]);
  const own = { ...wordless, title: 'Our EMIS Web', message: 'Down in our county too.' };
  expect((await register.as(icb('Z01')).previewOutage(own)).nationally).toMatchObject([
    { id, wordsTaken: false },
  ]);
  const answer = await register.request(icb('Z01'), 'POST', '/outages', { body: wordless });
  expect([answer.status, await answer.json()]).toMatchObject([
    201,
    { outage: { title: emisDown.title, declaredBy: 'Z01' }, nationally: [{ id }] },
  ]);
  const open = await register.as(icb('Z01')).listOutages();
  const ours = open.find(({ declaredBy }) => declaredBy === 'Z01')!;
  await update(register, 'Z01', ours.id, { status: 'resolved' });
});

test('words that nobody has given are asked for: of another product, in an exercise, elsewhere', async () => {
  const { products, severity } = emisDown;
  for (const [code, body] of [
    ['Z01', { products: ['nhsmail'], severity }],
    ['Z01', { products: [...products, 'nhsmail'], severity }],
    ['Z01', { products, severity, exercise: true }],
    ['Z03', { products, severity }],
    ['X26', { products, severity }],
  ] as const) {
    const who = code === 'X26' ? england : icb(code);
    const answer = await register.request(who, 'POST', '/outages', { body });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { code: 'invalid', errors: [{ path: 'title' }, { path: 'message' }] },
    ]);
  }
});

test('an answer is on the board of that practice’s ICB, and on no other', async () => {
  const token = tokenIn(latestTo(register, contactOf(ours).mobile));
  expect((await sendForm(register, token, { down: 'down' })).status).toBe(303);
  const boards = await Promise.all(
    [icb('Z01'), icb('Z02'), england].map((who) => register.as(who).board(id)),
  );
  expect(boards.map(({ counts, practices }) => [counts.confirmedDown, practices.length])).toEqual([
    [1, 1],
    [0, 1],
    [1, 0],
  ]);
  expect(boards.map(({ practices }) => practices.map(({ odsCode }) => odsCode))).toEqual([
    [ours],
    [theirs],
    [],
  ]);
});

test('NHS England has the counts of every ICB in scope, and neither a name nor a word', async () => {
  const heard = { saidBy: 'Ash Fictional, GP', heardBy: 'Kim, desk', down: 'working' } as const;
  const more = { ...heard, needs: 'An osprey' };
  await register.as(icb('Z02')).hearByTelephone(id, theirs, more, { idempotencyKey: 'rung' });
  const answer = await register.request(england, 'GET', `/outages/${id}/practices`);
  const text = await answer.text();
  const board = Board.parse(JSON.parse(text));
  expect(board.counts).toEqual({
    exposed: 2,
    asked: 0,
    confirmedDown: 1,
    working: 1,
    notHeard: 0,
    unreachable: 0,
    waiting: 0,
    delivered: 0,
    toRing: 0,
  });
  expect(text).not.toMatch(/Ash|Kim|osprey|Sam /i);
});

test('what a practice answered to NHS England counts for its ICB’s own outage of the same product', async () => {
  const own = await declare(register, 'Z01', { notify: 'none' });
  const other = await declare(register, 'Z01', { notify: 'none', products: ['nhsmail'] });
  const boards = await Promise.all([own, other].map((each) => register.as(icb('Z01')).board(each)));
  const said = boards.map(({ practices }) => practices.find(({ odsCode }) => odsCode === ours));
  expect(said[0]).toMatchObject({ down: 'down', answeredBy: `Sam ${ours}, Practice manager` });
  expect(said[1]?.down ?? null).toBeNull();
  for (const each of [own, other])
    await update(register, icb('Z01'), each, { status: 'resolved', notify: 'none' });
});

test('an ICB adds what it has done itself, for its own practices; the updates are NHS England’s', async () => {
  const action = { text: 'eConsult: switched off here.' };
  await register.as(icb('Z01')).addAction(id, action, { idempotencyKey: 'action' });
  const pages = await Promise.all(
    [ours, theirs].map(async (each) => {
      const page = await openPage(register, tokenIn(latestTo(register, contactOf(each).mobile)));
      return wordsOf(await page.text());
    }),
  );
  expect(pages.map((page) => page.includes(action.text))).toEqual([true, false]);
  const body = { status: 'resolved', message: 'All is well here.' };
  const refused = await register.request(icb('Z01'), 'POST', `/outages/${id}/updates`, { body });
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { detail: expect.stringContaining('NHS England leads this outage') },
  ]);
  expect((await outageOf('Z01')).outage).toMatchObject({ status: 'open', lastUpdate: 1 });
});

test('NHS England’s update reaches every ICB in scope, and every practice once', async () => {
  await update(register, england, id, { status: 'recovering', message: 'It opens again.' });
  expect(addressees(messages(register, 4))).toEqual(bothTo(ours, theirs));
  const { outage, updates, notes } = await outageOf('Z01');
  expect(outage).toMatchObject({ status: 'recovering', lastUpdate: 2, totals: { practices: 2 } });
  expect(updates.map(({ number, message }) => [number, message])).toEqual([
    [1, emisDown.message],
    [2, 'It opens again.'],
  ]);
  expect(notes).toHaveLength(1);
  expect(latestTo(register, contactOf(theirs).email).body).toContain('It opens again.');
});

test('updates that follow at once are all copied, in order, and the last one stands', async () => {
  const from = messages(register).length;
  const say = (status: string, message: string) =>
    register.request(england, 'POST', `/outages/${id}/updates`, {
      body: { status, message, confirmRepeat: true },
    });
  for (const [status, message] of [
    ['open', 'It is down again.'],
    ['recovering', 'It is coming back.'],
    ['resolved', 'It is over.'],
  ] as const) {
    expect((await say(status, message)).status).toBe(201);
  }
  await register.cloud.settled();
  for (const code of ['Z01', 'Z02']) {
    const { outage, updates } = await outageOf(code);
    expect(outage).toMatchObject({ status: 'resolved', lastUpdate: 5 });
    expect(outage.resolvedAt).toBeDefined();
    expect(updates.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(updates.filter(({ raisedAt }) => raisedAt === undefined)).toEqual([]);
  }
  const last = messages(register, from).filter(({ body }) => body.includes('It is over.'));
  expect(addressees(last)).toEqual(bothTo(ours, theirs));
});

test('of practices that NHS England names, each ICB is told its own; an ICB with none has no copy', async () => {
  const from = messages(register).length;
  const scope = { products: ['eps'], practices: [ours, theirs] };
  const named = await declare(register, england, scope);
  expect(addressees(messages(register, from))).toEqual(bothTo(ours, theirs));
  const held = await Promise.all(
    ['Z01', 'Z02', 'Z03'].map((code) => register.as(icb(code)).listOutages()),
  );
  expect(
    held.map((all) => all.filter((each) => each.id === named).map(({ practices }) => practices)),
  ).toEqual([[[ours]], [[theirs]], []]);
  await update(register, england, named, { status: 'resolved' });
  expect(await register.as(icb('Z03')).listOutages()).toEqual([]);
  expect((await register.as(icb('Z02')).readOutage(named)).outage.status).toBe('resolved');
  expect(register.cloud.refusals).toEqual([]);
});
