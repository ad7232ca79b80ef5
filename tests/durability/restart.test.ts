import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createApiClient, requestLocalToken } from '@registry/api-client';
import type { TokenClaims } from '@registry/api-client';
import { startLocalCloud } from '@registry/local-cloud';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { assembly } from '../set-up/register.ts';
import type { Program } from './running-program.ts';
import { freePort, startProgram } from './running-program.ts';

let folder: string;
const programs: Program[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-durability-'));
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.end('SIGKILL')));
  await rm(folder, { recursive: true, force: true });
});

function start(port: number, environment: Record<string, string>): Program {
  const program = startProgram(port, folder, environment);
  programs.push(program);
  return program;
}

/** API clients of a register at an address. */
function callers(url: string) {
  return {
    as(claims: TokenClaims) {
      let token: Promise<string> | undefined;
      return createApiClient({ url, token: () => (token ??= requestLocalToken(url, claims)) });
    },
  };
}

const icb = { role: 'icb', org: 'Z01' } as const;
const national = { role: 'national', org: 'X26' } as const;

test('stopped and started again, everything is there and a token of before still works', async () => {
  const [odsCode] = inventedCodes(1) as [string];
  const dataDir = join(folder, 'data');
  const first = await startLocalCloud({ assembly, port: 0, dataDir });
  await loadIcb(callers(first.url), 'Z01', [{ odsCode }]);
  const token = await first.token({ role: 'practice', org: odsCode });
  const before = await createApiClient({
    url: first.url,
    token: () => Promise.resolve(token),
  }).registerPractice(odsCode, {
    systems: [{ role: 'clinical-system', product: 'systmone' }],
    contacts: [{ name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' }],
  });
  await first.stop();

  const port = Number(new URL(first.url).port);
  const second = await startLocalCloud({ assembly, port, dataDir });
  try {
    const client = createApiClient({ url: second.url, token: () => Promise.resolve(token) });
    expect(await client.readPractice(odsCode)).toEqual(before);
    const { totals, byIcb } = await callers(second.url)
      .as(national)
      .exposureSummary({ products: ['systmone'] });
    expect([totals.hit, byIcb.map(({ name }) => name)]).toEqual([1, ['Fictional Z01']]);
    const again = await client.registerPractice(odsCode, { systems: [], contacts: [] });
    expect(again.etag).toBe('"3"');
  } finally {
    await second.stop();
  }
});

/**
 * Keeps declaring one practice, one system and the other in turn, until the register is gone. Gives
 * the last acknowledged.
 */
async function declareUntilGone(url: string, odsCode: string, acknowledged: () => void) {
  const token = await requestLocalToken(url, { role: 'practice', org: odsCode });
  let last = { version: 1, product: 'emis-web' };
  for (let turn = 0; ; turn += 1) {
    const product = turn % 2 === 0 ? 'systmone' : 'emis-web';
    try {
      const answer = await fetch(`${url}/api/practices/${odsCode}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ systems: [{ role: 'clinical-system', product }], contacts: [] }),
      });
      if (!answer.ok) continue;
      const { version } = (await answer.json()) as { version: number };
      last = { version, product };
      acknowledged();
    } catch {
      return last;
    }
  }
}

/** Registers all practices again and again, and kills the program in the middle of it. */
async function burstUntilKilled(program: Program, odsCodes: readonly string[]) {
  let count = 0;
  const burst = odsCodes.map((odsCode) =>
    declareUntilGone(program.url, odsCode, () => {
      count += 1;
      if (count === 60) void program.end('SIGKILL');
    }),
  );
  const acknowledged = await Promise.all(burst);
  expect(count).toBeGreaterThanOrEqual(60);
  return acknowledged;
}

test('a port in use is one clear sentence, and the exit code tells', async () => {
  const cloud = await startLocalCloud({ assembly, port: 0, dataDir: undefined });
  try {
    const port = Number(new URL(cloud.url).port);
    const program = start(port, { DEMO: '0' });
    expect(await program.ended()).toBe(2);
    expect(program.said()).toBe(
      `Port ${port} is in use by another program. Stop it, or choose another: PORT=3100 pnpm start\n`,
    );
  } finally {
    await cloud.stop();
  }
});

test('a folder in use is one clear sentence, and what runs on it goes on', async () => {
  const dataDir = join(folder, 'data');
  const cloud = await startLocalCloud({ assembly, port: 0, dataDir });
  try {
    const program = start(await freePort(), { DEMO: '0' });
    expect(await program.ended()).toBe(2);
    expect(program.said()).toMatch(
      /^\S+\/data is in use by process \d+\. Stop that one, or choose another folder\. [^\n]+\n$/,
    );
    expect((await fetch(`${cloud.url}/api/health`)).status).toBe(200);
  } finally {
    await cloud.stop();
  }
});

test('started on nothing, it loads the demonstration register; killed in the middle of a burst, every acknowledged registration is there again and the roster agrees', async () => {
  const port = await freePort();
  const first = start(port, { DEMO: '' });
  await first.ready();
  expect(first.said()).toContain(`ready ${first.url}`);
  expect(first.said()).toContain('Loaded the demonstration register');
  const ask = () =>
    callers(first.url)
      .as(national)
      .exposureSummary({ products: ['emis-web'] });
  const { totals, byIcb } = await ask();
  expect([totals.practices, byIcb.length]).toEqual([6200, 36]);
  expect(totals.hit / totals.practices).toBeCloseTo(0.58, 1);
  expect(first.said()).toContain(`PORT=${port} node_modules/.bin/registry exposure`);

  // Beyond those of the demonstration register.
  const odsCodes = inventedCodes(8, 9001);
  await loadIcb(
    callers(first.url),
    'Z01',
    odsCodes.map((odsCode) => ({ odsCode })),
  );
  const acknowledged = await burstUntilKilled(first, odsCodes);

  const second = start(port, { DEMO: '' });
  await second.ready();
  expect(second.said()).not.toContain('demonstration');
  const client = callers(second.url).as(icb);
  const { practices } = await client.exposurePage({ products: ['systmone'] });
  for (const [index, odsCode] of odsCodes.entries()) {
    const { practice } = await client.readPractice(odsCode);
    const { version, product } = acknowledged[index]!;
    // What was in flight when it was killed may have been done; nothing else may have.
    expect([version, version + 1]).toContain(practice.version);
    const [system] = practice.systems;
    if (practice.version === version) expect(system?.product).toBe(product);
    const row = practices.find((each) => each.odsCode === odsCode);
    expect([odsCode, row?.basis[0]?.products]).toEqual([odsCode, [system?.product]]);
    await client.registerPractice(odsCode, { systems: [], contacts: [] });
  }
  expect((await ask()).totals.practices).toBe(6200 + odsCodes.length);
  expect(await second.end('SIGINT')).toBe(0);
}, 300_000);
