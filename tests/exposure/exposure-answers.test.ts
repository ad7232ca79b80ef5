import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ExposurePage, Problem } from '@registry/contract';
import { parse } from 'csv-parse/sync';
import { loadIcb } from '../set-up/directory-builder.ts';
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
import {
  abbey,
  both,
  bridge,
  castle,
  codes,
  dale,
  ferry,
  harbour,
  mill,
  practices,
  quay,
} from './answers.fixture.ts';

const icb = { role: 'icb', org: 'Z01' } as const;
const england = { role: 'national', org: 'X26' } as const;
const sam = { name: 'Sam Fictional', role: 'Practice manager', mobile: '+447700900101' };

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', practices);
  await loadIcb(register, 'Z02', [{ odsCode: 'Z00900' }]);
  await registerContacts(register, quay, [sam]);
  for (const odsCode of codes) {
    const product = odsCode === bridge ? 'surgery-connect' : null;
    const systems = [{ role: 'telephony', product }];
    await register.as(icb).registerPractice(odsCode, { systems, contacts: [] });
  }
});
afterAll(() => register.stop());

type Claims = Parameters<RunningRegister['request']>[0];
const ask = (query: string, who: Claims = icb) =>
  register.request(who, 'GET', `/exposure?${query}`);
async function page(query: string, who: Claims = icb): Promise<ExposurePage> {
  const answer = await ask(query, who);
  const said: unknown = await answer.json();
  expect([query, answer.status, answer.status === 200 ? {} : said]).toEqual([query, 200, {}]);
  return ExposurePage.parse(said);
}
const codesOf = ({ practices: all }: Pick<ExposurePage, 'practices'>) =>
  all.map(({ odsCode }) => odsCode);
/** The status of a refusal, and the fields that it names. */
async function refusal(answer: Response) {
  const { errors = [] } = Problem.parse(await answer.json());
  return [answer.status, ...errors.map(({ path }) => path)];
}

describe('filters', () => {
  test.each([
    ['state=hit', [quay, harbour, mill, bridge]],
    ['state=unknown', [dale]],
    ['state=not-hit', [abbey, castle, ferry]],
    ['effect=degraded', [bridge]],
    ['effect=degraded&effect=unavailable', [quay, harbour, mill, bridge]],
    ['effect=unsafe', []],
    ['role=telephony', [bridge]],
    ['role=clinical-system', [quay, harbour, mill, dale]],
    ['role=clinical-system&state=hit', [quay, harbour, mill]],
    ['role=clinical-system&role=telephony&state=hit&effect=degraded', [bridge]],
  ])('%s narrows the list and leaves the totals', async (filter, expected) => {
    const whole = await page(both);
    const some = await page(`${both}&${filter}`);
    expect(codesOf(some)).toEqual(expected);
    expect(some.matching).toBe(expected.length);
    expect(some.totals).toEqual(whole.totals);
    expect(some.byIcb).toEqual(whole.byIcb);
    expect(whole.matching).toBe(8);
  });

  test.each([
    ['pcn=U1', [quay, harbour]],
    ['pcn=U1&pcn=U3', [quay, harbour, dale, castle]],
    ['subIcb=S1', [quay, harbour, abbey]],
    ['subIcb=S2&pcn=U2', [mill]],
    ['icb=Z01&subIcb=S1&subIcb=S2', codes],
  ])('%s is the scope: list and totals are of it', async (scope, expected) => {
    const some = await page(`${both}&${scope}`);
    expect(codesOf(some)).toEqual(expected);
    expect(some.totals.practices).toBe(expected.length);
    const within = await page(`${both}&${scope}&state=hit`);
    expect(within.totals).toEqual(some.totals);
    expect(within.matching).toBe(some.totals.hit);
    const answer = await register.request(icb, 'GET', `/exposure/summary?${both}&${scope}`);
    expect(await answer.json()).toMatchObject({ totals: some.totals });
  });

  test.each([
    ['', ['bySubIcb', 'byPcn']],
    ['&by=icb', []],
    ['&by=icb&by=pcn', ['byPcn']],
  ])('a summary%s breaks totals down by ICB and by %j', async (by, expected) => {
    const answer = await register.request(icb, 'GET', `/exposure/summary?${both}${by}`);
    const summary = (await answer.json()) as Record<string, unknown>;
    expect(summary['byIcb']).toMatchObject([{ icb: 'Z01', practices: codes.length }]);
    expect(['bySubIcb', 'byPcn'].filter((name) => name in summary)).toEqual(expected);
  });

  test('PCNs are wholly or partly hit, unknown or untouched, and nothing else', async () => {
    const { totals } = await page('product=emis-web');
    expect(totals).toMatchObject({
      pcns: 4,
      pcnsWhollyHit: 1,
      pcnsPartlyHit: 1,
      pcnsUnknown: 1,
      pcnsUntouched: 1,
      practices: 8,
      hit: 3,
      notHit: 4,
      unknown: 1,
    });
  });
});

