import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IcbCode, OdsCode } from '../words/codes.ts';
import { ProductId } from '../catalogue/product.ts';
import { decideDirectory, withEntry } from './decide-directory.ts';
import {
  directoriesOf,
  heldPublications,
  keptDatasets,
  noPublications,
  places,
  publish,
} from './publications.ts';
import type { Publication } from './publications.ts';
import type { Dataset, KeptDataset, PublishedStatement } from './published.ts';
import type { PracticeRecord } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import { straddling } from './straddling.ts';
import { statementsOf, workOutEntry } from './work-out-entry.ts';

const datasets = [
  'gp-practice-map',
  'gp-list-sizes',
  'epraccur',
  'online-consultation',
  'gp-suppliers',
] as const;

const code = (index: number) => OdsCode.parse(`Z0000${index}`);
const clinical = (product: string) => ({
  role: 'clinical-system' as const,
  product: ProductId.parse(product),
});

/** A register as the API keeps it: records by ICB, and what is kept of each dataset as a whole. */
interface Kept {
  records: Map<OdsCode, PracticeRecord>;
  datasets: KeptDataset[];
}

/** What `registry import` and the API do together with some files. */
function load({ records, datasets: kept }: Kept, given: readonly Publication[]): Kept {
  const standing = [...records.values()].filter(({ leftDirectory }) => !leftDirectory);
  const held = heldPublications(
    standing.map(({ odsCode, icb, directory }) => ({
      odsCode,
      datasets: statementsOf(directory, { code: icb, name: icb }),
    })),
    kept,
  );
  const publications = publish(held, given);
  const { icbs, unplaced } = directoriesOf(publications);
  const placed = new Set(standing.map(({ odsCode }) => odsCode));
  const next = new Map(records);
  const known = new Set([...icbs.map((each) => each.code), ...standing.map(({ icb }) => icb)]);
  for (const icb of known) {
    const directory = icbs.find((each) => each.code === icb)?.directory;
    if (!directory && !places(given)) continue;
    const entries = directory?.practices ?? [];
    const here = entries.filter(({ odsCode }) => (next.get(odsCode)?.icb ?? icb) === icb);
    const mine = new Map([...next].filter(([, record]) => record.icb === icb));
    const publishing = { entries: here, datasets: publications.dates, today: '2026-12-01' };
    for (const record of decideDirectory(icb, publishing, mine).write)
      next.set(record.odsCode, record);
    for (const entry of entries.filter(({ odsCode }) => next.get(odsCode)?.icb !== icb))
      next.set(entry.odsCode, withEntry(icb, entry, next.get(entry.odsCode), publications.dates));
  }
  return { records: next, datasets: keptDatasets(publications, unplaced, kept, placed) };
}

/** What a register says: of each practice its ICB and entry. */
function said({ records }: Kept) {
  return [...records.values()]
    .filter(({ leftDirectory }) => !leftDirectory)
    .map(({ icb, directory }) => ({ icb, directory }))
    .sort((a, b) => (a.directory.odsCode < b.directory.odsCode ? -1 : 1));
}

const nothing: Kept = { records: new Map(), datasets: [] };
const all = (files: readonly Publication[]) =>
  files.reduce((kept: Kept, file) => load(kept, [file]), nothing);

const anyIcb = fc
  .constantFrom('Z01', 'Z02', 'Z03')
  .map((icb) => ({ code: icb, name: `NHS ${icb}` }));
const anySystem = fc.constantFrom('emis-web', 'systmone').map(clinical);

function anyStatement(dataset: Dataset, asAt: string): fc.Arbitrary<PublishedStatement> {
  const systems = fc.array(anySystem, { maxLength: 1 });
  if (dataset === 'gp-list-sizes')
    return fc.nat(9000).map((listSize) => ({ asAt, listSize, systems: [] }));
  if (dataset === 'epraccur')
    return fc
      .record({ asAt: fc.constant(asAt), icb: anyIcb, name: fc.constant('By ODS') })
      .map(({ icb, ...rest }) => ({
        ...rest,
        icb: { code: icb.code, name: icb.code },
        systems: [],
      }));
  if (dataset === 'gp-practice-map')
    return fc
      .record({ icb: anyIcb, systems })
      .map(({ icb, systems: some }) => ({ asAt, icb, name: 'By the map', systems: some }));
  return systems.map((some) => ({ asAt, systems: some }));
}

