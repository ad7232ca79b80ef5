import { expect, test } from '@jest/globals';
import { IcbCode, OdsCode } from '../words/codes.ts';
import { ProductId } from '../catalogue/product.ts';
import { isPrivate, seenFromOutside } from './never-leaves-icb.ts';
import type { RecordedRole } from '../register/roster.ts';
import type { Role } from '../words/role.ts';

const recorded = (role: Role, product: string): RecordedRole => ({
  role,
  products: [ProductId.parse(product)],
  contradictory: false,
  provenance: 'supplied',
});
const roster = (roles: RecordedRole[]) => ({
  icb: IcbCode.parse('Z01'),
  name: 'NHS Fictional',
  version: 1,
  rows: [
    {
      odsCode: OdsCode.parse('Z00001'),
      name: 'Invented Surgery',
      reachable: [],
      roles,
      pcn: undefined,
      subIcb: undefined,
      listSize: undefined,
    },
  ],
});

test('what protects and connects a practice stays in its ICB', () => {
  const clinical = recorded('clinical-system', 'emis-web');
  const whole = roster([
    clinical,
    recorded('endpoint-security', 'crowdstrike-falcon'),
    recorded('network', 'z01.county-firewall'),
  ]);
  expect(seenFromOutside(whole).rows[0]?.roles).toEqual([clinical]);
});

test('a roster without them is given as it is', () => {
  const open = roster([recorded('clinical-system', 'emis-web')]);
  expect(seenFromOutside(open)).toBe(open);
});

test('of an ICB’s own products nothing is left: a role that only they fill is not recorded', () => {
  const both = { ...recorded('telephony', 'surgery-connect') };
  const telephony = { ...both, products: [...both.products, ProductId.parse('z01.telephones')] };
  const none: RecordedRole = { ...recorded('referrals', 'x'), products: [] };
  const whole = roster([telephony, recorded('online-consultation', 'z01.consulting'), none]);
  expect(seenFromOutside(whole).rows[0]?.roles).toEqual([both, none]);
  expect(whole.rows[0]?.roles).toHaveLength(3);
});

test.each([
  ['z01.data-centre', [], true],
  ['z01.consulting', ['online-consultation'], true],
  ['crowdstrike-falcon', ['endpoint-security'], true],
  ['hscn', ['network'], true],
  ['emis-web', ['clinical-system'], false],
  ['spine', [], false],
] as const)('%s, which fills %j, stays within: %j', (id, roles, expected) => {
  expect(isPrivate({ id: ProductId.parse(id), roles: [...roles] })).toBe(expected);
});
