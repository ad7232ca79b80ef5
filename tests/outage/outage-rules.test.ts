import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Problem } from '@registry/contract';
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
  sendJson,
  tokenIn,
  update,
  wordsOf,
  writePartnersAssembly,
} from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

/** Each test's own ICB, so that none meets another's outages. */
const icbs = Array.from({ length: 12 }, (_, index) => `Z${String(index + 10)}`);
const icb = (org: string) => ({ role: 'icb', org }) as const;
/**
 * Four practices of an ICB: three on EMIS Web, of which the first two have contacts, and one on
 * SystmOne.
 */
const practicesOf = (code: string) =>
  inventedCodes(4, Number(code.slice(1)) * 100) as [string, string, string, string];
/** The contact of a practice: Ofcom's numbers and an address that nobody has. */
const contactOf = (odsCode: string) => ({
  name: `Sam ${odsCode}`,
  role: 'Practice manager',
  mobile: `+44770090${odsCode.slice(2)}`,
  email: `manager.${odsCode.toLowerCase()}@example.nhs.uk`,
});
const bothTo = (...odsCodes: string[]) =>
  odsCodes
    .map(contactOf)
    .flatMap(({ mobile, email }) => [`email ${email}`, `sms ${mobile}`])
    .sort();

let register: RunningRegister;
let partners: Awaited<ReturnType<typeof writePartnersAssembly>>;
beforeAll(async () => {
  partners = await writePartnersAssembly(['Z20', 'Z21']);
  register = await startRegister({ assembly: partners.folder });
  for (const code of icbs) {
    const [one, two, three, four] = practicesOf(code);
    await loadIcb(register, code, [
      ...[one, two, three].map((odsCode) => ({ odsCode })),
      { odsCode: four, clinicalSystem: 'systmone' },
    ]);
    for (const each of [one, two]) await registerContacts(register, each, [contactOf(each)]);
  }
});
afterAll(async () => {
  await register.stop();
  await partners.remove();
});

