import type { NamedCode, OdsCode } from '../words/codes.ts';
import type {
  Dataset,
  DirectoryEntry,
  PublishedStatement,
  PublishedStatements,
  Source,
} from './published.ts';

/**
 * Datasets that say which practices there are and whose each is, the one that counts first. Only
 * they can say that a practice has left. The map's ICB is the one ICBs go by.
 */
export const placingDatasets = ['gp-practice-map', 'epraccur', 'demonstration'] as const;

/** Datasets by how much their word counts on a field, least first. */
const leastFirst = ['gp-list-sizes', 'epraccur', 'gp-practice-map', 'demonstration'] as const;

const fields = [
  'name',
  'postcode',
  'address',
  'telephone',
  'pcn',
  'subIcb',
  'region',
  'listSize',
] as const;

/**
 * How much older than the map a second opinion may be and still contradict it, in days: a quarter.
 * Of the December list's systems a dozen differ from the August map's, all of practices that have
 * changed theirs since.
 */
const OF_AN_AGE = 92;

/** The statement that places a practice; undefined for one that no placing dataset names. */
export function placedBy(statements: PublishedStatements): PublishedStatement | undefined {
  const dataset = placingDatasets.find((each) => statements[each]?.icb);
  return dataset && statements[dataset];
}

/**
 * What is published of a practice, worked out from what each dataset says of it. Where several
 * speak, the map counts before epraccur; what has only a code goes by the name that `names` has for
 * it. Gaps are filled by whoever fills them, and each value carries its source.
 */
export function workOutEntry(
  odsCode: OdsCode,
  statements: PublishedStatements,
  names: ReadonlyMap<string, string>,
): DirectoryEntry {
  const entry: DirectoryEntry = {
    odsCode,
    name: odsCode,
    systems: systemsOf(statements),
    provenance: {},
    datasets: statements,
  };
  for (const dataset of leastFirst) {
    const statement = statements[dataset];
    if (!statement) continue;
    const { subIcb, region } = statement;
    Object.assign(entry, valuesOf(statement), {
      ...(subIcb && { subIcb: named(subIcb, names) }),
      ...(region && { region: named(region, names).name }),
    });
    const source: Source = { dataset, asAt: statement.asAt };
    for (const field of fields)
      if (statement[field] !== undefined) entry.provenance[field] = source;
  }
  return entry;
}

/** Values that go into an entry as they are. */
function valuesOf(statement: PublishedStatement): Partial<PublishedStatement> {
  const { asAt: _asAt, icb: _icb, systems: _systems, region: _region, ...values } = statement;
  return values;
}

/** What has only a code, its name being the same, by the name that somebody else gives it. */
export function named({ code, name }: NamedCode, names: ReadonlyMap<string, string>): NamedCode {
  return { code, name: name === code ? (names.get(code) ?? name) : name };
}

function systemsOf(statements: PublishedStatements): DirectoryEntry['systems'] {
  const of = (dataset: Dataset): DirectoryEntry['systems'] => {
    const { asAt = '', systems = [] } = statements[dataset] ?? {};
    return systems.map((system) => ({ ...system, source: { dataset, asAt } }));
  };
  const first = [...of('demonstration'), ...of('gp-practice-map')];
  return [...first, ...secondOpinion(first, of('gp-suppliers')), ...of('online-consultation')];
}

/**
 * Of a second opinion, what fills a gap or contradicts the first; nothing where it agrees, or is
 * too old beside it to say anything of today.
 */
function secondOpinion(
  first: DirectoryEntry['systems'],
  second: DirectoryEntry['systems'],
): DirectoryEntry['systems'] {
  const [one, other] = [first.find(({ role }) => role === 'clinical-system'), second[0]];
  if (!one || !other) return second;
  const agrees = second.every(({ product }) => first.some((each) => each.product === product));
  const age = (Date.parse(one.source.asAt) - Date.parse(other.source.asAt)) / 86_400_000;
  return agrees || age > OF_AN_AGE ? [] : second;
}

/**
 * The statements behind what is published of a practice in an ICB. Of an entry that carries none,
 * written by an earlier release, they are what its provenance says: a value belongs to the dataset
 * it came from. What epraccur said where the map spoke was not kept: the map's word stands for it.
 */
export function statementsOf(entry: DirectoryEntry, icb: NamedCode): PublishedStatements {
  if (entry.datasets) return entry.datasets;
  const statements: PublishedStatements = {};
  const said = ({ dataset, asAt }: Source): PublishedStatement =>
    (statements[dataset] ??= { asAt, systems: [] });
  for (const field of fields) {
    const source = entry.provenance[field];
    if (source) Object.assign(said(source), { [field]: valueIn(entry, field) });
  }
  for (const { role, product, source } of entry.systems) {
    said(source).systems.push({ role, product });
  }
  for (const dataset of placingDatasets) {
    const statement = statements[dataset];
    if (statement) statements[dataset] = { ...standIn(dataset, entry), icb, ...statement };
  }
  return statements;
}

function valueIn(entry: DirectoryEntry, field: (typeof fields)[number]): unknown {
  return field === 'region' && entry.region !== undefined
    ? { code: entry.region, name: entry.region }
    : entry[field];
}

function standIn(dataset: Dataset, entry: DirectoryEntry): Partial<PublishedStatement> {
  if (dataset !== 'epraccur') return {};
  const { name, postcode, subIcb, region } = entry;
  return {
    name,
    ...(postcode !== undefined && { postcode }),
    ...(subIcb && { subIcb }),
    ...(region !== undefined && { region: { code: region, name: region } }),
  };
}
