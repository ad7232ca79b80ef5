import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ExposureQuery } from '@registry/api-client';
import { Problem } from '@registry/contract';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import {
  declare,
  latestTo,
  messages,
  openPage,
  registerContacts,
  tokenIn,
  update,
  wordsOf,
  writePartnersAssembly,
} from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';
import {
  advice,
  dataCentre,
  dependency,
  firewall,
  ofDataCentre,
  ofFirewall,
  ringUs,
  sam,
  unfit,
} from './own-products.fixture.ts';

const icb = { role: 'icb', org: 'Z01' } as const;
const england = { role: 'national', org: 'X26' } as const;
type Four = [string, string, string, string];
/**
 * Behind the firewall by the ICB's word, and by its own; on HSCN by its own; of one nothing is
 * recorded.
 */
const [supplied, declaring, elsewhere, silent] = inventedCodes(4) as Four;
const practice = { role: 'practice', org: declaring } as const;
let register: RunningRegister;
let partners: Awaited<ReturnType<typeof writePartnersAssembly>>;
beforeAll(async () => {
  partners = await writePartnersAssembly(['Z01', 'Z02']);
  register = await startRegister({ assembly: partners.folder });
  await loadIcb(
    register,
    'Z01',
    [supplied, declaring, elsewhere, silent].map((odsCode) => ({ odsCode })),
  );
  await loadIcb(register, 'Z02', [{ odsCode: 'Z00900' }]);
  await registerContacts(register, elsewhere, [], [{ role: 'network', product: 'hscn' }]);
});
afterAll(async () => {
  await register.stop();
  await partners.remove();
});

const put = (id: string, body: unknown, headers: Record<string, string> = {}, who: object = icb) =>
  register.request(who as typeof icb, 'PUT', `/products/${id}`, { body, headers });
async function refusal(answer: Response) {
  const { errors = [], detail } = Problem.parse(await answer.json());
  return { status: answer.status, detail, errors };
}
const ask = async (query: ExposureQuery) => register.as(icb).exposurePage(query);
const rowOf = async (products: string[], odsCode: string) =>
  (await ask({ products })).practices.find((each) => each.odsCode === odsCode)!;

