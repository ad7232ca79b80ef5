import { expect, test } from '@jest/globals';
import { createAssess, ProductId } from '@registry/domain';
import type { ProductId as Id, RecordedRole, Role } from '@registry/domain';
import { catalogue } from './catalogue.ts';

const records = (role: Role, product: string): RecordedRole => ({
  role,
  products: [ProductId.parse(product)],
  contradictory: false,
  provenance: 'declared',
});

/**
 * Roles touched at a practice by one product down on 19 July 2024, each with its effect and chain.
 */
function touched(product: string, roles: RecordedRole[]): Record<string, string> {
  const affected = [{ product: ProductId.parse(product), effect: 'unavailable' as const }];
  const { impacts } = createAssess(catalogue, affected, '2024-07-19')(roles);
  return Object.fromEntries(
    impacts.map(({ role, effect, because }) => [role, `${effect}: ${because.join(' > ')}`]),
  );
}

const onEmis = [
  records('clinical-system', 'emis-web'),
  records('online-consultation', 'econsult'),
  records('patient-messaging', 'accurx-messaging'),
];
const onSystmOne = [records('clinical-system', 'systmone'), ...onEmis.slice(1)];

test('19 July 2024: CrowdStrike takes EMIS Web, and with it what needs the clinical system', () => {
  const through = 'crowdstrike-falcon > emis-web > clinical-system';
  expect(touched('crowdstrike-falcon', onEmis)).toEqual({
    'clinical-system': 'unavailable: crowdstrike-falcon > emis-web',
    'online-consultation': `unsafe: ${through} > econsult`,
    'patient-messaging': `unsafe: ${through} > accurx-messaging`,
    'electronic-prescriptions': `unavailable: ${through} > eps`,
    referrals: `degraded: ${through} > nhs-111-booking`,
  });
  expect(touched('crowdstrike-falcon', onSystmOne)).toEqual({});
});

test('the read-only viewer of EMIS survives the loss of EMIS Web and of CrowdStrike', () => {
  const viewer: Id = ProductId.parse('emis-x-bc');
  expect(catalogue.dependencies.filter(({ from }) => from === viewer)).toEqual([]);
});

test('Microsoft 365 takes NHSmail, and the Spine takes EPS and NHS 111 booking, at every practice', () => {
  expect(touched('microsoft-365', onSystmOne)).toEqual({
    email: 'unavailable: microsoft-365 > nhsmail',
  });
  expect(touched('spine', onSystmOne)).toEqual({
    'electronic-prescriptions': 'unavailable: spine > eps',
    referrals: 'unavailable: spine > gp-connect > nhs-111-booking',
  });
});

test('the network takes the clinical system and email with it', () => {
  expect(touched('hscn', onSystmOne)).toMatchObject({
    network: 'unavailable: hscn',
    'clinical-system': 'unavailable: hscn > network > systmone',
    email: 'unavailable: hscn > network > nhsmail',
  });
});

test('no reader can change it for the others', () => {
  expect(() => catalogue.products.pop()).toThrow(TypeError);
  expect(() => catalogue.products[0]?.roles.push('email')).toThrow(TypeError);
});
