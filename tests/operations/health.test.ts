import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
});
afterAll(() => register.stop());

test('answers that it is alive to anyone, and nothing else without a token', async () => {
  const health = await register.request(undefined, 'GET', '/health');
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
  const icbs = await register.request(undefined, 'GET', '/icbs');
  expect([icbs.status, await icbs.json()]).toEqual([401, { message: 'Unauthorized' }]);
  const nowhere = await register.request(undefined, 'GET', '/nowhere');
  expect([nowhere.status, await nowhere.json()]).toEqual([404, { message: 'Not Found' }]);
});