describe('describing', () => {
  test('a new product is 201, again 200 with the next ETag; an old ETag is 412', async () => {
    const first = await put(firewall, { ...ofFirewall, name: 'Firewall' });
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"1"']);
    expect(await first.json()).toMatchObject({
      id: firewall,
      name: 'Firewall',
      own: true,
      version: 1,
      dependencies: [{ from: firewall, needs: ['hscn'], effect: 'unavailable' }],
    });
    const second = await put(firewall, ofFirewall, { 'if-match': '"1"' });
    expect([second.status, second.headers.get('etag')]).toEqual([200, '"2"']);
    const stale = await put(firewall, ofFirewall, { 'if-match': '"1"' });
    expect([stale.status, (await put(dataCentre, ofDataCentre)).status]).toEqual([412, 201]);
    expect((await put('z01.new', ofFirewall, { 'if-match': '"1"' })).status).toBe(412);
  });

  test('put many times at once, each is a version; with one ETag, one is taken', async () => {
    const atOnce = (headers: Record<string, string>) =>
      Promise.all(Array.from({ length: 5 }, () => put('z01.vpn', ofFirewall, headers)));
    const free = await atOnce({});
    expect(free.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(free.map(({ headers }) => headers.get('etag')).sort()).toEqual([
      '"1"',
      '"2"',
      '"3"',
      '"4"',
      '"5"',
    ]);
    const bound = await atOnce({ 'if-match': '"5"' });
    expect(bound.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
  });

  test('two that would clash are not both taken, though put at once', async () => {
    const clashing = {
      ...ofFirewall,
      dependencies: [{ needs: ['hscn'], effect: 'unavailable', advice: ['z01.clash'] }],
      advice: [{ ...ofDataCentre.advice[0], id: 'z01.clash' }],
    };
    const answers = await Promise.all([put('z01.left', clashing), put('z01.right', clashing)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
  });

  test('the ICB and its practices see it among the national ones; nobody else does', async () => {
    for (const who of [icb, practice]) {
      const { products, dependencies, advice } = await register.as(who).listProducts();
      expect(products.find(({ id }) => id === firewall)).toEqual({
        id: firewall,
        name: 'County firewall',
        supplier: 'Fictional Networks',
        roles: ['network'],
        own: true,
        version: 2,
      });
      expect(products.find(({ id }) => id === 'emis-web')?.own).toBe(false);
      expect(dependencies.filter(({ needs }) => needs.some((id) => id === dataCentre))).toEqual([
        expect.objectContaining({ from: firewall, advice: [ringUs] }),
      ]);
      expect(advice[ringUs]).toMatchObject({ approved: true, text: ofDataCentre.advice[0]?.text });
    }
    for (const who of [
      { role: 'icb', org: 'Z02' } as const,
      { role: 'practice', org: 'Z00900' } as const,
      england,
    ]) {
      const list = await register.as(who).listProducts();
      expect(list.products.some(({ id }) => id === 'emis-web')).toBe(true);
      expect(JSON.stringify(list)).not.toMatch(/z01\.|county/i);
    }
  });

  test('products that stand on each other are taken, and every question about them ends', async () => {
    const one = { name: 'One', supplier: 'Fictional', roles: [], dependencies: [] };
    await put('z01.one', one);
    const two = {
      ...one,
      dependencies: [
        { needs: ['z01.one'], effect: 'unavailable' },
        { from: 'z01.one', needs: ['z01.two'], effect: 'degraded' },
      ],
    };
    expect((await put('z01.two', two)).status).toBe(201);
    const { knockOns } = await ask({ products: ['z01.two'] });
    expect(knockOns).toEqual([
      { product: 'z01.one', effect: 'degraded', because: ['z01.two', 'z01.one'] },
    ]);
  });
});

describe('refusing', () => {
  test.each(unfit)('%s', async (_, body, path, message) => {
    const { status, errors } = await refusal(await put('z01.other', body));
    expect([status, errors]).toEqual([
      400,
      expect.arrayContaining([{ path, message: expect.stringMatching(message) }]),
    ]);
  });

  test('what would not fit the store', async () => {
    const long = { ...advice, id: 'z01.other', text: 'x'.repeat(100_000) };
    const body = dependency({ needs: ['hscn'], advice: ['z01.other'] });
    const refused = await refusal(await put('z01.other', { ...body, advice: [long] }));
    expect([refused.status, refused.detail]).toEqual([
      400,
      'The body is wrong: body should have 100000 characters at most',
    ]);
    const answer = await refusal(await put(`z01.${'a'.repeat(1100)}`, ofFirewall));
    expect([answer.status, answer.errors.map(({ path }) => path)]).toEqual([400, ['id']]);
  });

  test('a national id is 403, another ICB’s is 404 whether there is one or not; only ICBs have products', async () => {
    expect(await refusal(await put('county-firewall', ofFirewall))).toMatchObject({
      status: 403,
      detail: expect.stringContaining('z01.county-firewall'),
    });
    expect((await put('emis-web', ofFirewall)).status).toBe(403);
    const them = { role: 'icb', org: 'Z02' };
    const answers = [
      await refusal(await put(firewall, ofFirewall, {}, them)),
      await refusal(await put('z01.nothing-like-it', ofFirewall, {}, them)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(answers[0]?.detail?.replace(firewall, '')).toBe(
      answers[1]?.detail?.replace('z01.nothing-like-it', ''),
    );
    expect((await put(firewall, ofFirewall, {}, practice)).status).toBe(403);
    expect((await put(firewall, ofFirewall, {}, england)).status).toBe(403);
    expect((await put('Z01.Firewall', ofFirewall)).status).toBe(400);
  });

  test('nothing refused has changed anything', async () => {
    const { products } = await register.as(icb).listProducts();
    const own = products
      .filter((each) => each.own && !/left|right/.test(each.id))
      .map(({ id, version }) => [id, version]);
    expect(own).toEqual([
      [firewall, 2],
      [dataCentre, 1],
      ['z01.one', 1],
      ['z01.two', 1],
      ['z01.vpn', 6],
    ]);
  });
});

describe('exposure', () => {
  const entry = { role: 'network', product: firewall };

  test('practices are recorded with it by their own word or their ICB’s', async () => {
    await register.as(icb).registerPractice(supplied, { systems: [entry], contacts: [sam] });
    await registerContacts(register, declaring, [], [entry]);
    expect((await register.as(practice).readPractice(declaring)).practice.systems).toContainEqual(
      expect.objectContaining({ ...entry, provenance: 'declared' }),
    );
    const wrong = { systems: [{ role: 'telephony', product: firewall }], contacts: [] };
    const refused = await register.request(practice, 'PUT', `/practices/${declaring}`, {
      body: wrong,
    });
    expect(await refusal(refused)).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('it can fill network') }],
    });
  });

  test('its loss takes the clinical system, email and the rest with it, each by a chain', async () => {
    for (const odsCode of [supplied, declaring]) {
      const { state, effect, impacts } = await rowOf([firewall], odsCode);
      expect([state, effect]).toEqual(['hit', 'unavailable']);
      const chains = impacts.map(({ because }) => because);
      expect(chains).toContainEqual([firewall]);
      expect(chains).toContainEqual([firewall, 'network', 'emis-web']);
      expect(chains).toContainEqual([firewall, 'network', 'nhsmail']);
      expect(chains).toContainEqual([firewall, 'network', 'clinical-system', 'eps']);
      expect(impacts.map(({ product }) => product)).not.toContain('hscn');
    }
  });

  test('telephones go as well where they are recorded', async () => {
    const systems = [entry, { role: 'telephony', product: 'surgery-connect' }];
    await register.as(icb).registerPractice(supplied, { systems, contacts: [sam] });
    const { impacts } = await rowOf([firewall], supplied);
    expect(impacts).toContainEqual(
      expect.objectContaining({
        role: 'telephony',
        because: [firewall, 'network', 'surgery-connect'],
      }),
    );
  });

  test('of a practice whose network is not recorded nobody can say; one on HSCN has no link recorded', async () => {
    const unknown = await rowOf([firewall], silent);
    expect([unknown.state, unknown.impacts]).toEqual(['unknown', []]);
    expect(unknown.unknownRoles).toContainEqual({
      role: 'network',
      reason: 'not-recorded',
      products: [],
    });
    expect(await rowOf([firewall], elsewhere)).toMatchObject({ state: 'not-hit' });
    expect((await ask({ products: [firewall] })).totals).toMatchObject({
      hit: 2,
      unknown: 1,
      notHit: 1,
    });
  });

  test('what the firewall stands on reaches them by a longer chain, with the ICB’s own advice', async () => {
    const { practices, advice } = await ask({ products: [dataCentre] });
    expect(practices.map(({ state }) => state)).toEqual(['hit', 'hit', 'not-hit', 'unknown']);
    const [first] = practices;
    expect(first!.impacts).toContainEqual(
      expect.objectContaining({
        role: 'network',
        because: [dataCentre, firewall],
        advice: expect.arrayContaining([ringUs, 'work-without-network']),
      }),
    );
    expect(first!.impacts.map(({ because }) => because)).toContainEqual([
      dataCentre,
      firewall,
      'network',
      'emis-web',
    ]);
    expect(advice[ringUs]).toMatchObject({ approved: true });
  });

  test('HSCN’s outage still reaches those whose network is recorded as the firewall', async () => {
    const { practices } = await ask({ products: ['hscn'] });
    expect(practices.map(({ state }) => state)).toEqual(['hit', 'hit', 'hit', 'hit']);
    const touched = practices[0]!.impacts.filter(({ role }) => role === 'network');
    expect(touched.map(({ product, because }) => [product, because])).toEqual([
      [firewall, ['hscn', firewall]],
      ['hscn', ['hscn']],
    ]);
  });

  test('in the CSV it has its name', async () => {
    const path = `/exposure?product=${firewall}&format=csv`;
    const text = await (await register.request(icb, 'GET', path)).text();
    expect(text).toMatch(new RegExp(`^${supplied},.*County firewall: unavailable`, 'm'));
    expect(text).toMatch(new RegExp(`^${silent},.*not recorded`, 'm'));
  });
});

describe('an outage of it', () => {
  const outage = {
    products: [firewall],
    title: 'The network is down',
    message: 'We are at work on it.',
  };
  const heard = (code: string) =>
    register.cloud.queues.messages(`Partner${code}`).map(({ body }): unknown => JSON.parse(body));

  test('is told to those behind it, by its name; partners hear only that there is one', async () => {
    const from = messages(register).length;
    const id = await declare(register, 'Z01', outage);
    const sent = messages(register, from);
    expect(sent.map(({ to }) => to).sort()).toEqual([sam.mobile, sam.email].sort());
    for (const { body } of sent) {
      expect(body).toContain('County firewall');
      expect(body).not.toContain('z01.');
    }
    const page = await openPage(register, tokenIn(latestTo(register, sam.mobile)));
    expect(wordsOf(await page.text())).toContain('County firewall');
    const { counts, practices, exposure } = await register.as(icb).board(id);
    expect(counts).toMatchObject({ exposed: 2, unreachable: 1 });
    expect(practices.map(({ odsCode }) => odsCode)).toEqual([supplied, declaring]);
    expect(exposure).toMatchObject({ now: { totals: { hit: 2, unknown: 1 } }, changes: [] });
    expect(heard('Z01')).toEqual([
      {
        icb: 'Z01',
        outage: id,
        update: 1,
        title: outage.title,
        exercise: false,
        status: 'open',
        products: [],
      },
    ]);
    await update(register, 'Z01', id, { status: 'resolved', message: 'The network is back.' });
    expect(JSON.stringify(heard('Z01'))).not.toMatch(/firewall|practices|totals|Surgery/);
    expect(heard('Z02')).toEqual([]);
  });

  test('the ICB’s approved advice is sent with what it is for', async () => {
    const id = await declare(register, 'Z01', { ...outage, products: [dataCentre] });
    const { body } = latestTo(register, sam.email);
    expect(body.replace(/\s+/g, ' ')).toContain('Ring the county network desk.');
    expect(body).toContain('County data centre');
    await update(register, 'Z01', id, { status: 'resolved', notify: 'none' });
  });

  test('with a national product as well, partners are told that one, and neither counts nor practices', async () => {
    const id = await declare(register, 'Z01', { ...outage, products: [firewall, 'eps'] });
    expect(heard('Z01').at(-1)).toEqual({
      icb: 'Z01',
      outage: id,
      update: 1,
      title: outage.title,
      exercise: false,
      status: 'open',
      products: ['eps'],
    });
    await update(register, 'Z01', id, { status: 'resolved', notify: 'none' });
  });

  test('a product that is not there is refused with the nearest of one’s own', async () => {
    const body = { ...outage, products: ['z01.county-firewal'], severity: 'major' };
    const refused = await register.request(icb, 'POST', '/outages', { body });
    expect(await refusal(refused)).toMatchObject({
      status: 400,
      errors: [{ path: 'products', message: expect.stringContaining(firewall) }],
    });
  });
});

test('a practice that moves to another ICB takes no product of the old one along', async () => {
  const moving = [supplied, declaring].map((odsCode) => ({ odsCode }));
  await loadIcb(register, 'Z02', [{ odsCode: 'Z00900' }, ...moving]);
  const them = { role: 'icb', org: 'Z02' } as const;
  for (const odsCode of [supplied, declaring]) {
    const { practice: moved } = await register.as(them).readPractice(odsCode);
    expect(moved.icb).toBe('Z02');
    expect(JSON.stringify(moved)).not.toContain('z01.');
  }
  const { practice: kept } = await register.as(them).readPractice(supplied);
  expect(kept.supplied?.systems).toEqual([{ role: 'telephony', product: 'surgery-connect' }]);
  expect(kept.contacts).toMatchObject([{ name: sam.name }]);
  const { practices } = await register.as(them).exposurePage({ products: ['hscn'] });
  expect(practices.map(({ state }) => state)).toEqual(['hit', 'hit', 'hit']);
  expect(JSON.stringify(practices)).not.toContain('z01.');
  const { products } = await register.as(practice).listProducts();
  expect(products.filter(({ own }) => own)).toEqual([]);
  expect((await ask({ products: [firewall] })).totals).toMatchObject({ practices: 2, hit: 0 });
  expect(register.cloud.refusals).toEqual([]);
});
