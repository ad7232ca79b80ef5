import { describe, expect, test } from '@jest/globals';
import { catalogue as national } from '@registry/catalogue';
import type { Catalogue, Outage, RecordedRole, Role, Roster } from '@registry/domain';
import {
  IcbCode,
  OdsCode,
  ownProduct,
  OwnProductDescription,
  ProductId,
  withOwnProducts,
} from '@registry/domain';
import { outage, update } from '@registry/testing';
import { announcement } from './announcement.ts';

const now = new Date('2026-11-20T10:00:00Z');
const firewall = ProductId.parse('z01.firewall');
const own = OwnProductDescription.parse({
  name: 'County firewall',
  supplier: 'Fictional',
  roles: ['network'],
  dependencies: [{ needs: ['surgery-connect'], effect: 'unavailable' }],
});
const catalogue: Catalogue = withOwnProducts(national, [ownProduct(firewall, own, 1)]);

const outageOf = (...products: string[]): Outage =>
  outage({
    icb: 'Z01',
    declaredBy: 'Z01',
    products,
    title: 'Something is down',
    exercise: true,
    lastUpdate: 2,
  });
const second = update({ number: 2, status: 'recovering', message: 'Ring 01632 960001.' });
const recorded = (role: Role, product: string): RecordedRole => ({
  role,
  products: [ProductId.parse(product)],
  contradictory: false,
  provenance: 'supplied',
});
const row = (odsCode: string, roles: RecordedRole[]) => ({
  odsCode: OdsCode.parse(odsCode),
  name: `Surgery ${odsCode}`,
  reachable: [],
  roles,
  pcn: undefined,
  subIcb: undefined,
  listSize: 9000,
});
const none = (role: Role): RecordedRole => ({ ...recorded(role, 'x'), products: [] });
const roster: Roster = {
  icb: IcbCode.parse('Z01'),
  name: 'Fictional',
  version: 1,
  rows: [
    row('Z00001', [recorded('network', firewall), none('telephony')]),
    row('Z00002', [recorded('telephony', 'surgery-connect')]),
  ],
};
const heading = {
  icb: 'Z01',
  outage: '01J35XW5F0000000000000000A',
  update: 2,
  exercise: true,
  title: 'Something is down',
  status: 'recovering',
};
const announced = (outage: Outage) => announcement(outage, second, { roster, catalogue }, now);

describe('partners are told', () => {
  test('of a national product: which, how many and the names of those hit as anybody may see them', () => {
    expect(announced(outageOf('surgery-connect'))).toEqual({
      ...heading,
      products: ['surgery-connect'],
      practices: ['Surgery Z00002'],
      // That its firewall stands on it too is the ICB's own business.
      totals: expect.objectContaining({ practices: 2, hit: 1, notHit: 1 }),
    });
  });

  test.each([
    ['the ICB’s own', [firewall], []],
    ['what protects practices', ['crowdstrike-falcon'], []],
    ['what connects them', ['hscn'], []],
    ['one of them among others', ['eps', firewall], ['eps']],
  ])('of %s: that there is an outage, and no more', (_, products, shown) => {
    expect(announced(outageOf(...products))).toEqual({ ...heading, products: shown });
  });

  test('of an ICB without a roster: the product alone', () => {
    expect(announcement(outageOf('eps'), second, { roster: undefined, catalogue }, now)).toEqual({
      ...heading,
      products: ['eps'],
    });
  });
});
