// eslint-disable-next-line no-restricted-imports -- here the test is the caller who reads the files
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import { IcbDirectory } from '@registry/domain';
import { readSheet } from 'read-excel-file/node';
import type { NamedFile } from './named-file.ts';
import { readPublishedRegister } from './published-register.ts';

const data = new URL('../../../../shared/data/', import.meta.url);

const names = {
  map: 'gp-reg-pat-prac-map_2026-08.csv',
  listSizes: 'gp-reg-pat-prac-all_2026-03.csv',
  practices: 'epraccur_2026-06.csv',
  onlineConsultation: 'OC_submissions_February_2026.xlsx',
};

function published(name: string): NamedFile {
  return { name, bytes: readFileSync(new URL(name, data)) };
}

/**
 * Lines of a file, split at commas where no quotation mark matters, by a reader as naive as can be.
 */
function naively(name: string): string[][] {
  return readFileSync(new URL(name, data), 'utf8')
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line) => line.replace(/^"|"$/g, '').split(line.startsWith('"') ? '","' : ','));
}

/** Active GP practices with an ICB, by ODS code. */
function naiveEpraccur(name: string): Map<string, string> {
  const rows = naively(name).filter(
    (row) => row[12] === 'ACTIVE' && row[25]?.split('|').includes('RO76') && row[3] !== '',
  );
  return new Map(rows.map((row) => [row[0]!, row[3]!]));
}

/** The map's cells at the end of its lines, where no comma is quoted: clinical system supplier. */
function naiveSuppliers(): Map<string, string> {
  return new Map(
    naively(names.map)
      .slice(1)
      .map((row) => [row[2]!, row.at(-1)!]),
  );
}

if (!existsSync(data)) test.skip('skipped: no ../shared/data', () => undefined);
else
  describe('the published files', () => {
    test('England: every practice, ICB and clinical system that a naive reader finds', async () => {
      const { icbs, joined, files, unmappedSuppliers, icbDisagreements } =
        await readPublishedRegister(
          {
            map: published(names.map),
            listSizes: published(names.listSizes),
            practices: published(names.practices),
            onlineConsultation: published(names.onlineConsultation),
          },
          catalogue,
        );
      const suppliers = naiveSuppliers();
      const inEpraccur = naiveEpraccur(names.practices);
      const everywhere = new Set([...suppliers.keys(), ...inEpraccur.keys()]);
      const practices = icbs.flatMap(({ directory }) => IcbDirectory.parse(directory).practices);
      expect(everywhere.size).toBe(6182);
      expect(practices.map(({ odsCode }) => String(odsCode)).sort()).toEqual(
        [...everywhere].sort(),
      );
      expect(practices).toHaveLength(6182);
      expect(icbs).toHaveLength(36);
      expect(unmappedSuppliers).toEqual([]);
      expect(icbDisagreements).toHaveLength(17);
      expect(files.flatMap(({ refused }) => refused)).toEqual([]);
      expect(files.map(({ asAt }) => asAt)).toEqual([
        '2026-08-01',
        '2026-03-01',
        '2026-06-01',
        '2026-02-28',
      ]);
      expect(joined.withoutClinicalSystem).toBe(53);

      const sizes = new Map(naively(names.listSizes).map((row) => [row[5], Number(row[9])]));
      const product: Record<string, string> = {
        EMIS: 'emis-web',
        TPP: 'systmone',
        Medicus: 'medicus',
      };
      const said = practices.map(({ odsCode, listSize, systems }) => [
        odsCode,
        listSize,
        systems.find(({ role }) => role === 'clinical-system')?.product,
      ]);
      const expected = practices.map(({ odsCode }) => [
        odsCode,
        sizes.get(odsCode),
        product[suppliers.get(odsCode) ?? ''],
      ]);
      expect(said).toEqual(expected);
      const emisIn = (icb: string) =>
        icbs
          .find(({ code }) => code === icb)
          ?.directory.practices.filter(({ systems }) =>
            systems.some((system) => system.product === 'emis-web'),
          ).length;
      expect([emisIn('QKS'), emisIn('QT6'), emisIn('QOX')]).toEqual([175, 30, 0]);
    });

    test('online consultation: as many practices of each supplier as the sheet has', async () => {
      const { icbs } = await readPublishedRegister(
        { map: published(names.map), onlineConsultation: published(names.onlineConsultation) },
        catalogue,
      );
      const sheet = await readSheet(
        readFileSync(new URL(names.onlineConsultation, data)),
        'Table 2',
      );
      const known = naiveSuppliers();
      const accurx = sheet.filter(
        (row) => known.has(String(row[1])) && String(row[11]).includes('ACCURX'),
      );
      const systems = icbs.flatMap(({ directory }) =>
        directory.practices.flatMap((practice) => practice.systems),
      );
      expect(accurx.length).toBeGreaterThan(2500);
      expect(systems.filter(({ product }) => product === 'accurx-triage')).toHaveLength(
        accurx.length,
      );
    });

    test('February 2026, before the mergers, from epraccur alone', async () => {
      const { icbs } = await readPublishedRegister(
        { practices: published('epraccur_2026-02.csv') },
        catalogue,
      );
      const naive = naiveEpraccur('epraccur_2026-02.csv');
      expect(icbs).toHaveLength(42);
      const placed = icbs.flatMap(({ code, directory }) =>
        directory.practices.map(({ odsCode }) => [String(odsCode), String(code)] as const),
      );
      expect(new Map(placed)).toEqual(naive);
    });
  });
