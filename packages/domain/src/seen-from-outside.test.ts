import { expect, test } from '@jest/globals';
import { IcbCode, OdsCode } from './codes.ts';
import { ProductId } from './catalogue.ts';
import { withoutPrivateRoles } from './private-roles.ts';
import type { RecordedRole } from './roster.ts';
import type { Role } from './role.ts';

const recorded = (role: Role, product: string): RecordedRole => ({
  ...{ role, products: [ProductId.parse(product)], contradictory: false, provenance: 'supplied' },
});
const roster = (roles: RecordedRole[]) => ({
  ...{ icb: IcbCode.parse('Z01'), name: 'NHS Fictional', version: 1 },
  rows: [
    {
      ...{ odsCode: OdsCode.parse('Z00001'), name: 'Invented Surgery', reachable: [], roles },
      ...{ pcn: undefined, subIcb: undefined, listSize: undefined },
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
  expect(withoutPrivateRoles(whole).rows[0]?.roles).toEqual([clinical]);
});

test('a roster without them is given as it is', () => {
  const open = roster([recorded('clinical-system', 'emis-web')]);
  expect(withoutPrivateRoles(open)).toBe(open);
});
