import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { IcbCode, OdsCode, tenantOfItem } from '@registry/domain';
import type { RosterRow, Tenant } from '@registry/domain';
import {
  checkRosters,
  decodeRoster,
  encodeRoster,
  openDatabase,
  rebuildRoster,
} from '@registry/storage';
import * as z from 'zod';
import { readAssembly } from '../../packages/local-cloud/src/template/assembly.ts';
import { readDeployment } from '../../packages/local-cloud/src/template/deployment.ts';
import { inventedCodes, inventedDirectory, loader, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';

const codes = inventedCodes(12);
const [, missing, differing, extra] = codes as [string, string, string, string];
const icb = { role: 'icb', org: 'Z01' } as const;
const national = { role: 'national', org: 'X26' } as const;
const practiceBody = (product = 'systmone') => ({
  systems: [{ role: 'clinical-system', product }],
  contacts: [{ name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' }],
});

let register: RunningRegister;
/** DynamoDB as `rebuild-roster` may use it: it alone may write any ICB's roster. */
let store: DynamoDBClient;
let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  register = await startRegister();
  const { functions } = readDeployment(await readAssembly(assembly), 'http://127.0.0.1', {});
  ({ environment } = functions.find(({ folder }) => folder === 'rebuild-roster')!);
  store = new DynamoDBClient(register.cloud.credentialsOf('rebuild-roster'));
  await loadIcb(
    register,
    'Z01',
    codes.map((odsCode) => ({ odsCode })),
  );
  await loadIcb(register, 'Z02', [{ odsCode: 'Z09001' }]);
  await register.as(icb).registerPractice(codes[0]!, practiceBody());
});
afterAll(async () => {
  store.destroy();
  await register.stop();
});
beforeEach(async () => {
  await register.as(loader).rebuildRoster('Z01');
});

type Item = Record<string, AttributeValue>;
const keyOf = (code: string, sk: string) => ({ pk: { S: `ICB#${code}#ROSTER` }, sk: { S: sk } });
const table = () => environment['REGISTRY_TABLE']!;

async function heldItem(code = 'Z01'): Promise<Item> {
  const { Item: item } = await store.send(
    new GetItemCommand({ TableName: table(), Key: keyOf(code, 'ROSTER'), ConsistentRead: true }),
  );
  return item!;
}

/** Puts attributes in place of those that the roster's item has. */
async function damage(attributes: Item, code = 'Z01'): Promise<void> {
  const Item = { ...attributes, ...keyOf(code, 'ROSTER') };
  await store.send(new PutItemCommand({ TableName: table(), Item }));
}

/** Changes the rows behind everybody's back: their version says that nothing has changed. */
async function drift(change: (rows: readonly RosterRow[]) => RosterRow[]): Promise<void> {
  const item = await heldItem();
  const roster = decodeRoster(tenant(), 1, 1, item['rows']!.B!);
  const rows = encodeRoster({ name: roster.name, rows: change(roster.rows) });
  await damage({ ...item, rows: { B: rows } });
}

const tenant = (): Tenant => tenantOfItem(IcbCode.parse('Z01'));

/** What the nightly check logs. */
async function checked(): Promise<unknown[]> {
  const before = register.cloud.logs().length;
  await register.cloud.invoke('check-rosters', {});
  return register.cloud
    .logs()
    .slice(before)
    .filter((line) => line.startsWith('check-rosters'))
    .map((line): unknown => JSON.parse(line.slice(line.indexOf('{'))));
}

const allIsWell = [expect.objectContaining({ message: 'rosters checked', wrong: 0 })];
const exposure = (who: typeof icb | typeof national = icb) =>
  register.request(who, 'GET', '/exposure?product=emis-web&icb=Z01');
const practices = async () => {
  const answer = await exposure();
  return z.object({ practices: z.array(z.looseObject({})) }).parse(await answer.json()).practices;
};

describe('a roster that is not whole', () => {
  test.each<[string, (item: Item) => Item]>([
    ['its bytes are rubbish', (item) => ({ ...item, rows: { B: Buffer.from('rubbish') } })],
    ['its codec is unknown', (item) => ({ ...item, codec: { N: '99' } })],
    ['its item has nothing but a key', () => ({})],
    ['its version is not the VERSION item’s', (item) => ({ ...item, version: { N: '900' } })],
  ])('%s: the check reports it, and the command makes it again', async (_, spoil) => {
    const before = await practices();
    await damage(spoil(await heldItem()));
    await register.cloud.kill('query-exposure');
    expect(await checked()).toEqual([
      expect.objectContaining({ message: 'roster unreadable', icb: 'Z01' }),
      expect.objectContaining({ message: 'rosters checked', wrong: 1 }),
    ]);

    const ran = await register.registry('rebuild-roster', '--icb', 'z01');
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('12 practices') });
    expect(ran.stderr).toContain('Reading the records of Z01');
    expect(await checked()).toEqual(allIsWell);
    expect(await practices()).toEqual(before);
    const again = await register.as(icb).registerPractice(codes[5]!, practiceBody());
    expect(again.practice.version).toBeGreaterThan(1);
    await register.as(icb).registerPractice(codes[5]!, { systems: [], contacts: [] });
    expect(await checked()).toEqual(allIsWell);
  });

  test('nobody can ask about it meanwhile, and everybody else can be asked about', async () => {
    await damage({ ...(await heldItem()), rows: { B: Buffer.from('rubbish') } });
    await register.cloud.kill('query-exposure');
    expect((await exposure()).status).toBe(503);
    const england = await register.request(national, 'GET', '/exposure/summary?product=emis-web');
    expect([england.status, await england.json()]).toEqual([
      200,
      expect.objectContaining({
        unavailable: [{ icb: 'Z01', name: 'Fictional Z01' }],
        totals: expect.objectContaining({ practices: 1 }),
      }),
    ]);
    const logged = register.cloud.logs().filter((line) => line.startsWith('query-exposure'));
    expect(logged.join('\n')).toMatch(/"message":"roster unreadable".*"icb":"Z01"/);
  });
});

