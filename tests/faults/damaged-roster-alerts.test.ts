import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readAssembly } from '../../packages/local-cloud/src/template/assembly.ts';
import { readDeployment } from '../../packages/local-cloud/src/template/deployment.ts';
import { inventedCodes, loader, loadIcb } from '../set-up/directory-builder.ts';
import { addressees, declare, messages, registerContacts } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';

const england = { role: 'national', org: 'X26' } as const;
const [damaged, sound] = inventedCodes(2) as [string, string];
const mobileOf = (odsCode: string) => `+44770090010${odsCode.slice(-1)}`;

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  for (const [icb, odsCode] of [
    ['Z01', damaged],
    ['Z02', sound],
  ] as const) {
    await loadIcb(register, icb, [{ odsCode }]);
    const contact = { name: 'Sam Fictional', role: 'Manager', mobile: mobileOf(odsCode) };
    await registerContacts(register, odsCode, [contact]);
  }
});
afterAll(() => register.stop());

/** Puts rubbish in place of the rows of an ICB's roster, as only `rebuild-roster` may write it. */
async function damage(icb: string): Promise<void> {
  const { functions } = readDeployment(await readAssembly(assembly), 'http://127.0.0.1', {});
  const rebuild = functions.find(({ folder }) => folder === 'rebuild-roster');
  const store = new DynamoDBClient(register.cloud.credentialsOf('rebuild-roster'));
  const { REGISTRY_TABLE: TableName } = rebuild!.environment;
  const key = { pk: { S: `ICB#${icb}#ROSTER` }, sk: { S: 'ROSTER' } };
  const rubbish = { version: { N: '1' }, codec: { N: '1' }, rows: { B: new Uint8Array([1, 2]) } };
  await store.send(new PutItemCommand({ TableName: TableName!, Item: { ...key, ...rubbish } }));
  store.destroy();
}

test('a roster that cannot be read keeps no other ICB from being alerted, and its own are once it is mended', async () => {
  await damage('Z01');
  await declare(register, england);
  expect(addressees(messages(register))).toEqual([`sms ${mobileOf(sound)}`]);
  await register.as(loader).rebuildRoster('Z01');
  register.cloud.clock.advance(3 * 60_000);
  await register.cloud.settled();
  expect(addressees(messages(register))).toEqual(
    [`sms ${mobileOf(damaged)}`, `sms ${mobileOf(sound)}`].sort(),
  );
});
