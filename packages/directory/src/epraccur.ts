import { IcbCode, OdsCode, TelephoneNumber } from '@registry/domain';
import * as z from 'zod';
import { looksLike } from './csv-table.ts';
import { readCsv } from './csv.ts';
import { dateInName } from './dates.ts';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import type { PublishedFile } from './published-file.ts';
import { readableName } from './readable-name.ts';
import { gatherPractices, nameFields, type Row } from './rows.ts';

/**
 * The 27 columns; the file has no heading line. Source: NHS England, ODS data supplied, epraccur.
 */
const columns = [
  'code',
  'name',
  'region',
  'icb',
  'address1',
  'address2',
  'address3',
  'town',
  'county',
  'postcode',
  'opened',
  'closed',
  'status',
  'sub-type',
  'commissioner',
  'joined',
  'left',
  'telephone',
  '19',
  '20',
  '21',
  'amended',
  '23',
  'commissioner again',
  '25',
  'setting',
  '27',
];

const filled = z.string().trim().min(1, 'should not be empty');
const optional = z.string().trim();

const EpraccurRow = z
  .object({
    code: OdsCode,
    name: filled,
    region: filled,
    icb: IcbCode,
    address1: optional,
    address2: optional,
    address3: optional,
    town: optional,
    postcode: optional,
    commissioner: filled,
    telephone: optional,
  })
  .transform((row) => {
    const address = [row.address1, row.address2, row.address3, row.town].filter(Boolean);
    const telephone = mendTelephone(row.telephone);
    return {
      odsCode: row.code,
      icb: row.icb,
      subIcbCode: row.commissioner,
      regionCode: row.region,
      fields: {
        name: readableName(row.name),
        ...(row.postcode && { postcode: row.postcode }),
        ...(address.length > 0 && { address }),
        ...(telephone && { telephone }),
      },
    };
  });

/** What epraccur says of a practice. */
export type EpraccurPractice = z.infer<typeof EpraccurRow>;

/**
 * A telephone number as published, with the leading zero it may have lost in a spreadsheet;
 * undefined when it is still no United Kingdom number, which nobody could ring. Numbers of ten
 * digits with their zero are whole in some older areas (`01632 96012`).
 */
function mendTelephone(published: string): string | undefined {
  const mended = /^[1-9]/.test(published) ? `0${published}` : published;
  return TelephoneNumber.safeParse(mended).success ? mended : undefined;
}

/**
 * True of an active GP practice in England, in either coding of the file: until late 2025 status
 * `A` and prescribing setting `4`; since then `ACTIVE` and `RO76`, which may be joined with other
 * roles by `|`. England is told by its region, `Y` and two digits: Wales has `W00` in the older
 * coding and nothing in the newer. The practice's own code does not tell: `W93019` is in
 * Gloucestershire.
 */
function isEnglishPractice({ cells }: Row): boolean {
  const active = cells['status'] === 'A' || cells['status'] === 'ACTIVE';
  const settings = String(cells['setting']).split('|');
  return (
    active &&
    (settings.includes('RO76') || settings.includes('4')) &&
    /^Y\d\d$/.test(String(cells['region']))
  );
}

/**
 * Reads the Organisation Data Service's prescribing cost centres (`epraccur`), keeping the active
 * GP practices in England. The file carries no date; it is taken from the file's name. Throws
 * UnreadableFile.
 */
export function readEpraccur(file: NamedFile): PublishedFile<EpraccurPractice> {
  const records = readCsv(file);
  const first = records[0]?.fields ?? [];
  if (first.length !== columns.length)
    throw new UnreadableFile(
      file.name,
      `should be the ODS practices (epraccur), 27 columns without headings, and ${likeness(first)}`,
    );
  const asAt = dateInName(file.name);
  const named = nameFields(records, columns);
  const rows = named.rows.filter(isEnglishPractice);
  if (rows.length === 0)
    throw new UnreadableFile(
      file.name,
      'has no active GP practice in England: neither status A with setting 4 nor ACTIVE with RO76 is there; if its coding has changed again, this reader must learn it',
    );
  const { practices, refused } = gatherPractices(file.name, { ...named, rows }, EpraccurRow);
  return {
    file: file.name,
    source: { dataset: 'epraccur', asAt },
    rows: records.length,
    refused,
    practices,
  };
}

function likeness(firstRecord: readonly string[]): string {
  const known = looksLike(firstRecord);
  return known ? `looks like ${known}` : `has ${firstRecord.length}`;
}