test('a roster that has drifted is reported practice by practice, without contacts, and mended', async () => {
  const before = await practices();
  await drift((rows) => [
    ...rows
      .filter(({ odsCode }) => odsCode !== missing)
      .map((row) => (row.odsCode === differing ? { ...row, listSize: 1 } : row)),
    { ...rows[0]!, odsCode: OdsCode.parse('Z08001') },
  ]);
  const lines = await checked();
  expect(lines).toEqual([
    expect.objectContaining({
      message: 'roster drift',
      icb: 'Z01',
      missing: { count: 1, odsCodes: [missing] },
      extra: { count: 1, odsCodes: ['Z08001'] },
      differing: { count: 1, odsCodes: [differing] },
    }),
    expect.objectContaining({ message: 'rosters checked', wrong: 1 }),
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/Fictional|7700/);

  const { version } = z
    .object({ version: z.object({ N: z.coerce.number() }) })
    .parse(await heldItem());
  const mended = {
    icb: 'Z01',
    practices: 12,
    changed: [missing, differing],
    extra: ['Z08001'],
    version: version.N + 1,
  };
  const client = register.as(loader);
  expect(await client.rebuildRoster('Z01')).toEqual(mended);
  expect(await practices()).toEqual(before);
  expect(await checked()).toEqual(allIsWell);
  expect(await client.rebuildRoster('Z01')).toEqual({ ...mended, changed: [], extra: [] });
});

test('a roster without its VERSION, left where a load was cut short, goes on from its own', async () => {
  const directory = inventedDirectory('Fictional Z03', [{ odsCode: 'Z07001' }]);
  register.cloud.faults.next({
    service: 'lambda',
    operation: 'load-directory',
    kind: 'kill',
    ofOperation: 'TransactWriteItems',
    when: 'before',
  });
  await register.request(loader, 'PUT', '/icbs/Z03/directory', { body: directory });
  expect(await checked()).toEqual(allIsWell);
  await damage({ version: { N: '7' } }, 'Z03');
  const client = register.as(loader);
  expect(await client.rebuildRoster('Z03')).toMatchObject({ practices: 0, version: 8 });
  expect(await client.putDirectory('Z03', directory)).toMatchObject({ created: 1 });
  expect(await checked()).toEqual(allIsWell);
});

/**
 * A database as a function has it, in which something happens once, before or after the first
 * command of that name.
 */
function databaseOf(
  functionName: 'rebuild-roster' | 'check-rosters',
  moment: 'before' | 'after',
  command: string,
  meanwhile: () => Promise<unknown>,
) {
  const client = new DynamoDBClient(register.cloud.credentialsOf(functionName));
  let happened = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const now = context['commandName'] === command && !happened;
      if (now) happened = true;
      if (now && moment === 'before') await meanwhile();
      const answer = await next(args);
      if (now && moment === 'after') await meanwhile();
      return answer;
    },
    { step: 'initialize' },
  );
  return openDatabase(client, environment, () => undefined);
}

test('a practice registered between the scan and the write is not lost', async () => {
  await drift((rows) => rows.filter(({ odsCode }) => odsCode !== missing));
  const database = databaseOf('rebuild-roster', 'before', 'TransactWriteItemsCommand', () =>
    register.as(icb).registerPractice(extra, practiceBody()),
  );
  const entry = () => ({
    at: new Date().toISOString(),
    id: `${Math.random()}`,
    act: 'roster rebuilt',
    by: { role: 'national' as const, org: 'X26', subject: '' },
  });
  await rebuildRoster(database, tenant(), 'Fictional Z01', entry);
  const state = new Map((await practices()).map((each) => [each['odsCode'], each['state']]));
  expect([state.size, state.get(missing), state.get(extra)]).toEqual([12, 'hit', 'not-hit']);
  expect(await checked()).toEqual(allIsWell);
});

test('a practice registered while the check reads is no drift', async () => {
  const database = databaseOf('check-rosters', 'after', 'ScanCommand', () =>
    register.as(icb).registerPractice(codes[4]!, practiceBody()),
  );
  const { findings, unchecked } = await checkRosters(database);
  expect([findings, unchecked]).toEqual([[], []]);
});

test.each([
  ['an ICB', icb],
  ['a practice', { role: 'practice', org: codes[0]! } as const],
  ['NHS England without the scope', national],
])('%s may not', async (_, who) => {
  expect((await register.request(who, 'POST', '/icbs/Z01/roster')).status).toBe(403);
});

test('an ICB that the register does not know is not found', async () => {
  const answer = await register.request(loader, 'POST', '/icbs/QZZ/roster');
  expect([answer.status, await answer.json()]).toEqual([
    404,
    expect.objectContaining({ detail: 'There is no ICB QZZ here' }),
  ]);
  const ran = await register.registry('rebuild-roster', '--icb', 'QZZ');
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('no ICB QZZ') });
  expect((await register.registry('rebuild-roster', '--icb', 'nonsense')).code).toBe(2);
});

test('the check runs by itself at night', async () => {
  await damage({ ...(await heldItem()), rows: { B: Buffer.from('rubbish') } });
  const before = register.cloud.logs().length;
  register.cloud.clock.advance(24 * 3_600_000);
  await register.cloud.settled();
  const logged = register.cloud.logs().slice(before);
  expect(logged.filter((line) => line.startsWith('check-rosters')).join('\n')).toMatch(
    /"message":"roster unreadable".*"icb":"Z01"/,
  );
});
