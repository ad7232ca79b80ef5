import type { AssessedPractice } from './assess-rosters.ts';
import type { Assessment } from './exposure.ts';
import { roleNames } from './role.ts';

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
  'Why',
  'Not known because',
  'Recorded from',
  'Reachable by',
];

/** What each state means to a reader; a not-hit is no reassurance. */
export const stateMeanings = {
  hit: 'may be affected',
  'not-hit': 'no link recorded',
  unknown: 'not known',
} as const;

/** One cell. A text that a spreadsheet would run as a formula is made plain with an apostrophe (OWASP, CSV injection). */
export function csvCell(value: string | number): string {
  const text = String(value);
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The exposure as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF, a row per practice. */
export function exposureCsv(practices: readonly AssessedPractice[]): string {
  const because = new Map<Assessment, string[]>();
  const lines = practices.map(({ icb, row, assessment }) => {
    const reasons = because.get(assessment) ?? reasonsOf(assessment);
    because.set(assessment, reasons);
    const [effect = '', ...rest] = reasons;
    return [
      row.odsCode,
      row.name,
      icb,
      row.subIcb?.code ?? '',
      row.pcn?.code ?? '',
      row.pcn?.name ?? '',
      row.listSize ?? '',
      assessment.state,
      stateMeanings[assessment.state],
      effect,
      ...rest,
      row.reachable.join(' '),
    ]
      .map(csvCell)
      .join(',');
  });
  return `\uFEFF${[columns.map(csvCell).join(','), ...lines, ''].join('\r\n')}`;
}

/** Effect, why, not known because, recorded from. */
function reasonsOf({ effect, impacts, unknownRoles, basis }: Assessment): string[] {
  return [
    effect ?? '',
    impacts
      .map(
        (impact) => `${roleNames[impact.role]}: ${impact.because.join(' > ')} (${impact.effect})`,
      )
      .join('; '),
    unknownRoles
      .map(({ role, reason, products }) =>
        reason === 'contradictory'
          ? `${roleNames[role]}: sources contradict each other (${products.join(', ')})`
          : `${roleNames[role]}: not recorded`,
      )
      .join('; '),
    basis
      .map(({ role, products, provenance, source }) => {
        const from = source ? `${provenance}, ${source.dataset} ${source.asAt}` : provenance;
        return `${roleNames[role]}: ${products.join(', ') || 'none'} (${from})`;
      })
      .join('; '),
  ];
}