function anyFile(dataset: Dataset, asAt: string): fc.Arbitrary<Publication> {
  const practices = fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 7 });
  return practices.chain((some) =>
    fc
      .tuple(
        ...some.map((index) =>
          anyStatement(dataset, asAt).map((one) => [code(index), one] as const),
        ),
      )
      .map((statements) => ({ dataset, asAt, statements: new Map(statements) })),
  );
}

const anyWorld = fc.tuple(
  ...datasets.map((dataset, index) => anyFile(dataset, `2026-0${(index % 3) + 3}-01`)),
);
const shuffled = <T>(values: readonly T[]) =>
  fc.shuffledSubarray([...values], { minLength: values.length });

describe('files that come one after another', () => {
  test('make the same register in whatever order, and whatever came before of each', () => {
    const older = fc.tuple(...datasets.map((dataset) => anyFile(dataset, '2026-01-01')));
    fc.assert(
      fc.property(anyWorld, older, fc.infiniteStream(fc.nat()), (world, before, keys) => {
        const once = all(world);
        const order = [...world, ...before]
          .map((file) => ({ file, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ file }) => file);
        // A file that is older than what has come of its dataset is refused.
        const newest = new Map<Dataset, string>();
        const taken = order.filter(({ dataset, asAt }) => {
          if (asAt < (newest.get(dataset) ?? '')) return false;
          newest.set(dataset, asAt);
          return true;
        });
        expect(said(all(taken))).toEqual(said(once));
      }),
      { numRuns: 100 },
    );
  });

  test('make the same register one by one, some at a time, or all at once', () => {
    fc.assert(
      fc.property(anyWorld.chain(shuffled), fc.nat(5), (files, cut) => {
        const twice = load(load(nothing, files.slice(0, cut)), files.slice(cut));
        expect(said(twice)).toEqual(said(load(nothing, files)));
        expect(said(twice)).toEqual(said(all(files)));
      }),
      { numRuns: 100 },
    );
  });

  test('change nothing when they come again, and touch no other dataset', () => {
    fc.assert(
      fc.property(anyWorld, fc.nat(4), (world, which) => {
        const once = all(world);
        const again = load(once, [world[which]!]);
        expect([...again.records.values()]).toEqual([...once.records.values()]);
      }),
      { numRuns: 100 },
    );
  });

  test('never lose a practice but by the map and epraccur', () => {
    fc.assert(
      fc.property(anyWorld, anyWorld, fc.subarray([1, 3, 4]), (world, others, which) => {
        const newer = which.map((index) => ({ ...others[index]!, asAt: '2026-11-01' }));
        const placed = (kept: Kept) =>
          said(kept).map(({ icb, directory }) => [directory.odsCode, icb]);
        const once = all(world);
        expect(placed(load(once, newer))).toEqual(placed(once));
      }),
      { numRuns: 100 },
    );
  });
});

const statement = (more: Partial<PublishedStatement>): PublishedStatement => ({
  asAt: '2026-06-01',
  systems: [],
  ...more,
});
const inZ01 = { icb: { code: 'Z01', name: 'NHS Z01' } };

test('a practice that a newer map drops stays where an older epraccur has it, its system unknown', () => {
  const [first, second] = [code(1), code(2)];
  const map = (asAt: string, ...codes: OdsCode[]): Publication => ({
    dataset: 'gp-practice-map',
    asAt,
    statements: new Map(
      codes.map((each) => [
        each,
        statement({ ...inZ01, asAt, name: 'By the map', systems: [clinical('emis-web')] }),
      ]),
    ),
  });
  const epraccur: Publication = {
    dataset: 'epraccur',
    asAt: '2026-06-01',
    statements: new Map([
      [second, statement({ icb: { code: 'Z02', name: 'Z02' }, name: 'By ODS' })],
    ]),
  };
  const kept = [map('2026-05-01', first, second), epraccur, map('2026-08-01', first)].reduce(
    (before: Kept, file) => load(before, [file]),
    nothing,
  );
  expect(said(kept)).toMatchObject([
    { icb: 'Z01', directory: { odsCode: first } },
    { icb: 'Z02', directory: { odsCode: second, name: 'By ODS', systems: [] } },
  ]);
});

