import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAssembly } from '../../packages/local-cloud/src/template/assembly.ts';
import { readDeployment } from '../../packages/local-cloud/src/template/deployment.ts';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { latestTo, registerContacts, sendForm, tokenIn } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';

const [harbour, high, meadow, quay] = inventedCodes(4) as [string, string, string, string];
const coast = { code: 'U00001', name: 'Fictional Coast' };
const moor = { code: 'U00002', name: 'Fictional Moor' };
const national = { role: 'national', org: 'X26' } as const;
const contact = { name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' };
/** More practices than one page of the API holds. */
const others = { Z02: inventedCodes(1100, 10_000), Z03: inventedCodes(1100, 20_000) };

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [
    { odsCode: harbour, pcn: coast, listSize: 4000 },
    { odsCode: high, pcn: coast, listSize: 12_000 },
    { odsCode: meadow, pcn: moor, clinicalSystem: 'systmone' },
    { odsCode: quay, pcn: moor, clinicalSystem: null },
  ]);
  for (const [code, practices] of Object.entries(others))
    await loadIcb(
      register,
      code,
      practices.map((odsCode) => ({ odsCode, name: `=Café “${odsCode}”, east` })),
    );
  await registerContacts(register, harbour, [contact]);
});
afterAll(() => register.stop());

const exposure = (...more: string[]) => register.registry('exposure', ...more);
const ofEmis = (...more: string[]) => exposure('--product', 'emis-web', ...more);
const shown = (text: string): string[] => text.match(/\bZ\d{5}\b/g) ?? [];

describe('CSV', () => {
  test('of England comes over several pages as the API’s own in one, with progress beside it', async () => {
    const path = '/exposure?product=emis-web&format=csv';
    const whole = await register.request(national, 'GET', path);
    const paged = await register.request(national, 'GET', `${path}&limit=2000`);
    expect(paged.headers.get('link')).toContain('rel="next"');
    const ran = await ofEmis('--csv');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toBe(Buffer.from(await whole.arrayBuffer()).toString('utf8'));
    expect(ran.stdout.match(/\uFEFF/g)).toHaveLength(1);
    expect(ran.stdout.trimEnd().split('\r\n')).toHaveLength(1 + 4 + 2200);
    expect(ran.stderr).toContain('Reading practices: 100% (2,204 of 2,204)');
  });

  test('of what a filter leaves, in the order asked for', async () => {
    const filters = ['--state', 'hit', '--sort', 'listSize', '--icb', 'z01'];
    const { stdout } = await ofEmis('--csv', ...filters);
    expect([...new Set(shown(stdout))]).toEqual([high, harbour]);
  });
});

