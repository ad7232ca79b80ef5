import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import { readAssembly } from '../../packages/local-cloud/src/template/assembly.ts';
import { readDeployment } from '../../packages/local-cloud/src/template/deployment.ts';
import { inventedCodes, loader, loadIcb } from '../set-up/directory-builder.ts';
import { declare, emisDown, registerContacts, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';

const icb = { role: 'icb', org: 'Z01' } as const;
const england = { role: 'national', org: 'X26' } as const;
const [stays, leaves, other, joins] = inventedCodes(4) as [string, string, string, string];
const [abroad] = inventedCodes(1, 900) as [string];
const clinicalSystem = (product: string) => [{ role: 'clinical-system', product }];
/** Roles that EMIS Web takes with it where nothing but the national services is known. */
const roles = ['clinical-system', 'electronic-prescriptions', 'referrals'];
const quietly = { notify: 'none' };

let register: RunningRegister;
let local: OutageId;
let national: OutageId;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [
    { odsCode: stays },
    { odsCode: leaves },
    { odsCode: other, clinicalSystem: 'systmone' },
  ]);
  await loadIcb(register, 'Z02', [{ odsCode: abroad }]);
  local = await declare(register, 'Z01', quietly);
  national = await declare(register, england, { ...quietly, icbs: ['Z01', 'Z02'] });
});
afterAll(() => register.stop());

const exposureOf = async (who: typeof icb | typeof england, id: OutageId) =>
  (await register.as(who).board(id)).exposure!;

test('when just declared, now is as then and nothing has changed', async () => {
  for (const [who, id, totals] of [
    [icb, local, { practices: 3, hit: 2, notHit: 1 }],
    [icb, national, { practices: 3, hit: 2, notHit: 1 }],
    [england, national, { practices: 4, hit: 3, notHit: 1 }],
  ] as const) {
    const { declared, now, changes } = await exposureOf(who, id);
    expect(declared.totals).toMatchObject(totals);
    expect(now?.totals).toEqual(declared.totals);
    expect(now!.at > declared.at).toBe(true);
    expect(changes).toEqual([]);
  }
});

test('a practice changes its clinical system: then and now differ by it, and by it alone', async () => {
  await registerContacts(register, leaves, [], clinicalSystem('systmone'));
  const was = { state: 'hit', effect: 'unavailable', roles };
  const change = {
    odsCode: leaves,
    name: `Surgery ${leaves}`,
    was,
    is: { state: 'not-hit', effect: null, roles: [] },
  };
  for (const [who, id, hit] of [
    [icb, local, 2],
    [icb, national, 2],
    [england, national, 3],
  ] as const) {
    const { declared, now, changes } = await exposureOf(who, id);
    expect([declared.totals.hit, now?.totals.hit]).toEqual([hit, hit - 1]);
    expect(changes).toEqual([change]);
  }
});

test('what is hit otherwise than before is a change, though it is hit as before', async () => {
  await registerContacts(
    register,
    stays,
    [],
    [...clinicalSystem('emis-web'), { role: 'pathology', product: 'ice' }],
  );
  const { changes } = await exposureOf(icb, local);
  expect(changes?.map(({ odsCode, was, is }) => [odsCode, was?.roles, is?.roles])).toEqual([
    [stays, roles, [...roles, 'pathology'].sort()],
    [leaves, roles, []],
  ]);
});

test('who joins and who leaves the ICB meanwhile has no then, or no now', async () => {
  await loadIcb(register, 'Z01', [{ odsCode: stays }, { odsCode: leaves }, { odsCode: joins }]);
  const { declared, now, changes } = await exposureOf(icb, local);
  expect([declared.totals.practices, now?.totals.practices]).toEqual([3, 3]);
  expect(changes?.slice(2)).toEqual([
    {
      odsCode: other,
      name: `Surgery ${other}`,
      is: null,
      was: { state: 'not-hit', effect: null, roles: [] },
    },
    {
      odsCode: joins,
      name: `Surgery ${joins}`,
      was: null,
      is: expect.objectContaining({ state: 'hit' }),
    },
  ]);
});

test('then is the declaration, whatever updates have said since', async () => {
  await update(register, 'Z01', local, quietly);
  const { declared, changes } = await exposureOf(icb, local);
  expect(declared.totals).toMatchObject({ practices: 3, hit: 2 });
  expect(changes).toHaveLength(4);
  const { updates } = await register.as(icb).readOutage(local);
  expect(updates.map(({ totals }) => totals.hit)).toEqual([2, 2]);
});

test('of practices that the outage names, no other is a change', async () => {
  await update(register, 'Z01', local, { ...quietly, status: 'resolved' });
  const named = await declare(register, 'Z01', { ...quietly, practices: [stays, joins] });
  await registerContacts(register, leaves, [], clinicalSystem('emis-web'));
  expect(await exposureOf(icb, named)).toMatchObject({
    declared: { totals: { practices: 2, hit: 2 } },
    now: { totals: { practices: 2 } },
    changes: [],
  });
});

test('a product declared as degraded degrades, then and now', async () => {
  const poor = { products: ['eps'], effects: { eps: 'degraded' }, reach: 'some' };
  const id = await declare(register, 'Z01', { ...quietly, ...poor });
  const { outage, practices, exposure } = await register.as(icb).board(id);
  expect(outage).toMatchObject(poor);
  expect(new Set(practices.map(({ effect }) => effect))).toEqual(new Set(['degraded']));
  expect(exposure).toMatchObject({ declared: { totals: { hit: 3 } }, changes: [] });
  const body = { ...emisDown, products: ['spine'], effects: { 'emis-web': 'degraded' } };
  const refused = await register.request(icb, 'POST', '/outages', { body });
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { errors: [{ path: 'effects' }] },
  ]);
});

test('while the roster cannot be read the board is answered without “now”', async () => {
  const { functions } = readDeployment(await readAssembly(assembly), 'http://127.0.0.1', {});
  const { environment } = functions.find(({ folder }) => folder === 'rebuild-roster')!;
  const TableName = environment['REGISTRY_TABLE']!;
  const Key = { pk: { S: 'ICB#Z01#ROSTER' }, sk: { S: 'ROSTER' } };
  const store = new DynamoDBClient(register.cloud.credentialsOf('rebuild-roster'));
  const { Item } = await store.send(new GetItemCommand({ TableName, Key }));
  const rows = { B: Buffer.from('rubbish') };
  await store.send(new PutItemCommand({ TableName, Item: { ...Item, ...Key, rows } }));
  store.destroy();
  await register.cloud.kill('read-board');

  for (const [who, id, hit] of [
    [icb, local, 2],
    [england, national, 3],
  ] as const) {
    const board = await register.as(who).board(id);
    expect(board.outage.id).toBe(id);
    expect(board.exposure).toMatchObject({
      declared: { totals: { hit } },
      now: null,
      changes: null,
    });
  }
  await register.as(loader).rebuildRoster('Z01');
  expect((await exposureOf(icb, local)).changes).not.toBeNull();
  expect(register.cloud.refusals).toEqual([]);
});
