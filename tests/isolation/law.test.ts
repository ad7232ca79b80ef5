import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [own, neighbour, foreign] = inventedCodes(3) as [string, string, string];
const icb = { role: 'icb', org: 'Z01' } as const;
const practice = { role: 'practice', org: own } as const;
const national = { role: 'national', org: 'X26' } as const;

let register: RunningRegister;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-rogue-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'rogue-handler.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as createRequireOfThisBundle}from'node:module';const require=createRequireOfThisBundle(import.meta.url);",
    },
  });
  register = await startRegister({
    replaceCode: { 'read-practice': folder, 'query-exposure': folder },
  });
  await loadIcb(register, 'Z01', [{ odsCode: own }, { odsCode: neighbour }]);
  await loadIcb(register, 'Z02', [{ odsCode: foreign }]);
});
afterAll(async () => {
  await register.stop();
  await rm(folder, { recursive: true });
});

interface Asked {
  act: 'record' | 'roster' | 'take-over';
  tenants: string[];
  odsCode?: string;
}

/**
 * Asks the rogue under one function's synthesized role; gives its answer and what the law refused
 * meanwhile.
 */
async function ask(
  who: typeof icb | typeof practice | typeof national,
  { act, tenants, odsCode = own }: Asked,
) {
  const path = who.role === 'national' ? '/exposure' : `/practices/${own}`;
  const named = tenants.map((tenant) => `tenant=${tenant}`).join('&');
  const before = register.cloud.refusals.length;
  const answer = await register.request(
    who,
    'GET',
    `${path}?act=${act}&odsCode=${odsCode}&${named}`,
  );
  return {
    status: answer.status,
    text: await answer.text(),
    refusals: register.cloud.refusals.slice(before),
  };
}

test.each<[string, typeof icb | typeof practice | typeof national, Asked, string]>([
  ['an ICB, one of its records', icb, { act: 'record', tenants: ['Z01'] }, `"odsCode":"${own}"`],
  ['an ICB, its roster', icb, { act: 'roster', tenants: ['Z01'] }, `Surgery ${neighbour}`],
  ['a practice, its record', practice, { act: 'record', tenants: ['Z01'] }, `"odsCode":"${own}"`],
  [
    'NHS England, rosters of all',
    national,
    { act: 'roster', tenants: ['Z01', 'Z02'] },
    `Surgery ${foreign}`,
  ],
])('what is the caller’s own is given: %s', async (_, who, asked, holds) => {
  const { status, text, refusals } = await ask(who, asked);
  expect([status, refusals]).toEqual([200, []]);
  expect(text).toContain(holds);
});

const record = (tenant: string, odsCode: string) => `ICB#${tenant}#PRACTICE#${odsCode}`;

test.each<
  [string, typeof icb | typeof practice | typeof national, Asked, action: string, keys: string[]]
>([
  [
    'an ICB, a record of another',
    icb,
    { act: 'record', tenants: ['Z02'], odsCode: foreign },
    'GetItem',
    [record('Z02', foreign)],
  ],
  [
    'an ICB, the roster of another',
    icb,
    { act: 'roster', tenants: ['Z02'] },
    'GetItem',
    ['ICB#Z02#ROSTER'],
  ],
  [
    'an ICB, its own roster together with another’s',
    icb,
    { act: 'roster', tenants: ['Z01', 'Z02'] },
    'BatchGetItem',
    ['ICB#Z01#ROSTER', 'ICB#Z02#ROSTER'],
  ],
  [
    'an ICB, writing over another’s roster',
    icb,
    { act: 'take-over', tenants: ['Z02'] },
    'PutItem',
    ['ICB#Z02#ROSTER', expect.stringMatching(/^ICB#Z02#TRAIL#/) as unknown as string],
  ],
  [
    'an ICB, a tenant named so as to widen the pattern',
    icb,
    { act: 'roster', tenants: ['*'] },
    'GetItem',
    ['ICB#*#ROSTER'],
  ],
  [
    'a practice, its neighbour in the same ICB',
    practice,
    { act: 'record', tenants: ['Z01'], odsCode: neighbour },
    'GetItem',
    [record('Z01', neighbour)],
  ],
  [
    'a practice, a practice of another ICB',
    practice,
    { act: 'record', tenants: ['Z02'], odsCode: foreign },
    'GetItem',
    [record('Z02', foreign)],
  ],
  [
    'a practice, another ICB’s roster',
    practice,
    { act: 'roster', tenants: ['Z02'] },
    'GetItem',
    ['ICB#Z02#ROSTER'],
  ],
  [
    'NHS England, a record',
    national,
    { act: 'record', tenants: ['Z01'] },
    'GetItem',
    [record('Z01', own)],
  ],
  [
    'NHS England, writing a roster',
    national,
    { act: 'take-over', tenants: ['Z01'] },
    'PutItem',
    ['ICB#Z01#ROSTER', expect.stringMatching(/^ICB#Z01#TRAIL#/) as unknown as string],
  ],
])('what is not is refused by the law: %s', async (_, who, asked, action, keys) => {
  const { status, text, refusals } = await ask(who, asked);
  expect(status).toBe(500);
  expect(JSON.parse(text)).toMatchObject({ status: 500, title: 'Something went wrong here' });
  // The caller learns nothing of what was asked for: neither its key nor the law's words.
  expect(text).not.toMatch(/ICB#|Surgery|authorized/);
  expect(refusals).toEqual([
    expect.objectContaining({
      action: `dynamodb:${action}`,
      caller: expect.stringMatching(/:assumed-role\//),
      reason: expect.stringContaining(keys.length === 1 ? keys[0]! : 'dynamodb:LeadingKeys'),
      context: expect.objectContaining({ 'dynamodb:LeadingKeys': expect.anything() }),
    }),
  ]);
  const leading = refusals[0]!.context['dynamodb:LeadingKeys']!;
  expect([...new Set([leading].flat())].sort()).toEqual(keys);
});

test('nothing was written over', async () => {
  for (const [tenant, odsCode] of [
    ['Z01', own],
    ['Z02', foreign],
  ] as const) {
    const { text } = await ask(national, { act: 'roster', tenants: [tenant] });
    expect(text).toContain(`Surgery ${odsCode}`);
    expect(text).not.toContain('taken over');
  }
});
