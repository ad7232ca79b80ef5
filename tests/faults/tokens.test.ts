import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [own] = inventedCodes(1) as [string];
const icb = { role: 'icb', org: 'Z01' } as const;
const HOUR = 3_600_000;

let register: RunningRegister;
let another: RunningRegister;
beforeAll(async () => {
  [register, another] = await Promise.all([startRegister(), startRegister()]);
  await loadIcb(register, 'Z01', [{ odsCode: own }]);
});
afterAll(() => Promise.all([register.stop(), another.stop()]));

async function answerTo(authorization: string | undefined) {
  const answer = await register.request(undefined, 'GET', `/practices/${own}`, {
    ...(authorization !== undefined && { headers: { authorization } }),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: await answer.json(),
  };
}
const unauthorized = {
  status: 401,
  type: expect.stringContaining('application/json'),
  body: { message: 'Unauthorized' },
};

/** A token with its claims changed and its signature left. */
function altered(token: string, change: object, header: object = {}): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const part = (encoded: string, more: object) =>
    Buffer.from(
      JSON.stringify({
        ...(JSON.parse(Buffer.from(encoded, 'base64url').toString()) as object),
        ...more,
      }),
    ).toString('base64url');
  return [part(head, header), part(payload, change), signature].join('.');
}

test('a token that is missing, not one, altered, unsigned or another’s is 401 in the gateway’s own words', async () => {
  const token = await register.cloud.token(icb);
  expect(await answerTo(`Bearer ${token}`)).toMatchObject({ status: 200 });
  const foreign = await another.cloud.token(icb);
  const issuer = `${register.cloud.url}/identity`;
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    'Bearer made-up',
    `Basic ${Buffer.from('admin:admin').toString('base64')}`,
    `Bearer ${altered(token, { org: 'Z02' })}`,
    `Bearer ${altered(token, {}, { alg: 'none' }).replace(/[^.]*$/, '')}`,
    `Bearer ${foreign}`,
    `Bearer ${altered(foreign, { iss: issuer })}`,
  ]) {
    expect([authorization, await answerTo(authorization)]).toEqual([authorization, unauthorized]);
  }
});

test.each([
  { role: 'practice', org: 'Z01' },
  { role: 'admin', org: 'X26' },
])('%j gets no token', async (claims) => {
  const answer = await fetch(`${register.cloud.url}/identity/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(claims),
  });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: 'invalid_request', error_description: expect.stringContaining('role') },
  ]);
});

test('nobody but NHS England has the national role, whatever a token says', async () => {
  const token = await register.cloud.token({ role: 'national', org: 'Z01' });
  for (const path of ['/exposure?product=emis-web', '/icbs', `/practices/${own}`]) {
    const answer = await register.request(undefined, 'GET', path, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ detail: 'Only X26 has the national role' }),
    ]);
  }
});

test('a token lasts an hour by the clock; credentials of warm functions are renewed when theirs end', async () => {
  const token = await register.cloud.token(icb);
  expect(await answerTo(`Bearer ${token}`)).toMatchObject({ status: 200 });
  register.cloud.clock.advance(HOUR - 60_000);
  expect(await answerTo(`Bearer ${token}`)).toMatchObject({ status: 200 });
  register.cloud.clock.advance(120_000);
  expect(await answerTo(`Bearer ${token}`)).toEqual(unauthorized);
  const renewed = await register.cloud.token(icb);
  expect(await answerTo(`Bearer ${renewed}`)).toMatchObject({ status: 200 });
  register.cloud.clock.advance(30 * 24 * HOUR);
  const { practice } = await register
    .as({ role: 'practice', org: own })
    .registerPractice(own, { systems: [], contacts: [] });
  expect(new Date(practice.declared!.at).getTime()).toBeGreaterThan(Date.now() + 29 * 24 * HOUR);
});