describe('sorting and paging', () => {
  test.each([
    ['odsCode', codes],
    ['name', [harbour, abbey, bridge, castle, dale, ferry, mill, quay]],
    ['pcn', [quay, harbour, abbey, mill, dale, castle, ferry, bridge]],
    ['listSize', [bridge, harbour, abbey, mill, dale, castle, ferry, quay]],
    ['effect', [quay, harbour, mill, bridge, dale, abbey, castle, ferry]],
  ])('by %s, pages of any size hold each practice once', async (sort, expected) => {
    for (const limit of [1, 3, 8]) {
      const found: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const more: string = cursor === undefined ? '' : `&cursor=${cursor}`;
        const some = await page(`${both}&sort=${sort}&limit=${limit}${more}`);
        expect(some.matching).toBe(8);
        found.push(...codesOf(some));
        ({ cursor } = some);
        pages += 1;
      } while (cursor !== undefined);
      expect([limit, found]).toEqual([limit, expected]);
      expect(pages).toBe(Math.ceil(8 / limit));
    }
  });

  test('a cursor of another question is refused, whatever differs', async () => {
    const { cursor } = await page(`${both}&sort=name&state=hit&limit=1`);
    for (const other of [
      `${both}&sort=listSize&state=hit`,
      `${both}&sort=name&state=unknown`,
      `${both}&sort=name&state=hit&reach=all`,
      `${both}&sort=name&state=hit&subIcb=S1`,
      'product=emis-web&sort=name&state=hit',
      'product=emis-web:degraded&product=surgery-connect:degraded&sort=name&state=hit',
    ]) {
      const refused = await ask(`${other}&limit=1&cursor=${cursor}`);
      expect([other, ...(await refusal(refused))]).toEqual([other, 400, 'cursor']);
    }
    const another = await ask(`${both}&sort=name&state=hit&cursor=${cursor}`, england);
    expect(await refusal(another)).toEqual([400, 'cursor']);
    for (const altered of ['nonsense', `${cursor}x`.replace(/^../, 'W1')]) {
      expect(await refusal(await ask(`${both}&cursor=${altered}`))).toEqual([400, 'cursor']);
    }
  });

  test('a cursor whose place somebody has altered is refused', async () => {
    const { cursor } = await page(`${both}&limit=1`);
    const [question] = JSON.parse(Buffer.from(cursor!, 'base64url').toString()) as [string];
    for (const place of ['nowhere', '{}', '["a"]']) {
      const forged = Buffer.from(JSON.stringify([question, place])).toString('base64url');
      const refused = await ask(`${both}&limit=1&cursor=${forged}`);
      expect([place, ...(await refusal(refused))]).toEqual([place, 400, 'cursor']);
    }
  });
});

describe('refusals name the field', () => {
  test.each([
    ['effect=unsafe&state=not-hit', 'effect'],
    ['effect=unsafe&state=unknown', 'effect'],
    ['role=email&state=not-hit', 'role'],
    ['pcn=U9', 'pcn'],
    ['pcn=U1&pcn=U9', 'pcn'],
    ['subIcb=S9', 'subIcb'],
    ['pcn=U1&subIcb=S2', 'pcn'],
    ['said=down', 'said'],
    ['said=down&said=not-heard', 'said'],
    ['sort=size', 'sort'],
    ['sort=name&sort=pcn', 'sort'],
    ['limit=0', 'limit'],
    ['reach=most', 'reach'],
    ['product=emis-web:broken', 'product[2].effect'],
    ['product=emis-wbe', 'product'],
    ['colour=red', 'colour'],
    ['by=icb', 'by'],
  ])('%s', async (more, path) => {
    expect(await refusal(await ask(`${both}&${more}`))).toEqual([400, path]);
  });

  test('fifty products at once are too many for one question', async () => {
    const products = Array.from({ length: 50 }, (_, index) => `product=product-${index}`);
    for (const route of ['/exposure', '/exposure/summary']) {
      const refused = await register.request(icb, 'GET', `${route}?${products.join('&')}`);
      expect(refused.status).toBe(400);
      expect(Problem.parse(await refused.json()).errors).toEqual([
        { path: 'product', message: 'should name 20 products at most' },
      ]);
    }
  });

  test('a summary takes no parameter of the list', async () => {
    const more = 'state=hit&effect=unsafe&role=email&said=down&sort=name&limit=2&format=csv';
    const path = `/exposure/summary?${both}&cursor=x&${more}`;
    const fields = ['state', 'effect', 'role', 'said', 'sort', 'limit', 'cursor', 'format'];
    expect(await refusal(await register.request(icb, 'GET', path))).toEqual([400, ...fields]);
  });
});