describe('the table', () => {
  test('of England has a row for each ICB, and PCNs in the totals', async () => {
    const { code, stdout } = await ofEmis();
    expect(code).toBe(0);
    expect(stdout).toContain('EMIS Web may affect 2,202 of 2,204 practices in 3 ICBs');
    expect(stdout).toContain('Of 2 PCNs: 1 wholly hit, 0 partly hit, 1 unknown, 0 untouched');
    expect(stdout.match(/^│ Z0\d +│/gm)).toHaveLength(3);
  });

  test('of an ICB comes worst first, each with its reason, and its advice once below', async () => {
    const { stdout } = await ofEmis('--icb', 'Z01', '--reach', 'some');
    const [table = '', advice = ''] = stdout.split('What can be done:');
    expect([...new Set(shown(table))]).toEqual([harbour, high, quay, meadow]);
    expect(table).toContain('Reach: some of its users; which is not known.');
    expect(table).toMatch(/Z00003 .*no link recorded.*SystmOne \(published 1 August 2026\)/);
    expect(advice).toMatch(/The practice: .*\n(?: {4}Once back: .*\n)? {4}[a-z-]+: /);
    const texts = advice.match(/^ {2}The .*$/gm) ?? [];
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('is narrowed by scope, which the figures follow, and by filters, which they do not', async () => {
    const pcn = await ofEmis('--icb', 'Z01', '--pcn', 'u00002');
    expect(pcn.stdout).toContain('EMIS Web may affect 0 of 2 practices');
    expect([...new Set(shown(pcn.stdout))]).toEqual([quay, meadow]);
    const filtered = await exposure(
      '--product',
      'emis-web:degraded',
      '--effect',
      'degraded',
      '--role',
      'clinical-system',
      '--icb',
      'Z01',
      '--sort',
      'listSize',
    );
    expect(filtered.stdout).toContain('EMIS Web (degraded) may affect 2 of 4 practices');
    expect(filtered.stdout).toContain('Listed: 2 of 4 practices.');
    expect([...new Set(shown(filtered.stdout))]).toEqual([high, harbour]);
  });

  test('is refused for what cannot be: exit code 2 where typed wrong, 1 where the API says so', async () => {
    for (const [ran, code, reason] of [
      [exposure('--product', 'emis-web:broken'), 2, 'degraded, unsafe, unavailable'],
      [ofEmis('--effect', 'broken'), 2, 'degraded, unsafe, unavailable'],
      [ofEmis('--role', 'firewall'), 2, 'endpoint-security'],
      [exposure('--product', 'emis-wep', '--icb', 'Z01'), 1, 'emis-web'],
      [ofEmis('--icb', 'Z01', '--pcn', 'U99999'), 1, 'There is no PCN U99999 here'],
      [ofEmis('--icb', 'Z01', '--said', 'down'), 1, 'no outage of these products is open'],
      [ofEmis('--state', 'not-hit', '--effect', 'unsafe'), 1, 'exclude each other'],
    ] as const)
      expect(await ran).toMatchObject({
        code,
        stdout: '',
        stderr: expect.stringContaining(reason),
      });
  });
});

describe('an outage of a product that works less well', () => {
  const declare = (...more: string[]) =>
    register.registry(
      'outage',
      'declare',
      '--icb',
      'Z01',
      '--product',
      'emis-web:degraded',
      '--reach',
      'some',
      '--title',
      'EMIS Web is slow',
      '--message',
      'It is slow.',
      '--severity',
      'major',
      ...more,
    );
  let id = '';

  test('is shown so before and after it is declared', async () => {
    const preview = await declare('--preview');
    expect(preview.stdout).toContain(
      'EMIS Web (degraded) may affect 2 practices. Reach: some of its users; which is not known.',
    );
    const ran = await declare();
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('--key') });
    expect(ran.stdout).toContain('EMIS Web (degraded) may affect 2 of 4 practices');
    id = /\(([0-9A-Z]{26})\)/.exec(ran.stdout)?.[1] ?? '';
    const { outage } = await register.as({ role: 'icb', org: 'Z01' }).readOutage(id);
    expect(outage).toMatchObject({ effects: { 'emis-web': 'degraded' }, reach: 'some' });
    const story = await register.registry('outage', 'show', id, '--icb', 'Z01');
    expect(story.stdout).toContain('reach: some of its users; which is not known');
  });

  test('then has what practices say beside what is inferred', async () => {
    await register.cloud.settled();
    const token = tokenIn(latestTo(register, '+447700900123'));
    await sendForm(register, token, { down: 'partly', status: 'coping' });
    const { stdout } = await ofEmis('--icb', 'Z01');
    expect(stdout).toContain(`Open here: “EMIS Web is slow” (${id})`);
    expect(stdout).toMatch(new RegExp(`${harbour} .*may be affected: unavailable +│ partly `));
    expect(stdout).toMatch(new RegExp(`${high} .*not heard`));
    const silent = await ofEmis('--icb', 'Z01', '--said', 'not-heard', '--said', 'down');
    expect(silent.stdout).toContain('Listed: 1 of 4 practices.');
    expect(new Set(shown(silent.stdout))).toEqual(new Set([high]));
  });

  test('the board has then and now, and what changed between', async () => {
    const board = () => register.registry('outage', 'board', id, '--icb', 'Z01');
    expect((await board()).stdout).toContain('Nothing has changed since it was declared.');
    await registerContacts(
      register,
      meadow,
      [contact],
      [{ role: 'clinical-system', product: 'emis-web' }],
    );
    const { stdout } = await board();
    expect(stdout).toMatch(/When declared, .*│ +2 │ +16,000 │/);
    expect(stdout).toMatch(/Now, .*│ +3 │ +25,000 │/);
    expect(stdout).toContain('1 practice changed: newly hit 1.');
    expect(stdout).toMatch(
      new RegExp(`Newly hit: ${meadow} .*: no link recorded when declared, now may be affected`),
    );
  });
});

test('an ICB whose roster cannot be read is named loudly, the rest answered, with exit code 1', async () => {
  const { functions } = readDeployment(await readAssembly(assembly), 'http://127.0.0.1', {});
  const { environment } = functions.find(({ folder }) => folder === 'rebuild-roster')!;
  const store = new DynamoDBClient(register.cloud.credentialsOf('rebuild-roster'));
  const Item = { pk: { S: 'ICB#Z03#ROSTER' }, sk: { S: 'ROSTER' } };
  await store.send(new PutItemCommand({ TableName: environment['REGISTRY_TABLE']!, Item }));
  store.destroy();
  await register.cloud.kill('query-exposure');
  const warning = 'WARNING: the roster of Fictional Z03 (Z03) cannot be read';

  const table = await ofEmis();
  expect(table).toMatchObject({ code: 1, stderr: expect.stringContaining(warning) });
  expect(table.stdout).toContain('of 1,104 practices in 2 ICBs');
  const csv = await ofEmis('--csv');
  expect(csv).toMatchObject({ code: 1, stderr: expect.stringContaining(warning) });
  expect(csv.stdout).toMatch(/,Fictional Z03,Z03,.*unavailable/);

  const preview = await register.registry(
    'outage',
    'declare',
    '--national',
    '--product',
    'emis-web',
    '--title',
    'EMIS Web is down',
    '--message',
    'It is down.',
    '--severity',
    'critical',
    '--preview',
  );
  expect(preview).toMatchObject({ code: 0, stderr: expect.stringContaining(warning) });
});
