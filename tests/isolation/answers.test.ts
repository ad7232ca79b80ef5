import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import * as z from 'zod';
import { loader } from '../set-up/directory-builder.ts';
import { declare, latestTo, sendJson, tokenIn, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';
import {
  anything,
  bodyOf,
  directoryOf,
  firewallOf,
  key,
  networkOf,
  ours,
  outageOf,
  personal,
  productOf,
  profileOf,
  theirs,
} from './sides.fixture.ts';
import type { Side } from './sides.fixture.ts';

let register: RunningRegister;
/** A cursor of the other ICB's own list, and of its exposure. */
let cursors: { list: string; exposure: string };
/** Each side's outage, by its ICB. */
const outages = new Map<string, OutageId>();
/** The reply token that the other side's practice was sent; and one that our own was. */
let tokens: { theirs: string; ours: string };

/** Declares an outage of one side, with all that can be said of it, answered by its practice. */
async function tellOutage(side: Side): Promise<string> {
  const client = register.as({ role: 'icb', org: side.icb });
  await client.putProfile(side.icb, profileOf(side));
  const id = await declare(register, side.icb, outageOf(side));
  outages.set(side.icb, id);
  const once = { idempotencyKey: 'noted' };
  await client.addAction(id, { text: `The ${side.word} is switched off.` }, once);
  const statement = { by: side.person, text: `We mend the ${side.word}.` };
  await client.addStatement(id, statement, { idempotencyKey: 'stated' });
  await update(register, side.icb, id, { message: `The ${side.word} comes back.` });
  const token = tokenIn(latestTo(register, side.mobile.replace(/^0/, '+44')));
  await sendJson(register, token, { down: 'down', needs: side.word, note: `${side.word} note` });
  return token;
}
beforeAll(async () => {
  register = await startRegister();
  for (const side of [ours, theirs]) {
    await register.as(loader).putDirectory(side.icb, directoryOf(side));
    const practice = { role: 'practice', org: side.odsCode } as const;
    await register.as(practice).registerPractice(side.odsCode, bodyOf(side));
    const icb = { role: 'icb', org: side.icb } as const;
    await register.as(icb).putProduct(firewallOf(side), productOf(side));
    const supplied = bodyOf(side);
    await register.as(icb).registerPractice(side.odsCode, {
      ...supplied,
      systems: [...supplied.systems, networkOf(side)],
    });
    const path = `/practices/${side.odsCode}/confirmation`;
    await register.request(practice, 'POST', path, { headers: key });
  }
  tokens = { theirs: await tellOutage(theirs), ours: await tellOutage(ours) };
  const them = { role: 'icb', org: theirs.icb } as const;
  const list = await register.request(them, 'GET', '/practices?limit=1');
  const exposure = await register.as(them).exposurePage({ products: ['systmone'], limit: 1 });
  const { cursor } = z.object({ cursor: z.string() }).parse(await list.json());
  cursors = { list: cursor, exposure: exposure.cursor! };
});
afterAll(() => register.stop());

/** Every route, asked for the other ICB's things in each way that a caller could name them. */
const questions: Record<string, () => { path: string; body?: object }[]> = {
  'GET /practices/{odsCode}': () => [
    { path: `/practices/${theirs.odsCode}` },
    { path: `/practices/${theirs.odsCode}?icb=${theirs.icb}&tenant=${theirs.icb}` },
    { path: `/practices/${ours.odsCode}%2F..%2F${theirs.odsCode}` },
  ],
  'PUT /practices/{odsCode}': () => [
    { path: `/practices/${theirs.odsCode}`, body: { systems: [], contacts: [] } },
    { path: `/practices/${theirs.other}`, body: bodyOf(ours) },
    { path: `/practices/${ours.odsCode}`, body: { ...bodyOf(ours), systems: [networkOf(theirs)] } },
  ],
  'POST /practices/{odsCode}/confirmation': () => [
    { path: `/practices/${theirs.odsCode}/confirmation` },
    { path: `/practices/${theirs.other}/confirmation` },
  ],
  'GET /practices': () => [
    { path: '/practices' },
    { path: `/practices?icb=${theirs.icb}` },
    { path: `/practices?cursor=${cursors.list}` },
    { path: `/practices?cursor=${cursors.exposure}` },
  ],
  'GET /exposure': () =>
    ['', '&state=hit', '&format=csv', `&cursor=${cursors.exposure}`].flatMap((more) => [
      { path: `/exposure?product=${firewallOf(theirs)}${more}` },
      { path: `/exposure?product=systmone${more}` },
      { path: `/exposure?product=systmone&icb=${theirs.icb}${more}` },
      { path: `/exposure?product=systmone&icb=${ours.icb}&icb=${theirs.icb}${more}` },
    ]),
  'GET /exposure/summary': () => [
    { path: '/exposure/summary?product=systmone' },
    { path: `/exposure/summary?product=${firewallOf(theirs)}` },
    { path: `/exposure/summary?product=systmone&icb=${theirs.icb}` },
  ],
  'GET /products': () => [
    { path: '/products' },
    { path: `/products?icb=${theirs.icb}&tenant=${theirs.icb}` },
  ],
  'PUT /products/{id}': () =>
    [
      `/products/${firewallOf(theirs)}`,
      `/products/${firewallOf(theirs)}?icb=${theirs.icb}`,
      `/products/${firewallOf(ours)}%2F..%2F${firewallOf(theirs)}`,
    ].map((path) => ({ path, body: productOf(ours) })),
  'GET /icbs/{code}/directory': () => [
    { path: `/icbs/${theirs.icb}/directory` },
    { path: `/icbs/${ours.icb}/directory?code=${theirs.icb}&tenant=${theirs.icb}` },
    { path: `/icbs/${ours.icb}%2F..%2F${theirs.icb}/directory` },
  ],
  'GET /datasets': () => [{ path: '/datasets' }],
  'PUT /datasets/{dataset}': () => [
    {
      path: '/datasets/gp-list-sizes',
      body: { asAt: '2026-03-01', unplaced: { [theirs.odsCode]: { asAt: '2026-03-01' } } },
    },
  ],
  'PUT /icbs/{code}/directory': () => [
    { path: `/icbs/${theirs.icb}/directory`, body: { name: 'Taken', practices: [] } },
    { path: `/icbs/${ours.icb}/directory`, body: directoryOf(theirs) },
  ],
  'POST /icbs/{code}/roster': () => [
    { path: `/icbs/${theirs.icb}/roster` },
    { path: `/icbs/${ours.icb}/roster?code=${theirs.icb}&tenant=${theirs.icb}` },
    { path: `/icbs/${ours.icb}%2F..%2F${theirs.icb}/roster` },
  ],
  'GET /icbs': () => [{ path: '/icbs' }],
  'GET /icbs/{code}': () => [
    { path: `/icbs/${theirs.icb}` },
    { path: `/icbs/${ours.icb}?code=${theirs.icb}&tenant=${theirs.icb}` },
    { path: `/icbs/${ours.icb}%2F..%2F${theirs.icb}` },
  ],
  'GET /sending': () => [{ path: '/sending' }, { path: `/sending?icb=${theirs.icb}` }],
  'PUT /sending': () => [
    {
      path: `/sending?icb=${theirs.icb}&tenant=${theirs.icb}`,
      body: { stopped: false, reason: 'Going on' },
    },
  ],
  'PUT /icbs/{code}': () => [{ path: `/icbs/${theirs.icb}`, body: profileOf(ours) }],
  'POST /outages': () => [
    { path: '/outages', body: { ...outageOf(ours), practices: [theirs.odsCode] } },
    { path: '/outages', body: { ...outageOf(ours), products: [firewallOf(theirs)] } },
    { path: '/outages', body: { ...outageOf(ours), icbs: [theirs.icb], notify: 'none' } },
    { path: `/outages?icb=${theirs.icb}`, body: { ...outageOf(ours), icb: theirs.icb } },
  ],
  'GET /outages': () => [
    { path: '/outages' },
    { path: `/outages?icb=${theirs.icb}&tenant=${theirs.icb}` },
  ],
  'GET /outages/{id}': () => ofTheirs(''),
  'GET /outages/{id}/practices': () => ofTheirs('/practices'),
  'GET /outages/{id}/sitrep': () => ofTheirs('/sitrep').concat(ofTheirs('/sitrep?format=csv')),
  'POST /outages/{id}/updates': () =>
    ofTheirs('/updates', { status: 'resolved', message: 'All is well.' }),
  'POST /outages/{id}/reopen': () => ofTheirs('/reopen', { message: 'It is down again.' }),
  'POST /outages/{id}/actions': () => ofTheirs('/actions', { text: 'Switched off.' }),
  'POST /outages/{id}/withdraw': () =>
    ofTheirs('/withdraw', { message: 'Nothing is wrong.', confirmPractices: 1 }),
  'POST /outages/{id}/redrive': () => ofTheirs('/redrive'),
  'PUT /outages/{id}/hold': () => ofTheirs('/hold', { held: false }),
  'POST /outages/{id}/statements': () =>
    ofTheirs('/statements', { by: 'Somebody', text: 'Nothing is wrong.' }),
  'POST /outages/{id}/practices/{odsCode}/answer': () => [
    ...ofTheirs(`/practices/${theirs.odsCode}/answer`, heard),
    ...[theirs.odsCode, `${ours.odsCode}%2F..%2F${theirs.odsCode}`].map((code) => ({
      path: `/outages/${outages.get(ours.icb)}/practices/${code}/answer`,
      body: heard,
    })),
  ],
  ...Object.fromEntries(
    ['claim', 'rung'].map((act) => [
      `POST /outages/{id}/practices/{odsCode}/${act}`,
      () =>
        [
          ...ofTheirs(`/practices/${theirs.odsCode}/${act}`),
          ...[theirs.odsCode, `${ours.odsCode}%2F..%2F${theirs.odsCode}`].map((code) => ({
            path: `/outages/${outages.get(ours.icb)}/practices/${code}/${act}`,
          })),
        ].map(({ path }) => ({ path, body: { by: 'Somebody' } })),
    ]),
  ),
  'GET /reply': () => [
    { path: '/reply' },
    { path: `/reply?code=${outages.get(theirs.icb)}` },
    { path: `/reply?code=${nearly(tokens.theirs)}` },
    { path: `/reply?code=${tokens.ours}&icb=${theirs.icb}&outage=${outages.get(theirs.icb)}` },
  ],
  'GET /reply/{token}': () => guesses().map((token) => ({ path: `/reply/${token}` })),
  'POST /reply/{token}': () =>
    guesses().map((token) => ({ path: `/reply/${token}`, body: { down: 'working' } })),
  'POST /outages/preview': () => [
    { path: '/outages/preview', body: { ...outageOf(ours), practices: [theirs.odsCode] } },
    { path: '/outages/preview', body: { ...outageOf(ours), products: [firewallOf(theirs)] } },
    { path: '/outages/preview', body: { ...outageOf(ours), icbs: [theirs.icb] } },
    ...[theirs, ours].map(({ icb }) => ({
      path: `/outages/preview?icb=${theirs.icb}`,
      body: { outage: outages.get(icb), update: { status: 'open', message: 'What is new?' } },
    })),
  ],
  'GET /health': () => [{ path: '/health' }],
  'GET /openapi.json': () => [{ path: `/openapi.json?icb=${theirs.icb}` }],
};

const heard = { saidBy: 'Somebody', heardBy: 'Somebody else', down: 'working' };

/** The other side's outage, by its own id and by way of ours. */
const ofTheirs = (what: string, body?: object) =>
  [
    `/outages/${outages.get(theirs.icb)}${what}`,
    `/outages/${outages.get(theirs.icb)}${what}?icb=${theirs.icb}&tenant=${theirs.icb}`,
    `/outages/${outages.get(ours.icb)}%2F..%2F${outages.get(theirs.icb)}${what}`,
  ].map((path) => ({ path, ...(body && { body }) }));

/** A token that one character parts from one that was sent. */
const nearly = (token: string) => `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;

/**
 * What somebody could put in place of the token that the other side's practice was sent, and that
 * nobody else holds.
 */
const guesses = () => [
  nearly(tokens.theirs),
  outages.get(theirs.icb)!,
  theirs.odsCode,
  createHash('sha256').update(tokens.theirs).digest('hex'),
  `${tokens.ours}%2F..%2F${theirs.odsCode}`,
];

/** Routes that ask for no token. */
const open = [
  'GET /reply',
  'GET /reply/{token}',
  'POST /reply/{token}',
  'GET /health',
  'GET /openapi.json',
];

type Claims = NonNullable<Parameters<RunningRegister['request']>[0]>;
const us: Claims = { role: 'icb', org: ours.icb };
const them: Claims = { role: 'icb', org: theirs.icb };
const ourPractice: Claims = { role: 'practice', org: ours.odsCode };
const theirPractice: Claims = { role: 'practice', org: theirs.odsCode };
const national: Claims = { role: 'national', org: 'X26' };

/**
 * Every answer of one route to one caller: its status, and all that it says beyond the codes that
 * the question named.
 */
async function answersTo(who: Claims, route: string) {
  const [method = ''] = route.split(' ');
  const headers = { ...key, 'x-tenant': theirs.icb, 'x-org': theirs.icb };
  return Promise.all(
    questions[route]!().map(async ({ path, body }) => {
      const answer = await register.request(who, method, path, { headers, ...(body && { body }) });
      const said = `${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
      const asked = `${path} ${JSON.stringify(body)}`;
      const told = [theirs.odsCode, theirs.other]
        .filter((code) => asked.includes(code))
        .reduce((text, code) => text.replaceAll(code, ''), said);
      return { path, status: answer.status, told };
    }),
  );
}