const post = (code: string, path: string, body: object, key?: string) =>
  register.request(icb(code), 'POST', path, {
    body,
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
async function problemOf(answer: Response) {
  return Problem.parse(await answer.json());
}
/** Where a test's messages begin. */
const here = () => messages(register).length;

describe('declaring', () => {
  test('one key declares once, though asked at once and again; with another body it is 422', async () => {
    const [one, two] = practicesOf('Z10');
    const from = here();
    const atOnce = await Promise.all(
      Array.from({ length: 3 }, () => post('Z10', '/outages', emisDown, 'key')),
    );
    const again = await post('Z10', '/outages', emisDown, 'key');
    const answers = [...atOnce, again];
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    const ids = await Promise.all(
      answers.map(async (each) => ((await each.json()) as { outage: { id: string } }).outage.id),
    );
    expect(new Set(ids).size).toBe(1);
    await register.cloud.settled();
    expect(addressees(messages(register, from))).toEqual(bothTo(one, two));
    const other = await post('Z10', '/outages', { ...emisDown, title: 'Another' }, 'key');
    expect([other.status, (await problemOf(other)).detail]).toEqual([
      422,
      'This Idempotency-Key was used before for another request',
    ]);
    const updating = { status: 'open', message: 'Still down.' };
    const path = `/outages/${ids[0]}/updates`;
    expect((await post('Z10', path, updating, 'key')).status).toBe(422);
    for (let times = 0; times < 2; times += 1) await post('Z10', path, updating, 'next');
    await register.cloud.settled();
    expect((await register.as(icb('Z10')).readOutage(ids[0]!)).updates).toHaveLength(2);
    expect(messages(register, from)).toHaveLength(8);
    expect((await register.as(icb('Z11')).listOutages()).length).toBe(0);
  });

  test('a product is open once in an ICB: another declaration is told which, until it is resolved', async () => {
    const declareAgain = () => post('Z12', '/outages', { ...emisDown, notify: 'none' });
    const quietly = { notify: 'none' };
    const first = await declare(register, 'Z12', quietly);
    const refused = await declareAgain();
    expect(refused.status).toBe(409);
    expect(await problemOf(refused)).toMatchObject({
      detail: expect.stringContaining(`join ${first} with POST /outages/${first}/updates`),
      errors: [{ path: 'products', message: `is already open as ${first}` }],
    });
    expect((await post('Z12', '/outages', { ...emisDown, products: ['eps'] })).status).toBe(201);
    await update(register, 'Z12', first, { status: 'resolved', ...quietly });
    const second = await declare(register, 'Z12', quietly);
    const reopening = { message: 'It is down again.', ...quietly };
    const over = await post('Z12', `/outages/${first}/updates`, { status: 'open', ...reopening });
    expect([over.status, (await problemOf(over)).code]).toEqual([409, 'outage-over']);
    const refusedToo = await post('Z12', `/outages/${first}/reopen`, reopening);
    expect([refusedToo.status, (await problemOf(refusedToo)).errors]).toEqual([
      409,
      [{ path: 'products', message: `is already open as ${second}` }],
    ]);
    await update(register, 'Z12', second, { status: 'resolved', ...quietly });
    expect((await post('Z12', `/outages/${first}/reopen`, reopening)).status).toBe(201);
    const again = await post('Z12', `/outages/${first}/reopen`, reopening);
    expect([again.status, (await problemOf(again)).code]).toEqual([409, 'conflict']);
    expect((await declareAgain()).status).toBe(409);
    expect((await register.as(icb('Z12')).readOutage(first)).outage).toMatchObject({
      status: 'open',
      lastUpdate: 3,
    });
  });

  test('more than fifty practices are alerted only by whoever says how many', async () => {
    await loadIcb(
      register,
      'Z9M9C',
      inventedCodes(51, 5000).map((odsCode) => ({ odsCode })),
    );
    for (const confirmed of [{}, { confirmPractices: 50 }, { confirmPractices: 52 }]) {
      const refused = await post('Z9M9C', '/outages', { ...emisDown, ...confirmed });
      expect(refused.status).toBe(400);
      expect(await problemOf(refused)).toMatchObject({
        detail: 'This would alert 51 practices: say so',
        errors: [{ path: 'confirmPractices', message: expect.stringContaining('should be 51') }],
      });
    }
    expect(await register.as(icb('Z9M9C')).listOutages()).toEqual([]);
    const id = await declare(register, 'Z9M9C', { confirmPractices: 51 });
    expect((await register.as(icb('Z9M9C')).board(id)).counts).toMatchObject({
      exposed: 51,
      unreachable: 51,
      waiting: 0,
    });
  });

  test('an unknown product is refused with the nearest that there are', async () => {
    const refused = await post('Z11', '/outages', { ...emisDown, products: ['emis-wbe'] });
    expect(refused.status).toBe(400);
    expect(await problemOf(refused)).toMatchObject({
      errors: [{ path: 'products', message: expect.stringMatching(/emis-wbe.*emis-web/) }],
    });
  });

  test('a scope of practices holds: those outside it, and those not hit, hear nothing', async () => {
    const [, two, , four] = practicesOf('Z13');
    const from = here();
    const [elsewhere] = practicesOf('Z14');
    const refused = await post('Z13', '/outages', { ...emisDown, practices: [two, elsewhere] });
    expect([refused.status, (await problemOf(refused)).detail]).toEqual([
      400,
      `There is no practice ${elsewhere} here`,
    ]);
    const id = await declare(register, 'Z13', { practices: [two, four] });
    await update(register, 'Z13', id);
    expect(addressees(messages(register, from))).toEqual([...bothTo(two), ...bothTo(two)].sort());
    const { practices } = await register.as(icb('Z13')).board(id);
    expect(practices.map(({ odsCode }) => odsCode)).toEqual([two]);
  });

  test('notify: email alone, or nobody, who then hears the whole story with the next update', async () => {
    const [one, two] = practicesOf('Z14');
    const from = here();
    const id = await declare(register, 'Z14', { notify: 'none' });
    expect(messages(register, from)).toEqual([]);
    const { counts } = await register.as(icb('Z14')).board(id);
    expect(counts).toMatchObject({ exposed: 3, notHeard: 3, unreachable: 1 });
    await update(register, 'Z14', id, { notify: 'email' });
    const sent = messages(register, from);
    expect(addressees(sent)).toEqual([one, two].map((each) => `email ${contactOf(each).email}`));
    expect(sent[0]?.body).toContain('What may be hit at your practice');
    await update(register, 'Z14', id);
    expect(addressees(messages(register, from + 2))).toEqual(bothTo(one, two));
  });

  test('an exercise says so before anything else', async () => {
    const from = here();
    const id = await declare(register, 'Z15', { exercise: true });
    for (const status of ['recovering', 'resolved']) await update(register, 'Z15', id, { status });
    const sent = messages(register, from);
    expect(sent).toHaveLength(12);
    for (const { body, subject } of sent)
      expect([subject ?? body, body]).toEqual([
        expect.stringMatching(/^EXERCISE/),
        expect.stringMatching(/^EXERCISE/),
      ]);
    const page = wordsOf(await (await openPage(register, tokenIn(sent[0]!))).text());
    expect(page).toMatch(/^\s*EXERCISE: /);
  });
});

describe('following', () => {
  test('another ICB’s outage is as absent as one that nobody has, by every call; a practice has none', async () => {
    const id = await declare(register, 'Z16', { notify: 'none' });
    const absent = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const calls: [string, string, object?][] = [
      ['GET', ''],
      ['GET', '/practices'],
      ['POST', '/updates', { status: 'resolved', message: 'All is well.' }],
      ['POST', '/actions', { text: 'Switched off.' }],
      ['POST', '/statements', { by: 'EMIS', text: 'Wait.' }],
    ];
    const ask = async (who: Parameters<RunningRegister['request']>[0], of: string) =>
      Promise.all(
        calls.map(async ([method, path, body]) => {
          const answer = await register.request(who, method, `/outages/${of}${path}`, { body });
          return [answer.status, (await answer.text()).replaceAll(of, 'ID')];
        }),
      );
    for (const who of [icb('Z17'), { role: 'national', org: 'X26' } as const]) {
      const answers = await ask(who, id);
      expect(answers.map(([status]) => status)).toEqual(calls.map(() => 404));
      expect(answers).toEqual(await ask(who, absent));
    }
    const practice = { role: 'practice', org: practicesOf('Z16')[0] } as const;
    expect((await ask(practice, id)).map(([status]) => status)).toEqual(calls.map(() => 403));
    const declaring = await register.request(practice, 'POST', '/outages', { body: emisDown });
    const listing = await register.request(practice, 'GET', '/outages');
    const profile = await register.request(practice, 'GET', '/icbs/Z16');
    expect([declaring, listing, profile].map(({ status }) => status)).toEqual([403, 403, 403]);
    const { updates, notes } = await register.as(icb('Z16')).readOutage(id);
    expect([updates.length, notes]).toEqual([1, []]);
  });

  test('a practice that is hit only after the declaration, and a contact added later, hear with the next update', async () => {
    const [one, two, three, four] = practicesOf('Z18');
    const from = here();
    const id = await declare(register, 'Z18');
    expect(addressees(messages(register, from))).toEqual(bothTo(one, two));
    await registerContacts(register, three, [contactOf(three)]);
    const system = { role: 'clinical-system', product: 'emis-web' };
    await registerContacts(register, four, [contactOf(four)], [system]);
    await register.cloud.settled();
    expect(messages(register, from)).toHaveLength(4);
    await update(register, 'Z18', id, { message: 'The fault is found.' });
    expect(addressees(messages(register, from + 4))).toEqual(bothTo(one, two, three, four));
    for (const each of [three, four]) {
      const { subject, body } = latestTo(register, contactOf(each).email);
      expect(subject).toContain(`EMIS Web is down: Surgery ${each} may be affected`);
      expect(body).toContain('What may be hit at your practice, and why');
      const text = latestTo(register, contactOf(each).mobile).body;
      expect(text).toContain(`Surgery ${each} may be affected. The fault is found.`);
    }
    const { counts, outage, practices } = await register.as(icb('Z18')).board(id);
    expect(counts).toMatchObject({ exposed: 4, unreachable: 0 });
    expect(outage.totals).toMatchObject({ practices: 4, hit: 4 });
    expect(practices.map(({ alert }) => alert)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  test('partners hear once an update of their own ICB: names and counts, no link and no contact', async () => {
    const [one, two, three] = practicesOf('Z20');
    const heard = (code: string) =>
      register.cloud.queues.messages(`Partner${code}`).map(({ body }): unknown => JSON.parse(body));
    const from = here();
    const id = await declare(register, 'Z20');
    await update(register, 'Z20', id, { status: 'recovering', notify: 'none' });
    expect(heard('Z21')).toEqual([]);
    const names = [one, two, three].map((odsCode) => `Surgery ${odsCode}`);
    const announced = { icb: 'Z20', outage: id, products: ['emis-web'], practices: names };
    const totals = expect.objectContaining({ practices: 4, hit: 3 });
    expect(heard('Z20')).toEqual([
      expect.objectContaining({ ...announced, update: 1, status: 'open', totals }),
      expect.objectContaining({ ...announced, update: 2, status: 'recovering', totals }),
    ]);
    const words = JSON.stringify(heard('Z20'));
    expect(words).not.toMatch(/https?:|reply|@|77009|Sam /);
    for (const message of messages(register, from)) expect(words).not.toContain(tokenIn(message));
  });
});

describe('answering', () => {
  let id: string;
  let links: [string, string];
  const [one, two] = practicesOf('Z19');
  const jo = { name: 'Jo Invented', role: 'Deputy', email: 'jo.fictional@example.org' };
  const sam = { name: 'Sam Fictional', role: 'Practice manager', mobile: '07700 900777' };
  const note = 'Osprey on the roof & <script>alert("no")</script>';
  const row = async () =>
    (await register.as(icb('Z19')).board(id)).practices.find(({ odsCode }) => odsCode === one);

  beforeAll(async () => {
    await registerContacts(register, one, [sam, { ...jo, order: 2 }]);
    id = await declare(register, 'Z19');
    links = [tokenIn(latestTo(register, '+447700900777')), tokenIn(latestTo(register, jo.email))];
  });

  test('the page is under 50 KB and without script, image or cookie', async () => {
    const page = await openPage(register, links[0]);
    const html = await page.text();
    expect(Buffer.byteLength(html)).toBeLessThan(50_000);
    expect(html).not.toMatch(/<script|<img|javascript:|\bon\w+=/i);
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('what cannot be taken is 400, says why and keeps what was typed; nothing of it is kept', async () => {
    const long = `Osprey ${'x'.repeat(200)}`;
    const form = await sendForm(register, links[0], { status: 'coping', note: long, needs: 'Ink' });
    expect(form.status).toBe(400);
    const html = await form.text();
    expect(wordsOf(html)).toContain('Your note should be 200 characters at most: it has 207');
    expect(html).toContain(`${long}</textarea>`);
    expect(html).toContain('Ink</textarea>');
    const wrong: Record<string, string>[] = [{}, { down: 'broken' }, { note: ' ' }];
    for (const fields of wrong) {
      expect((await sendForm(register, links[0], fields)).status).toBe(400);
    }
    const bodies = [{}, { down: 'broken' }, { down: 'down', note: long }, { down: 'down', x: 1 }];
    for (const body of [...bodies, [], 'null', '{"down":']) {
      const answer = await sendJson(register, links[0], body);
      expect([body, answer.status]).toEqual([body, 400]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
    expect(await row()).toMatchObject({ acknowledgedAt: null, down: null, note: null });
  });

  test('a token that nobody was sent is 404, in the same words as one that is no token', async () => {
    const absent = ['0000000000000000', 'nonsense', id, `${links[0]}A`];
    for (const accept of ['text/html', 'application/json']) {
      const answers = await Promise.all(
        absent.flatMap((token) => [
          register.request(undefined, 'GET', `/reply/${token}`, { headers: { accept } }),
          register.request(undefined, 'POST', `/reply/${token}`, {
            body: { down: 'down' },
            headers: { accept, 'content-type': 'application/json' },
          }),
        ]),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
      expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1);
    }
  });

  test('answers that conflict are all kept, with who gave them, and the worst is shown', async () => {
    await sendForm(register, links[1], { down: 'down', status: 'limited', note });
    await sendForm(register, links[0], { down: 'working', status: 'normal' });
    expect(await row()).toMatchObject({
      down: 'down',
      status: 'limited',
      note,
      answeredBy: 'Jo Invented, Deputy',
    });
    const page = await (await openPage(register, links[0])).text();
    const words = wordsOf(page);
    expect(words).toContain('that it is working, and your practice is running normally');
    expect(words).toMatch(/Jo Invented, Deputy told .* that it is down, and/);
    expect(page).not.toContain('<script');
    await sendForm(register, links[1], { down: 'partly' });
    expect(await row()).toMatchObject({ down: 'partly', status: 'limited', note });
    await sendForm(register, links[1], { down: 'working', status: 'normal' });
    expect(await row()).toMatchObject({ down: 'working', status: 'normal' });
    expect((await sendForm(register, links[1], { note: 'By itself' })).status).toBe(303);
    expect(await row()).toMatchObject({ down: 'working', status: 'normal', note: 'By itself' });
    expect((await register.as(icb('Z19')).board(id)).counts).toMatchObject({
      exposed: 3,
      working: 1,
      confirmedDown: 0,
      notHeard: 2,
    });
  });

  test('answers of a practice given at the same moment are all kept', async () => {
    const token = tokenIn(latestTo(register, contactOf(two).mobile));
    const said = ['working', 'partly', 'down', 'back'] as const;
    await Promise.all(said.map((down) => sendJson(register, token, { down })));
    const { counts } = await register.as(icb('Z19')).board(id);
    expect(counts).toMatchObject({ notHeard: 1 });
    expect(register.cloud.refusals).toEqual([]);
  });

  test('no log has contacts, links or notes', () => {
    const logs = register.cloud.logs().join('\n');
    expect(logs).toContain('"answered"');
    expect(logs).toContain('"sent"');
    expect(logs).not.toMatch(/osprey|77009|@example|\bSam\b|\bJo\b|Invented/i);
    for (const message of messages(register)) expect(logs).not.toContain(tokenIn(message));
  });
});