describe('what the answer says', () => {
  test('a degraded product degrades and no more; reach is as asked', async () => {
    const worse = await page('product=emis-web');
    const poor = await page('product=emis-web:degraded&reach=some');
    expect(poor).toMatchObject({
      products: ['emis-web'],
      reach: 'some',
      totals: worse.totals,
      affected: [{ product: 'emis-web', effect: 'degraded' }],
    });
    expect([worse.reach, worse.affected[0]?.effect]).toEqual(['unknown', 'unavailable']);
    const effectsOf = ({ practices: [first] }: ExposurePage) =>
      new Set([first!.effect, ...first!.impacts.map(({ effect }) => effect)]);
    expect(effectsOf(poor)).toEqual(new Set(['degraded']));
    expect(effectsOf(worse)).toContain('unavailable');
    const twice = await page('product=emis-web:degraded&product=emis-web:unsafe');
    expect(twice.affected).toEqual([{ product: 'emis-web', effect: 'unsafe' }]);
  });

  test('what fills no role at a practice is a knock-on, with its chain', async () => {
    const { knockOns, practices: all } = await page('product=spine');
    const [first] = all;
    expect(knockOns).toContainEqual({
      product: 'gp-connect',
      effect: 'unavailable',
      because: ['spine', 'gp-connect'],
    });
    expect(knockOns).toContainEqual({
      product: 'ncrs',
      effect: 'degraded',
      because: ['spine', 'summary-care-record', 'ncrs'],
    });
    const named = knockOns.map(({ product }) => product);
    expect(named).not.toContain('spine');
    expect(named).not.toContain('eps');
    expect(first!.impacts).toContainEqual(
      expect.objectContaining({ product: 'eps', because: ['spine', 'eps'] }),
    );
    expect((await page('product=emis-web')).knockOns).toEqual([]);
  });

  test('advice is marked approved only once the ICB has approved it, and until its review', async () => {
    const id = 'work-without-clinical-system';
    const shown = async (who: Claims = icb) => (await page('product=emis-web', who)).advice[id];
    expect(await shown()).toMatchObject({
      approved: false,
      by: 'practice',
      reviewBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      text: expect.stringContaining('continuity plan'),
    });
    const approval = { id, by: 'Dr Fictional, medical director', on: '2026-01-01' };
    const profile = { sender: 'NHS Fictional One', phone: '01632 960001' };
    const approve = (reviewBy: string) =>
      register
        .as(icb)
        .putProfile('Z01', { ...profile, approvedAdvice: [{ ...approval, reviewBy }] });
    await approve('2026-02-01');
    expect(await shown()).toMatchObject({ approved: false });
    await approve('2099-01-01');
    expect(await shown()).toMatchObject({ approved: true });
    expect(await shown(england)).toMatchObject({ approved: false });
  });
});

