// eslint-disable-next-line no-restricted-imports -- here the test is the caller who reads the files
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import {
  directoriesOf,
  heldPublications,
  IcbDirectory,
  keptDatasets,
  noPublications,
  publish,
  straddling,
} from '@registry/domain';
import type { OdsCode } from '@registry/domain';
import { readSheet } from 'read-excel-file/node';
import { joinFiles } from './join.ts';
import type { NamedFile } from './named-file.ts';
import type { ReadPublication } from './publication.ts';
import { readPublications, readPublishedRegister } from './published-register.ts';

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
    /** Map, list sizes, epraccur, online consultations and the second opinion, in this order. */
    let five: ReadPublication[];
    beforeAll(async () => {
      five = await readPublications(
        {
          map: published(names.map),
          listSizes: published(names.listSizes),
          practices: published(names.practices),
          onlineConsultation: published(names.onlineConsultation),
          gpSuppliers: published('gp_suppliers_2025-12.csv'),
        },
        catalogue,
      );
    }, 60_000);

    test('England: every practice, ICB and clinical system that a naive reader finds', () => {
      const { icbs, joined, files, unmappedSuppliers, icbDisagreements } = joinFiles(
        noPublications,
        five.slice(0, 4),
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
      const { icbs } = joinFiles(noPublications, [five[0]!, five[3]!]);
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

    test('one after another, in whatever order, they make the register that they make together', () => {
      const together = joinFiles(noPublications, five).icbs;
      const turned = five.map((_, first) => [...five.slice(first), ...five.slice(0, first)]);
      for (const order of [...turned, ...turned.map((files) => files.toReversed())]) {
        let held = noPublications;
        let kept: ReturnType<typeof keptDatasets> = [];
        let placed: OdsCode[] = [];
        for (const file of order) {
          const publications = publish(held, [file]);
          const { icbs, unplaced } = directoriesOf(publications);
          kept = keptDatasets(publications, unplaced, kept, new Set(placed));
          const practices = icbs.flatMap(({ directory }) => directory.practices);
          placed = practices.map(({ odsCode }) => odsCode);
          held = heldPublications(
            practices.map(({ odsCode, datasets = {} }) => ({ odsCode, datasets })),
            kept,
          );
        }
        // Jest's own comparison takes seconds for England.
        expect(isDeepStrictEqual(directoriesOf(held).icbs, together)).toBe(true);
        // What datasets say of practices that are nowhere is little beside an item's 400 KB.
        expect(JSON.stringify(kept).length).toBeLessThan(60_000);
      }
    }, 60_000);

    test('the list of December 2025 contradicts no map of August 2026, and fills thirteen gaps', () => {
      const { joined } = joinFiles(noPublications, five);
      expect(joined).toMatchObject({ withoutClinicalSystem: 53 - 13, clinicalSystemInDoubt: [] });
      const inAugust = { ...five[4]!, asAt: '2026-08-01' };
      const statements = [...inAugust.statements].map(
        ([odsCode, said]) => [odsCode, { ...said, asAt: inAugust.asAt }] as const,
      );
      const sameAge = joinFiles(noPublications, [
        five[0]!,
        { ...inAugust, statements: new Map(statements) },
      ]);
      expect(sameAge.joined.clinicalSystemInDoubt).toHaveLength(12);
    });

    test('an epraccur of before the mergers and a map of after them straddle them: 47 ICBs', async () => {
      const [old] = await readPublications(
        { practices: published('epraccur_2025-08.csv') },
        catalogue,
      );
      const { publications, icbs } = joinFiles(noPublications, [five[0]!, old!]);
      expect(icbs).toHaveLength(47);
      const { map, epraccur } = straddling(publications)!;
      expect([map.length, epraccur.length]).toEqual([6, 12]);
      expect(straddling(joinFiles(noPublications, five).publications)).toBeUndefined();
    });
  });
