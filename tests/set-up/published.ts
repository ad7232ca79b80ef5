import { readFileSync } from 'node:fs';
import { publishedData } from './register.ts';

/**
 * Reads the published files as naively as can be, so that what tests expect owes nothing to the
 * importer: lines split at commas, columns by their number in ../shared/data/README.md. Only for
 * tests that have checked `publishedData`.
 */
export const publishedFiles = {
  map: `${publishedData ?? ''}gp-reg-pat-prac-map_2026-08.csv`,
  listSizes: `${publishedData ?? ''}gp-reg-pat-prac-all_2026-03.csv`,
  practices: `${publishedData ?? ''}epraccur_2026-06.csv`,
  onlineConsultation: `${publishedData ?? ''}OC_submissions_February_2026.xlsx`,
  /** The ODS practices before the ICB mergers of 1 April 2026. */
  practicesInFebruary: `${publishedData ?? ''}epraccur_2026-02.csv`,
  succession: `${publishedData ?? ''}icb_succession_2026-04-01.csv`,
};

/** What `registry import` is given for England as of August 2026. */
export const england = [
  'import',
  '--map',
  publishedFiles.map,
  '--list-sizes',
  publishedFiles.listSizes,
  '--practices',
  publishedFiles.practices,
  '--online-consultation',
  publishedFiles.onlineConsultation,
];

function cellsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      ),
    );
}

/**
 * Switchboards of an epraccur file by ODS code, digits alone; some there have lost their leading
 * zero.
 */
export function switchboardsIn(epraccur: string): Map<string, string> {
  const rows = cellsOf(epraccur).map((cells) => [cells[0]!, digitsOf(cells[17] ?? '')] as const);
  return new Map(rows.filter(([, digits]) => digits !== ''));
}

/** A telephone number's digits, as dialled within the country. */
export function digitsOf(number: string): string {
  return number
    .replace(/^\+44/, '')
    .replace(/\D/g, '')
    .replace(/^(?=[1-9])/, '0');
}

/** A practice as the files have it. */
export interface Published {
  odsCode: string;
  icb: string;
  /** PCN's code; undefined for a practice in none. */
  pcn: string | undefined;
  /**
   * Clinical system's supplier as published; undefined for a practice that is in epraccur alone.
   */
  supplier: string | undefined;
  patients: number | undefined;
}

/** Active English GP practices of an epraccur file, and the ICB of each. */
export function practicesIn(epraccur: string): Map<string, string> {
  const rows = cellsOf(epraccur).filter(
    (cells) =>
      cells[12] === 'ACTIVE' && cells[25]?.split('|').includes('RO76') && cells[2]?.startsWith('Y'),
  );
  return new Map(rows.map((cells) => [cells[0]!, cells[3]!]));
}

/** England as of August 2026: the map's practices, and those that epraccur alone has. */
export function readEngland(): Published[] {
  const patients = new Map(
    cellsOf(publishedFiles.listSizes).map((cells) => [cells[5]!, Number(cells[9])]),
  );
  const mapped = cellsOf(publishedFiles.map)
    .slice(1)
    .map((cells) => ({
      odsCode: cells[2]!,
      icb: cells[11]!,
      supplier: cells[16]!,
      pcn: cells[5] === 'U' ? undefined : cells[5]!,
    }));
  const known = new Set(mapped.map(({ odsCode }) => odsCode));
  const others = [...practicesIn(publishedFiles.practices)]
    .filter(([odsCode]) => !known.has(odsCode))
    .map(([odsCode, icb]) => ({ odsCode, icb, supplier: undefined, pcn: undefined }));
  return [...mapped, ...others]
    .map((practice) => ({ ...practice, patients: patients.get(practice.odsCode) }))
    .sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
}

/** Rows of the succession of 1 April 2026. */
export function readSuccession(): { predecessor: string; successor: string; type: string }[] {
  return cellsOf(publishedFiles.succession)
    .slice(1)
    .map((cells) => ({ predecessor: cells[0]!, successor: cells[2]!, type: cells[5]! }));
}