describe('as CSV', () => {
  const csv = async (query: string, headers: Record<string, string> = {}) =>
    register.request(icb, 'GET', `/exposure?${query}`, { headers });
  const rowsOf = (text: string) =>
    parse<Record<string, string>>(text, { bom: true, columns: true, recordDelimiter: '\r\n' });

  test('a row per practice and a column per role, that opens cleanly in a spreadsheet', async () => {
    const answer = await csv(both, { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('.csv');
    expect(answer.headers.get('link')).toBeNull();
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const text = bytes.toString('utf8');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows = rowsOf(text);
    expect(rows.map((row) => row['ODS code'])).toEqual(codes);
    const cell = (odsCode: string, column: string) =>
      rows.find((row) => row['ODS code'] === odsCode)?.[column];
    expect(cell(harbour, 'Practice')).toBe("'=Harbour");
    expect(cell(mill, 'Practice')).toBe('Mill, "old"');
    expect(cell(quay, 'Clinical system')).toBe('EMIS Web: unavailable');
    expect(cell(quay, 'Electronic prescriptions')).toMatch(/: unavailable$/);
    expect(cell(quay, 'Why')).toContain('Clinical system: emis-web (unavailable)');
    expect(cell(abbey, 'Clinical system')).toBe('SystmOne');
    expect(cell(abbey, 'Meaning')).toBe('no link recorded');
    expect(cell(dale, 'Clinical system')).toBe('not recorded');
    expect(cell(bridge, 'Telephony')).toBe('Surgery Connect: degraded');
    expect(cell(ferry, 'Telephony')).toBe('none');
    expect(cell(bridge, 'Registered patients')).toBe('12000');
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });

  test('filters, sorts and goes on from page to page by its Link', async () => {
    const query = `${both}&format=csv&sort=name&state=hit&subIcb=S1&subIcb=S2&reach=some&limit=3`;
    const found: (string | undefined)[] = [];
    let next: string | undefined = `${register.cloud.url}/api/exposure?${query}`;
    let pages = 0;
    while (next !== undefined) {
      const path: string = next.slice(`${register.cloud.url}/api`.length);
      const answer = await register.request(icb, 'GET', path);
      expect([path, answer.status]).toEqual([path, 200]);
      found.push(...rowsOf(await answer.text()).map((row) => row['ODS code']));
      const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(
        answer.headers.get('link') ?? '',
      )?.[1];
      next = link === undefined ? undefined : new URL(link, next).href;
      pages += 1;
    }
    expect(found).toEqual([harbour, bridge, mill, quay]);
    expect(pages).toBe(2);
  });

  test('the header may ask for it, the parameter decides', async () => {
    const typeOf = async (query: string, accept: string) =>
      (await csv(query, { accept })).headers.get('content-type');
    expect(await typeOf(`${both}&format=json`, 'text/csv')).toBe('application/json');
    expect(await typeOf(`${both}&format=csv`, 'application/json')).toContain('text/csv');
  });
});

describe('what practices say stands beside what is inferred', () => {
  const saidOf = ({ practices: all }: ExposurePage, odsCode: string) =>
    all.find((each) => each.odsCode === odsCode)?.said;
  const answerAs = async (body: object) => {
    const answer = await sendJson(register, tokenIn(latestTo(register, sam.mobile)), body);
    expect(answer.status).toBe(200);
  };
  const nobody = { down: null, status: null, at: null };

  test('while an outage is open here, of those products; gone when it is resolved', async () => {
    const id = await declare(register, 'Z01');
    const before = await page('product=emis-web');
    expect(before.outages).toEqual([{ id, title: 'EMIS Web is not loading', status: 'open' }]);
    expect([quay, harbour, abbey].map((each) => saidOf(before, each))).toEqual([
      nobody,
      nobody,
      null,
    ]);
    await answerAs({ down: 'working', status: 'coping' });
    const after = await page('product=emis-web');
    expect(saidOf(after, quay)).toEqual({
      down: 'working',
      status: 'coping',
      at: expect.stringMatching(/Z$/),
    });
    // What it says changes nothing of what is inferred.
    expect(after.practices.map(({ state }) => state)).toEqual(
      before.practices.map(({ state }) => state),
    );
    expect(codesOf(await page('product=emis-web&said=working'))).toEqual([quay]);
    expect(codesOf(await page('product=emis-web&said=not-heard'))).toEqual([harbour, mill]);
    expect(codesOf(await page('product=emis-web&said=down&said=partly'))).toEqual([]);
    expect(codesOf(await page(`${both}&said=working&said=not-heard&state=hit`))).toEqual([
      quay,
      harbour,
      mill,
    ]);
    const other = await page('product=surgery-connect');
    expect([other.outages, saidOf(other, quay)]).toEqual([[], null]);
    expect(await refusal(await ask('product=surgery-connect&said=working'))).toEqual([400, 'said']);
    const sheet = await (await ask('product=emis-web&format=csv')).text();
    expect(sheet).toMatch(new RegExp(`^${quay},.*,working,coping,2`, 'm'));
    expect(sheet).toMatch(new RegExp(`^${harbour},.*,not heard,,`, 'm'));
    const seenByEngland = await page('product=emis-web&icb=Z01', england);
    expect([seenByEngland.outages, saidOf(seenByEngland, quay)]).toEqual([[], null]);

    await update(register, 'Z01', id, { status: 'recovering' });
    expect((await page('product=emis-web')).outages).toMatchObject([{ status: 'recovering' }]);
    await update(register, 'Z01', id, { status: 'resolved' });
    const resolved = await page('product=emis-web');
    expect([resolved.outages, saidOf(resolved, quay)]).toEqual([[], null]);
    expect(await refusal(await ask('product=emis-web&said=working'))).toEqual([400, 'said']);
  });

  test('as well in an outage that NHS England declares and each ICB has a copy of', async () => {
    const id = await declare(register, england);
    await answerAs({ down: 'partly' });
    const { outages, practices: all } = await page('product=emis-web');
    expect(outages.map((each) => each.id)).toEqual([id]);
    expect(all[0]?.said).toMatchObject({ down: 'partly', status: null });
    expect((await page('product=emis-web', { role: 'icb', org: 'Z02' })).practices).toMatchObject([
      { said: nobody },
    ]);
    const england26 = await page('product=emis-web', england);
    expect([england26.outages, new Set(england26.practices.map(({ said }) => said))]).toEqual([
      [],
      new Set([null]),
    ]);
    await update(register, england, id, { status: 'resolved' });
    expect((await page('product=emis-web')).outages).toEqual([]);
    expect(register.cloud.refusals).toEqual([]);
  });
});
