import { ExposurePage } from '@registry/contract';
import type { Totals } from '@registry/domain';
import { PracticeExposure } from '@registry/domain';
import { totals as totalsOf } from '@registry/testing';

/** Fixtures of the tests of exposure: an invented ICB. */

/** Its totals, but for what the case changes. */
export function totals(changes: Partial<Totals> = {}): Totals {
  return totalsOf({
    practices: 175,
    hit: 170,
    notHit: 3,
    unknown: 2,
    patients: { hit: 1_933_000, notHit: 20_000, unknown: 9000 },
    pcns: 42,
    pcnsWhollyHit: 38,
    pcnsPartlyHit: 2,
    pcnsUnknown: 1,
    pcnsUntouched: 1,
    ...changes,
  });
}

/** A practice with no link recorded, but for what the case changes. */
export function practice(changes: object = {}): PracticeExposure {
  return PracticeExposure.parse({
    odsCode: 'Z00001',
    name: 'Invented Surgery',
    icb: 'Z01',
    pcn: null,
    subIcb: null,
    listSize: 9000,
    state: 'not-hit',
    effect: null,
    impacts: [],
    unknownRoles: [],
    unnameable: [],
    basis: [],
    reachable: [],
    said: null,
    ...changes,
  });
}

/** An answer about EMIS Web in one ICB, without practices, but for what the case changes. */
export function page(changes: object = {}): ExposurePage {
  return ExposurePage.parse({
    asOf: '2026-08-01T07:15:00.000Z',
    products: ['emis-web'],
    affected: [{ product: 'emis-web', effect: 'unavailable' }],
    reach: 'unknown',
    icbs: ['Z01'],
    unavailable: [],
    totals: totals(),
    byIcb: [{ icb: 'Z01', name: 'Fictional Vale', ...totals() }],
    knockOns: [],
    outages: [],
    matching: 175,
    practices: [],
    advice: {},
    ...changes,
  });
}