test('a file reissued on the same day takes the place of the first issue', () => {
  const issue = (listSize: number, ...codes: OdsCode[]): Publication => ({
    dataset: 'gp-list-sizes',
    asAt: '2026-06-01',
    statements: new Map(codes.map((each) => [each, statement({ listSize })])),
  });
  const { statements } = publish(publish(noPublications, [issue(1, code(1), code(2))]), [
    issue(2, code(1)),
  ]);
  expect(statements).toEqual(new Map([[code(1), { 'gp-list-sizes': statement({ listSize: 2 }) }]]));
});

describe('the second opinion on the clinical system', () => {
  const roleOf = (map: PublishedStatement | undefined, second: PublishedStatement) => {
    const said = { ...(map && { 'gp-practice-map': map }), 'gp-suppliers': second };
    const record = {
      odsCode: code(1),
      icb: IcbCode.parse('Z01'),
      version: 1,
      directory: workOutEntry(code(1), said, new Map()),
    };
    return recordedRoles(record).find(({ role }) => role === 'clinical-system');
  };
  const map = (systems: PublishedStatement['systems']) =>
    statement({ ...inZ01, asAt: '2026-08-01', systems });
  const emis = map([clinical('emis-web')]);
  const opinion = (product: string, asAt: string) =>
    statement({ asAt, systems: [clinical(product)] });

  test('that contradicts a map of about its age leaves the practice unknown', () => {
    for (const asAt of ['2026-05-01', '2026-08-01', '2026-11-01'])
      expect(roleOf(emis, opinion('systmone', asAt))).toMatchObject({
        products: ['emis-web', 'systmone'],
        contradictory: true,
      });
  });

  test('says nothing beside a map that is a season newer, nor where it agrees', () => {
    const alone = { products: ['emis-web'], contradictory: false, provenance: 'published' };
    expect(roleOf(emis, opinion('systmone', '2026-04-30'))).toMatchObject(alone);
    expect(roleOf(emis, opinion('emis-web', '2026-08-01'))).toMatchObject({
      ...alone,
      source: { dataset: 'gp-practice-map' },
    });
  });

  test('is all there is where the map says nothing', () => {
    const second = opinion('systmone', '2025-12-01');
    const source = { dataset: 'gp-suppliers', asAt: '2025-12-01' };
    for (const silent of [undefined, map([])])
      expect(roleOf(silent, second)).toMatchObject({ products: ['systmone'], source });
  });
});

test('an entry of an earlier release says by its provenance what each dataset said', () => {
  const [map, epraccur, sizes, online] = [
    { dataset: 'gp-practice-map' as const, asAt: '2026-08-01' },
    { dataset: 'epraccur' as const, asAt: '2026-06-01' },
    { dataset: 'gp-list-sizes' as const, asAt: '2026-03-01' },
    { dataset: 'online-consultation' as const, asAt: '2026-02-28' },
  ];
  const entry = {
    odsCode: code(1),
    name: 'Invented Surgery',
    telephone: '01632 960001',
    region: 'Nowhere',
    listSize: 4000,
    systems: [
      { ...clinical('emis-web'), source: map },
      { role: 'online-consultation' as const, product: null, source: online },
    ],
    provenance: { name: map, telephone: epraccur, region: map, listSize: sizes },
  };
  const { icb } = inZ01;
  const found = statementsOf(entry, icb);
  expect(found).toEqual({
    'gp-practice-map': {
      asAt: '2026-08-01',
      icb,
      name: 'Invented Surgery',
      region: { code: 'Nowhere', name: 'Nowhere' },
      systems: [clinical('emis-web')],
    },
    // Of what the map overrode only the map's word is known.
    epraccur: {
      asAt: '2026-06-01',
      icb,
      name: 'Invented Surgery',
      region: { code: 'Nowhere', name: 'Nowhere' },
      telephone: '01632 960001',
      systems: [],
    },
    'gp-list-sizes': { asAt: '2026-03-01', listSize: 4000, systems: [] },
    'online-consultation': {
      asAt: '2026-02-28',
      systems: [{ role: 'online-consultation', product: null }],
    },
  });
  const { datasets: _datasets, ...again } = workOutEntry(code(1), found, new Map());
  expect(again).toEqual(entry);
});