test('the questions below ask every route that there is', async () => {
  const file = await readFile(join(assembly, 'registry-service.template.json'), 'utf8');
  const { Resources } = z
    .object({
      Resources: z.record(
        z.string(),
        z.object({
          Type: z.string(),
          Properties: z.looseObject({ RouteKey: z.string().optional() }).optional(),
        }),
      ),
    })
    .parse(JSON.parse(file));
  const routes = Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => Properties?.RouteKey);
  expect(routes.sort()).toEqual(Object.keys(questions).sort());
});

test('what is looked for is there: the other ICB itself, and its practice, are told it', async () => {
  const [list, record, exposure] = await Promise.all([
    register.request(them, 'GET', '/practices'),
    register.request(theirPractice, 'GET', `/practices/${theirs.odsCode}`),
    register.request(national, 'GET', '/exposure?product=systmone'),
  ]);
  for (const text of [await list.text(), await record.text()]) {
    for (const marker of ['osprey', 'Z00003', 'Pandion', '900202', '960202']) {
      expect(text).toContain(marker);
    }
  }
  const id = outages.get(theirs.icb);
  const asked = ['', '/practices', '/sitrep', '/sitrep?format=csv'];
  const paths = ['/outages', '/icbs/Z02', '/products', ...asked.map((of) => `/outages/${id}${of}`)];
  for (const path of [...paths, `/exposure?product=${firewallOf(theirs)}`]) {
    expect(await (await register.request(them, 'GET', path)).text()).toMatch(/osprey/);
  }
  const link = await register.request(undefined, 'GET', `/reply/${tokens.theirs}`);
  expect(await link.text()).toMatch(/Mind the osprey/);
  expect(await exposure.text()).toMatch(/osprey/);
});

