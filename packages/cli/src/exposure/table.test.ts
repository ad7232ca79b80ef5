import { describe, expect, test } from '@jest/globals';
import { page, practice, totals } from './exposure.fixture.ts';
import { icbTable, practiceTable, reasons } from './table.ts';

const hit = practice({
  odsCode: 'Z00002',
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
const widest = (table: string): number => Math.max(...table.split('\n').map((line) => line.length));

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

describe('the table of practices', () => {
  test('keeps the order of the answer; a not-hit shows its ground and never reads as safe', () => {
    const basis = [
      {
        role: 'clinical-system',
        products: ['systmone'],
        provenance: 'published',
        source: { dataset: 'gp-practice-map', asAt: '2026-08-01' },
      },
    ];
    const table = practiceTable(page({ practices: [practice({ basis }), hit] }));
    expect(table).toContain('no link recorded');
    expect(table).toContain('Clinical system: SystmOne (published 1 August 2026)');
    expect(table).toContain('may be affected: unsafe');
    expect(table).not.toMatch(/safe\b(?<!unsafe)|\bfine\b|\bok\b/i);
    expect(table.indexOf('Z00001')).toBeLessThan(table.indexOf('Z00002'));
  });

  test('has what practices say beside what is inferred, only while they were asked', () => {
    expect(practiceTable(page({ practices: [hit] }))).not.toContain('Says');
    const at = '2026-08-01T07:05:00.000Z';
    const practices = [
      { ...hit, said: { down: 'partly', status: 'limited', at } },
      practice({ said: { down: null, status: null, at: null } }),
    ];
    const table = practiceTable(page({ practices }));
    expect(table).toMatch(/may be affected: unsafe +│ partly /);
    expect(table).toMatch(/ limited [^]* 08:05 /);
    expect(table).toMatch(/no link recorded +│ not heard /);
  });

  test('names the ICB of each where there are several', () => {
    const practices = [hit, practice({ icb: 'S1Y5D' })];
    expect(practiceTable(page({ practices }))).toMatch(/│ S1Y5D │ Z00001 +│/);
    expect(practiceTable(page({ practices: [hit] }))).not.toContain('Z01 ');
  });

  test('fits a terminal of 120 columns with nothing cut off, with several ICBs or with answers', () => {
    const long = {
      ...hit,
      name: 'The Invented Surgery at Great Fictional Hampton',
      listSize: 12_345,
      pcn: { code: 'U1', name: 'Fictional Coast and Country PCN' },
    };
    const said = { down: 'working', status: 'limited', at: '2026-07-31T07:05:00.000Z' };
    for (const practices of [[long, practice({ icb: 'S1Y5D' })], [{ ...long, said }]]) {
      const table = practiceTable(page({ practices }), 120);
      expect(widest(table)).toBeLessThanOrEqual(120);
      expect(table).not.toContain('…');
    }
  });
});

test('ICBs come most hit first, each with its unknown, within 120 columns', () => {
  const name = 'NHS Quiet Moor, Fictional Wolds and Invented Marshes';
  const quiet = { icb: 'Z02', name, ...totals({ hit: 0, unknown: 47 }) };
  const table = icbTable(page({ byIcb: [quiet, ...page().byIcb] }), 120);
  expect(table.indexOf('Fictional Vale')).toBeLessThan(table.indexOf('Quiet Moor'));
  expect(table).toContain('47');
  expect(widest(table)).toBeLessThanOrEqual(120);
  expect(table).not.toContain('…');
});