describe('a load that does not know what is held', () => {
  const kept = all([
    {
      dataset: 'gp-practice-map',
      asAt: '2026-08-01',
      statements: new Map([[code(1), statement({ ...inZ01, asAt: '2026-08-01', name: 'One' })]]),
    },
    {
      dataset: 'gp-list-sizes',
      asAt: '2026-03-01',
      statements: new Map([[code(1), statement({ asAt: '2026-03-01', listSize: 9 })]]),
    },
  ]);
  const icb = IcbCode.parse('Z01');
  const { 'gp-list-sizes': _sizes, ...mapAlone } = said(kept)[0]!.directory.datasets!;
  const entries = [workOutEntry(code(1), mapAlone, new Map())];
  const decide = (datasets: Parameters<typeof decideDirectory>[1]['datasets'], some = entries) =>
    decideDirectory(icb, { entries: some, datasets, today: '2026-12-01' }, kept.records);

  test('is refused, as one made before the other was written', () => {
    expect(() => decide({ 'gp-practice-map': '2026-08-01' })).toThrow(
      'What is held of Z00001 comes from gp-list-sizes as at 2026-03-01, of which this load does not know',
    );
    expect(() =>
      decide({ 'gp-practice-map': '2026-08-01', 'gp-list-sizes': '2026-02-01' }),
    ).toThrow('which is newer than 2026-02-01');
  });

  test('may say that a newer file has taken its words back', () => {
    const { changed } = decide({ 'gp-practice-map': '2026-08-01', 'gp-list-sizes': '2026-04-01' });
    expect(changed).toEqual([code(1)]);
  });

  test('makes nobody leave by an older file than the one that has them', () => {
    expect(() => decide({ 'gp-practice-map': '2026-07-01' }, [])).toThrow('newer than 2026-07-01');
    expect(
      decide({ 'gp-practice-map': '2026-09-01', 'gp-list-sizes': '2026-03-01' }, []).left,
    ).toEqual([code(1)]);
  });
});

describe('a map and an epraccur', () => {
  const apart = (byMap: string[], byOds: string[]) =>
    straddling({
      dates: {},
      statements: new Map(
        byMap.map((map, index) => [
          OdsCode.parse(`Z${String(index).padStart(5, '0')}`),
          {
            'gp-practice-map': statement({ icb: { code: map, name: map } }),
            epraccur: statement({ icb: { code: byOds[index]!, name: byOds[index]! } }),
          },
        ]),
      ),
    });
  const times = (count: number, icb: string) => Array.from({ length: count }, () => icb);

  test('straddle a succession when one of them has an ICB whose practices the other has elsewhere', () => {
    expect(apart(times(10, 'Z09'), times(10, 'Z01'))).toEqual({ map: ['Z09'], epraccur: ['Z01'] });
    expect(apart([...times(20, 'Z01')], [...times(10, 'Z01'), ...times(10, 'Z02')])).toEqual({
      map: [],
      epraccur: ['Z02'],
    });
  });

  test('do not where they differ on a few practices', () => {
    expect(apart([...times(20, 'Z01'), 'Z02'], [...times(12, 'Z01'), ...times(9, 'Z02')])).toBe(
      undefined,
    );
    expect(apart(times(9, 'Z09'), times(9, 'Z01'))).toBe(undefined);
  });
});