describe.each(Object.keys(questions))('%s', (route) => {
  test.each([
    ['an ICB', us],
    ['a practice', ourPractice],
  ])('tells %s nothing of another ICB', async (_, who) => {
    for (const { path, status, told } of await answersTo(who, route)) {
      expect([path, anything.exec(told)]).toEqual([path, null]);
      expect([path, status < 500]).toEqual([path, true]);
    }
  });

  test('tells NHS England, and whoever has no token, nothing personal', async () => {
    for (const { path, status, told } of await answersTo(national, route)) {
      expect([path, personal.exec(told)]).toEqual([path, null]);
      expect([path, status < 500]).toEqual([path, true]);
    }
    const [method = ''] = route.split(' ');
    for (const { path, body } of questions[route]!()) {
      const answer = await register.request(undefined, method, path, { body });
      expect([path, anything.exec(await answer.text())]).toEqual([path, null]);
      expect([path, answer.status === 401]).toEqual([path, !open.includes(route)]);
    }
  });
});

test('none of it changed anything of theirs, nor was forbidden by anything but the product', async () => {
  const practices = [];
  for await (const practice of register.as(them).listPractices()) practices.push(practice);
  expect(practices.map(({ odsCode, version }) => [odsCode, version])).toEqual([
    [theirs.odsCode, 4],
    [theirs.other, 1],
  ]);
  const id = outages.get(theirs.icb)!;
  const { outage, updates, notes } = await register.as(them).readOutage(id);
  expect([outage.title, updates.length, notes.length]).toEqual(['osprey outage', 2, 2]);
  expect((await register.as(them).board(id)).practices).toMatchObject([
    { odsCode: theirs.odsCode, down: 'down', needs: 'osprey', note: 'osprey note' },
  ]);
  expect((await register.as(them).readProfile(theirs.icb)).profile).toMatchObject(
    profileOf(theirs),
  );
  const { products } = await register.as(them).listProducts();
  expect(products.filter(({ own }) => own)).toMatchObject([
    { id: firewallOf(theirs), name: productOf(theirs).name, version: 1 },
  ]);
  expect(register.cloud.refusals).toEqual([]);
});

test('whoever loads the directory moves practices without being told anything personal', async () => {
  for (const route of ['GET /icbs/{code}/directory', 'PUT /icbs/{code}/directory']) {
    for (const { told } of await answersTo({ ...loader }, route)) {
      expect(told).not.toMatch(personal);
    }
  }
  const moved = await register.request(us, 'GET', `/practices/${theirs.odsCode}`);
  expect(await moved.text()).toMatch(personal);
  for (const path of [
    '/practices',
    '/exposure?product=systmone',
    '/exposure/summary?product=systmone',
  ]) {
    const left = await (await register.request(them, 'GET', path)).text();
    // The outage that it told of itself is still its own.
    expect(left.replace(/"outages":\[.*?\]/, '')).not.toMatch(anything);
  }
});
