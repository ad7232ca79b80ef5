// eslint-disable-next-line no-restricted-imports -- here the test is the caller who reads the files
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { catalogue } from './catalogue.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { unclaimedSpellings } from './unclaimed-spellings.ts';

const data = new URL('../../../../shared/data/', import.meta.url);

function testOnData(name: string, run: () => void | Promise<void>): void {
  if (existsSync(data)) test(name, run);
  else test.skip(`skipped: no ../shared/data (${name})`, () => undefined);
}

/** A column of a file none of whose values has a comma after it in quotes: counted from the end. */
function column(file: string, fromEnd: number): string[] {
  const lines = readFileSync(new URL(file, data), 'utf8').trim().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(',').at(-fromEnd) ?? '');
}

testOnData('every clinical system supplier of the practice map is a product', () => {
  const suppliers = column('gp-reg-pat-prac-map_2026-08.csv', 1);
  expect(suppliers.length).toBeGreaterThan(6000);
  expect(checkCatalogue(catalogue, { 'clinical-system': suppliers })).toEqual([]);
});

testOnData('every system of the list of appointment systems is a product', () => {
  const [main, appointments] = [1, 2].map((fromEnd) => column('gp_suppliers_2025-12.csv', fromEnd));
  expect(unclaimedSpellings(catalogue, 'clinical-system', main!)).toEqual([]);
  const names = appointments!.flatMap((joined) => joined.split('/'));
  const others = unclaimedSpellings(catalogue, 'clinical-system', names);
  expect(unclaimedSpellings(catalogue, 'online-consultation', others)).toEqual([]);
});

testOnData('every supplier of online consultations is a product', async () => {
  const workbook = fileURLToPath(new URL('OC_submissions_February_2026.xlsx', data));
  const rows = await readSheet(workbook, 'Table 2');
  const heading = rows.findIndex((row) => row[1] === 'GP Code');
  const at = rows[heading]!.findIndex((cell) => String(cell).startsWith('Supplier'));
  const suppliers = rows
    .slice(heading + 1)
    .map((row) => row[at])
    .flatMap((cell) => (typeof cell === 'string' ? cell.split(', ') : []))
    .filter((name) => !['no data', 'none/unknown'].includes(name.toLowerCase()));
  expect(suppliers.length).toBeGreaterThan(6000);
  expect(checkCatalogue(catalogue, { 'online-consultation': suppliers })).toEqual([]);
});
