import { Catalogue } from '@registry/domain';
import writeWorkbook, { type Row as WorkbookRow } from 'write-excel-file/node';
import type { NamedFile } from './named-file.ts';

/** A few products, and how the invented files below spell them. */
export const smallCatalogue = Catalogue.parse({
  products: [
    {
      id: 'emis-web',
      name: 'EMIS Web',
      supplier: 'Optum',
      roles: ['clinical-system'],
      publishedAs: { 'clinical-system': ['EMIS'] },
    },
    {
      id: 'systmone',
      name: 'SystmOne',
      supplier: 'TPP',
      roles: ['clinical-system'],
      publishedAs: { 'clinical-system': ['TPP'] },
    },
    {
      id: 'systmone-online',
      name: 'SystmOne online consultation',
      supplier: 'TPP',
      roles: ['online-consultation'],
      publishedAs: { 'online-consultation': ['TPP'] },
    },
    {
      id: 'accurx-triage',
      name: 'Accurx',
      supplier: 'Accurx',
      roles: ['online-consultation'],
      publishedAs: { 'online-consultation': ['Accurx Limited'] },
    },
  ],
  dependencies: [],
  advice: [],
});

/** A file of this text, in UTF-8. */
export function textFile(name: string, text: string): NamedFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

const mapColumns = {
  PUBLICATION: 'GP_PRAC_PAT_LIST',
  EXTRACT_DATE: '01Aug2026',
  PRACTICE_CODE: 'X90001',
  PRACTICE_NAME: 'MADE UP SURGERY',
  PRACTICE_POSTCODE: 'ZZ1 1AA',
  PCN_CODE: 'U90001',
  PCN_NAME: 'NOWHERE PCN',
  SUB_ICB_LOCATION_CODE: '90Z',
  SUB_ICB_LOCATION_NAME: 'NHS Nowhere ICB - 90Z',
  ICB_CODE: 'QZZ',
  ICB_NAME: 'NHS Nowhere Integrated Care Board',
  COMM_REGION_CODE: 'Y99',
  COMM_REGION_NAME: 'Nowhere',
  SUPPLIER_NAME: 'EMIS',
};

/** A practice map of rows that differ from an invented one as given. */
export function mapFile(rows: readonly Partial<typeof mapColumns>[], lineEnd = '\r\n'): NamedFile {
  const lines = rows.map((row) => Object.values({ ...mapColumns, ...row }).join(','));
  const text = [Object.keys(mapColumns).join(','), ...lines].join(lineEnd) + lineEnd;
  return textFile('map.csv', text);
}

/** List sizes by ODS code, of March 2026 or another day. */
export function listSizesFile(
  sizes: readonly (readonly [string, string])[],
  asAt = '2026-03-01',
): NamedFile {
  const lines = sizes.map(([code, size]) => `GP_PRAC_PAT_LIST,${asAt},${code},ALL,ALL,${size}\n`);
  return textFile(
    'list-sizes.csv',
    `PUBLICATION,EXTRACT_DATE,CODE,SEX,AGE,NUMBER_OF_PATIENTS\n${lines.join('')}`,
  );
}

const epraccurColumns = {
  code: 'X90001',
  name: 'MADE UP SURGERY',
  region: 'Y99',
  icb: 'QZZ',
  address: ['1 INVENTED ROAD', '', '', 'NOTOWN', ''],
  postcode: 'ZZ1 1AA',
  status: 'ACTIVE',
  commissioner: '90Z',
  telephone: '01632 960001',
  setting: 'RO76',
};

/** An epraccur of June 2026, or as named, of rows that differ from an invented one as given. */
export function epraccurFile(
  rows: readonly Partial<typeof epraccurColumns>[],
  name = 'epraccur_2026-06.csv',
): NamedFile {
  const lines = rows.map((changes) => {
    const row = { ...epraccurColumns, ...changes };
    return [
      row.code,
      row.name,
      row.region,
      row.icb,
      ...row.address,
      row.postcode,
      '20200401',
      '',
      row.status,
      'B',
      row.commissioner,
      '20200401',
      '',
      row.telephone,
      '',
      '',
      '',
      '1',
      '',
      row.commissioner,
      '',
      row.setting,
      '',
    ]
      .map((cell) => `"${cell}"`)
      .join(',');
  });
  return textFile(name, lines.map((line) => `${line}\r\n`).join(''));
}

/**
 * An online-consultation workbook of February 2026 with titles above and notes below, by ODS code
 * and supplier.
 */
export async function onlineConsultationFile(
  suppliers: readonly (readonly [string, string])[],
): Promise<NamedFile> {
  const title = (text: string): WorkbookRow => [{ value: text }];
  const rows: WorkbookRow[] = [
    title('Table 2: Submissions'),
    [],
    ['Month [1]', 'GP Code', 'ICB Code', 'ICB Name', 'Supplier [4, 5]'].map((value) => ({ value })),
    ...suppliers.map(([code, supplier]): WorkbookRow => [
      { value: new Date('2026-02-01'), type: Date, format: 'mmm yyyy' },
      ...[code, 'QYY', 'NHS ELSEWHERE INTEGRATED CARE BOARD', supplier].map((value) => ({ value })),
    ]),
    [],
    [{ value: 'Notes:' }, { value: '1   Data for previous months is elsewhere' }],
  ];
  const bytes = await writeWorkbook([
    { sheet: 'Title sheet', data: [title('Invented')] },
    { sheet: 'Table 2', data: rows },
  ]).toBuffer();
  return { name: 'oc.xlsx', bytes };
}
