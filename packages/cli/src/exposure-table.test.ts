import { expect, test } from '@jest/globals';
import { ExposureSummary, PracticeExposure } from '@registry/domain';
import { headline, icbTable, practiceTable, reasons } from './exposure-table.ts';

const totals = {
  practices: 175,
  hit: 170,
  notHit: 3,
  unknown: 2,
  patients: { hit: 1_933_000, notHit: 20_000, unknown: 9_000 },
  withoutListSize: 0,
  pcnsWhollyHit: 1,
};
const summary = ExposureSummary.parse({
  asOf: '2026-08-01T07:15:00.000Z',
  products: ['emis-web', 'systmone'],
  icbs: ['Z01'],
  totals,
  byIcb: [{ icb: 'Z01', name: 'Fictional Vale', ...totals }],
  bySubIcb: [],
  byPcn: [
    { icb: 'Z01', pcn: { code: 'P1', name: 'North' }, ...totals },
    { icb: 'Z01', pcn: { code: 'P2', name: 'South' }, ...totals },
    { icb: 'Z01', pcn: null, ...totals },
  ],
});
const practice = (more: object) =>
  PracticeExposure.parse({
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
    basis: [],
    reachable: [],
    ...more,
  });
const hit = practice({
  state: 'hit',
  effect: 'unsafe',
  impacts: [
    {
      role: 'online-consultation',
      product: 'accurx-triage',
      effect: 'unsafe',
      because: ['crowdstrike-falcon', 'emis-web', 'clinical-system', 'accurx-triage'],
      advice: [],
    },
  ],
});

test('the headline counts practices, patients, PCNs and, always, unknown', () => {
  expect(headline(summary)).toBe(
    'EMIS Web and SystmOne may affect 170 of 175 practices in Fictional Vale; 1,933,000 patients; 1 of 2 PCNs wholly; 2 unknown; 3 with no link recorded.',
  );
});

test('the headline tells that some list sizes are in no count', () => {
  const text = headline({ ...summary, totals: { ...totals, withoutListSize: 2 } });
  expect(text).toContain('The list size of 2 practices is not published');
});

test('a hit is explained by its chain, in words', () => {
  expect(reasons(hit)).toEqual([
    'Online consultation: CrowdStrike Falcon → EMIS Web → clinical system → Accurx Patient Triage unsafe',
  ]);
});

test('an unknown names the role, and what the sources say when they contradict each other', () => {
  const unknownRoles = [
    { role: 'clinical-system', reason: 'not-recorded', products: [] },
    { role: 'document-management', reason: 'contradictory', products: ['docman', 'systmone'] },
  ];
  expect(reasons(practice({ state: 'unknown', unknownRoles }))).toEqual([
    'Clinical system: not recorded',
    'Document management: sources contradict each other (Docman and SystmOne)',
  ]);
});

test('a not-hit shows the ground it stands on, and never reads as safe', () => {
  const basis = [
    {
      role: 'clinical-system',
      products: ['systmone'],
      provenance: 'published',
      source: { dataset: 'gp-practice-map', asAt: '2026-08-01' },
    },
  ];
  const table = practiceTable([practice({ basis }), hit]);
  expect(table).toContain('no link recorded');
  expect(table).toContain('Clinical system: SystmOne (published 1 August 2026)');
  expect(table).not.toMatch(/safe\b(?<!unsafe)|\bfine\b|\bok\b/i);
  expect(table.indexOf('may be affected')).toBeLessThan(table.indexOf('no link recorded'));
});

test('ICBs come most hit first, each with its unknown', () => {
  const quiet = { icb: 'Z02', name: 'Quiet Moor', ...totals, hit: 0, unknown: 47 };
  const both = ExposureSummary.parse({ ...summary, byIcb: [quiet, ...summary.byIcb] });
  const table = icbTable(both);
  expect(table.indexOf('Fictional Vale')).toBeLessThan(table.indexOf('Quiet Moor'));
  expect(table).toContain('47');
});
