import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [odsCode = ''] = inventedCodes(1);
const icb = { role: 'icb', org: 'Z01' } as const;
const national = { role: 'national', org: 'X26' } as const;
const query = { products: ['crowdstrike-falcon'] };
let register: RunningRegister;

beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [{ odsCode, clinicalSystem: 'systmone' }]);
  await register.as(icb).registerPractice(odsCode, {
    systems: [{ role: 'endpoint-security', product: 'crowdstrike-falcon' }],
    contacts: [],
  });
});
afterAll(() => register.stop());

test('an ICB sees what protects its practices', async () => {
  const [practice] = (await register.as(icb).exposurePage(query)).practices;
  expect(practice).toMatchObject({ state: 'hit', impacts: [{ role: 'endpoint-security' }] });
});

test('NHS England is told that it is not recorded', async () => {
  const [practice] = (await register.as(national).exposurePage(query)).practices;
  expect(practice).toMatchObject({
    state: 'unknown',
    impacts: [],
    unknownRoles: [{ role: 'endpoint-security', reason: 'not-recorded' }],
  });
});
