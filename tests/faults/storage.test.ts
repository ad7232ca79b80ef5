import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Problem } from '@registry/contract';
import { inventedCodes, inventedDirectory, loader, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const codes = inventedCodes(40);
const icb = { role: 'icb', org: 'Z01' } as const;
type Fault = Parameters<RunningRegister['cloud']['faults']['next']>[0];

let register: RunningRegister;
let fresh = 0;
/** A practice that no test before has touched. */
let odsCode: string;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(
    register,
    'Z01',
    codes.map((code) => ({ odsCode: code })),
  );
});
beforeEach(() => {
  while (stillDue('TransactWriteItems'));
  odsCode = codes[fresh]!;
  fresh += 1;
});
afterAll(() => register.stop());

const body = {
  systems: [{ role: 'clinical-system', product: 'systmone' }],
  contacts: [{ name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' }],
};
const order = (fault: Omit<Fault, 'service'>) => {
  register.cloud.faults.next({ service: 'dynamodb', ...fault });
};
/**
 * True when a call of that operation still has a fault coming: the test then did not do what it
 * says.
 */
const stillDue = (operation: string) => register.cloud.faults.take('dynamodb', operation);
const put = (headers: Record<string, string> = {}) =>
  register.request({ role: 'practice', org: odsCode }, 'PUT', `/practices/${odsCode}`, {
    body,
    headers,
  });
const version = async () => (await register.as(icb).readPractice(odsCode)).practice.version;
/** Whether the roster, which exposure is worked out from, has what was declared. */
async function rostered(): Promise<boolean> {
  const { practices } = await register
    .as(icb)
    .exposurePage({ products: ['systmone'], state: 'hit', limit: 2000 });
  return practices.some((practice) => practice.odsCode === odsCode);
}

describe('a passing fault of the store is not felt, and nothing is done twice', () => {
  test.each<[string, Omit<Fault, 'service'>]>([
    ['a throttled write', { operation: 'TransactWriteItems', kind: 'throttle', times: 2 }],
    ['a failed write', { operation: 'TransactWriteItems', kind: 'fail' }],
    ['a throttled read', { operation: 'GetItem', kind: 'throttle', times: 2 }],
    ['a failed read', { operation: 'GetItem', kind: 'fail' }],
    ['a read whose answer is lost', { operation: 'GetItem', kind: 'drop' }],
    ['a slow write', { operation: 'TransactWriteItems', kind: 'delay', delayMs: 300 }],
    [
      'another transaction on the roster',
      { operation: 'TransactWriteItems', kind: 'conflict', touching: 'ROSTER', times: 3 },
    ],
    [
      'another transaction on the record',
      { operation: 'TransactWriteItems', kind: 'conflict', touching: 'PRACTICE' },
    ],
    ['a write whose answer is lost', { operation: 'TransactWriteItems', kind: 'drop' }],
  ])('%s', async (_, fault) => {
    order(fault);
    const answer = await put({ 'if-match': '"1"' });
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"2"']);
    expect(stillDue(fault.operation)).toBeUndefined();
    expect([await version(), await rostered()]).toEqual([2, true]);
  });

  test('the role’s credentials failing once', async () => {
    await register.cloud.kill('register-practice');
    register.cloud.faults.next({ service: 'sts', operation: 'AssumeRole', kind: 'fail' });
    expect((await put()).status).toBe(200);
    expect(await version()).toBe(2);
  });

  test('a confirmation whose answer is lost', async () => {
    order({ operation: 'TransactWriteItems', kind: 'drop' });
    const answer = await register.request(icb, 'POST', `/practices/${odsCode}/confirmation`, {
      headers: { 'idempotency-key': 'lost' },
    });
    expect([answer.status, await version()]).toEqual([200, 2]);
  });
});

test('a roster that stays in conflict is 503 in our words, nothing is written, and the next try succeeds', async () => {
  order({ operation: 'TransactWriteItems', kind: 'conflict', touching: 'ROSTER', times: 12 });
  const answer = await put();
  expect([answer.status, await answer.json()]).toEqual([
    503,
    expect.objectContaining({ detail: expect.stringContaining('try again') }),
  ]);
  expect(stillDue('TransactWriteItems')).toBeUndefined();
  expect([await version(), await rostered()]).toEqual([1, false]);
  expect((await put()).status).toBe(200);
  expect([await version(), await rostered()]).toEqual([2, true]);
});

test('a store that stays down is an opaque 500 whose correlation id is in the log; nothing is written', async () => {
  order({ operation: 'TransactWriteItems', kind: 'fail', times: 20 });
  const answer = await put();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    500,
    'application/problem+json',
  ]);
  const problem = (await answer.json()) as Problem;
  expect(problem).toEqual({
    type: 'about:blank',
    title: 'Something went wrong here',
    status: 500,
    code: 'unexpected',
    detail: 'It has been recorded. Quote the correlation id when you report it',
    correlationId: expect.stringMatching(/^\S{8,}$/),
  });
  const logged = register.cloud.logs().filter((line) => line.includes(problem.correlationId!));
  expect(logged.join('\n')).toMatch(/"level":"ERROR".*InternalServerError/s);
  expect(logged.join('\n')).not.toMatch(/Fictional|7700/);
  while (stillDue('TransactWriteItems'));
  expect(await version()).toBe(1);
});

test('killed in the middle of an import: the gateway’s own words, and the import again completes it', async () => {
  const many = inventedCodes(250, 1001);
  const directory = inventedDirectory(
    'Fictional Z02',
    many.map((code) => ({ odsCode: code })),
  );
  const listed = async () => {
    const them = register.as({ role: 'icb', org: 'Z02' });
    return (await them.exposureSummary({ products: ['emis-web'] })).totals.practices;
  };
  order({ operation: 'TransactWriteItems', kind: 'delay', delayMs: 400, times: 6 });
  const importing = register.request(loader, 'PUT', '/icbs/Z02/directory', { body: directory });
  let over = false;
  void importing.finally(() => (over = true));
  while ((await listed()) === 0) expect(over).toBe(false);
  await register.cloud.kill('load-directory');
  const answer = await importing;
  expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  const held = await listed();
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(many.length);

  while (stillDue('TransactWriteItems'));
  const receipt = await register.as(loader).putDirectory('Z02', directory);
  // A write that was on its way when the function died may have landed since: it is whole, and not
  // written again.
  const { practices, created, unchanged } = receipt;
  expect([practices, created + unchanged]).toEqual([250, 250]);
  expect(created).toBeGreaterThan(0);
  expect(unchanged).toBeGreaterThanOrEqual(held);
  const codesListed: string[] = [];
  for await (const practice of register.as({ role: 'icb', org: 'Z02' }).listPractices())
    codesListed.push(practice.odsCode);
  expect(codesListed).toEqual(many);
  expect(await listed()).toBe(250);
  expect(await register.as(loader).putDirectory('Z02', directory)).toMatchObject({
    created: 0,
    changed: 0,
    unchanged: 250,
  });
});
