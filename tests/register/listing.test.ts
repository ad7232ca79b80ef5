import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PracticePage } from '@registry/contract';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const odsCodes = inventedCodes(25);
const icb = { role: 'icb', org: 'Z01' } as const;
const national = { role: 'national', org: 'X26' } as const;

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(
    register,
    'Z01',
    odsCodes.map((odsCode) => ({ odsCode })),
  );
  await loadIcb(register, 'Z02', [{ odsCode: 'Z09999' }]);
});
afterAll(() => register.stop());

async function pageOf(parameters: string): Promise<PracticePage> {
  const answer = await register.request(icb, 'GET', `/practices?${parameters}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as PracticePage;
}

test('pages hold each practice once, by ODS code, and the last has no cursor', async () => {
  const listed: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOf(`limit=10${cursor ? `&cursor=${cursor}` : ''}`);
    listed.push(page.practices.map(({ odsCode }) => odsCode));
    cursor = page.cursor;
  } while (cursor);
  expect(listed.map(({ length }) => length)).toEqual([10, 10, 5]);
  expect(listed.flat()).toEqual(odsCodes);
  expect(await pageOf('limit=25')).not.toHaveProperty('cursor');
});

test('a page goes on where it was though the practice it ended on is gone', async () => {
  const { cursor } = await pageOf('limit=10');
  await loadIcb(
    register,
    'Z01',
    odsCodes.filter((_, index) => index !== 9).map((odsCode) => ({ odsCode })),
  );
  const rest = await pageOf(`limit=500&cursor=${cursor!}`);
  expect(rest.practices.map(({ odsCode }) => odsCode)).toEqual(odsCodes.slice(10));
  await loadIcb(
    register,
    'Z01',
    odsCodes.map((odsCode) => ({ odsCode })),
  );
  expect((await pageOf('')).practices).toHaveLength(25);
});

test('a cursor of another question, or of nobody’s, is refused', async () => {
  const exposure = await register.as(icb).exposurePage({ products: ['emis-web'], limit: 5 });
  const other = await register.as(icb).exposurePage({ products: ['systmone'], limit: 5 });
  const { cursor } = await pageOf('limit=10');
  for (const path of [
    `/practices?cursor=${exposure.cursor!}`,
    '/practices?cursor=made-up',
    `/exposure?product=emis-web&cursor=${cursor!}`,
    `/exposure?product=emis-web&cursor=${other.cursor!}`,
    `/exposure?product=emis-web&state=hit&cursor=${exposure.cursor!}`,
  ]) {
    const answer = await register.request(icb, 'GET', path);
    expect([path, answer.status, await answer.json()]).toEqual([
      path,
      400,
      expect.objectContaining({ errors: [expect.objectContaining({ path: 'cursor' })] }),
    ]);
  }
});

test.each([
  ['limit=0', 'limit'],
  ['limit=501', 'limit'],
  ['limit=ten', 'limit'],
  ['limit=5&limit=6', 'limit'],
  ['page=2', ''],
])('%s is refused with its path', async (parameters, path) => {
  const answer = await register.request(icb, 'GET', `/practices?${parameters}`);
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({
      errors: [expect.objectContaining({ path: expect.stringMatching(`^${path}`) })],
    }),
  ]);
});

test('exposure follows a registration at once, for every asker, cold and warm', async () => {
  const odsCode = odsCodes[0]!;
  const client = register.as({ role: 'practice', org: odsCode });
  const hits = async () => {
    const asked = [icb, national].flatMap((who) => [
      register.as(who).exposurePage({ products: ['systmone'], state: 'hit' }),
      // Several at once, so that more than one warm instance is asked.
      register.as(who).exposurePage({ products: ['systmone'], state: 'hit' }),
    ]);
    const answers = (await Promise.all(asked)).map(({ practices, totals }) => {
      expect(practices).toHaveLength(totals.hit);
      return practices.some((practice) => practice.odsCode === odsCode);
    });
    expect(new Set(answers).size).toBe(1);
    return answers[0]!;
  };
  expect(await hits()).toBe(false);
  for (const round of ['warm', 'warm', 'cold']) {
    for (const product of ['systmone', 'emis-web']) {
      await client.registerPractice(odsCode, {
        systems: [{ role: 'clinical-system', product }],
        contacts: [],
      });
      if (round === 'cold') await register.cloud.kill('query-exposure');
      expect(await hits()).toBe(product === 'systmone');
    }
  }
});
