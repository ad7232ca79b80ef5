import type { AssessedPractice } from './rosters.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Assessment } from './assess.ts';
import type { ExposureState, Reach, Said } from './answer.ts';
import type { IcbCode } from '../words/codes.ts';
import { Role, roleNames } from '../words/role.ts';
import type { RecordedRole } from '../register/roster.ts';

const columns = [
  'ODS code',
  'Practice',
  'ICB',
  'Sub-ICB location',
  'PCN code',
  'PCN',
  'Registered patients',
  'State',
  'Meaning',
  'Effect',
  ...Role.options.map((role) => roleNames[role]),
  'Why',
  'Not known because',
  'Recorded from',
  'Advice',
  'Reachable by',
  'Says it is',
  'Says it is coping',
  'Answered at',
];

/** What each state means to a reader; a not-hit is no reassurance. */
export const stateMeanings = {
  hit: 'may be affected',
  'not-hit': 'no link recorded',
  unknown: 'not known',
} as const;

/** Why it is not known of a product, by its name, that no record can name. */
export function inNoRecord(name: string): string {
  return `${name}: in no record, so nobody can say who uses it`;
}

/**
 * One cell. A text that a spreadsheet would run as a formula is made plain with an apostrophe
 * (OWASP, CSV injection).
 */
export function csvCell(value: string | number): string {
  const text = String(value);
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A practice of the CSV, and what it says itself. */
export interface CsvPractice {
  practice: AssessedPractice;
  said: Said | undefined;
}

/**
 * The exposure as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF, a row per practice, a
 * column per role. An ICB whose roster cannot be read has a row that says so.
 */
export function exposureCsv(
  practices: readonly CsvPractice[],
  catalogue: Catalogue,
  { reach, unavailable }: { reach: Reach; unavailable: readonly { icb: IcbCode; name: string }[] },
): string {
  const names = new Map<string, string>(catalogue.products.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const known = new Map<Assessment, string[]>();
  const lines = practices.map(({ practice: { icb, row, assessment }, said }) => {
    const means = known.get(assessment) ?? [
      ...Role.options.map((role) => roleCell(role, row.roles, assessment, nameOf)),
      ...reasonsOf(assessment, nameOf),
    ];
    known.set(assessment, means);
    return [
      row.odsCode,
      row.name,
      icb,
      row.subIcb?.code ?? '',
      row.pcn?.code ?? '',
      row.pcn?.name ?? '',
      row.listSize ?? '',
      assessment.state,
      meaningOf(assessment.state, reach),
      assessment.effect ?? '',
      ...means,
      row.reachable.join(' '),
      said?.at === null ? 'not heard' : (said?.down ?? ''),
      said?.status ?? '',
      said?.at ?? '',
    ];
  });
  const gaps = unavailable.map(({ icb, name }) => [
    '',
    name,
    icb,
    '',
    '',
    '',
    '',
    'unavailable',
    'its roster cannot be read: none of its practices is here',
    ...columns.slice(9).map(() => ''),
  ]);
  const table = [columns, ...lines, ...gaps].map((cells) => cells.map(csvCell).join(','));
  return `\uFEFF${[...table, ''].join('\r\n')}`;
}

function meaningOf(state: ExposureState, reach: Reach): string {
  const only = state === 'hit' && reach === 'some' ? ': only some users are' : '';
  return `${stateMeanings[state]}${only}`;
}

/**
 * What fills a role, each product with what the outage means for it: `EMIS Web: unavailable`. Empty
 * where nothing is recorded and nothing hangs on it.
 */
function roleCell(
  role: Role,
  recorded: readonly RecordedRole[],
  { impacts, unknownRoles }: Assessment,
  nameOf: (id: string) => string,
): string {
  const here = recorded.find((each) => each.role === role);
  const touched = impacts.filter((impact) => impact.role === role);
  const unknown = unknownRoles.find((each) => each.role === role);
  if (here?.contradictory) return `sources differ: ${here.products.map(nameOf).join(' or ')}`;
  const untouched = (here?.products ?? []).filter(
    (id) => !touched.some(({ product }) => product === id),
  );
  const cells = [
    ...touched.map(({ product, effect }) => `${nameOf(product)}: ${effect}`),
    ...untouched.map(nameOf),
  ];
  if (cells.length > 0) return cells.join('; ');
  if (unknown) return 'not recorded';
  return here ? 'none' : '';
}

/** Why, not known because, recorded from, advice. */
function reasonsOf(
  { impacts, unknownRoles, unnameable, basis }: Assessment,
  nameOf: (id: string) => string,
): string[] {
  return [
    impacts
      .map(
        (impact) => `${roleNames[impact.role]}: ${impact.because.join(' > ')} (${impact.effect})`,
      )
      .join('; '),
    [
      ...unknownRoles.map(({ role, reason, products }) =>
        reason === 'contradictory'
          ? `${roleNames[role]}: sources contradict each other (${products.join(', ')})`
          : `${roleNames[role]}: not recorded`,
      ),
      ...unnameable.map((id) => inNoRecord(nameOf(id))),
    ].join('; '),
    basis
      .map(({ role, products, provenance, source }) => {
        const from = source ? `${provenance}, ${source.dataset} ${source.asAt}` : provenance;
        return `${roleNames[role]}: ${products.join(', ') || 'none'} (${from})`;
      })
      .join('; '),
    [...new Set(impacts.flatMap(({ advice }) => advice))].join(' '),
  ];
}
