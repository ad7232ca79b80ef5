import { catalogue } from '@registry/catalogue';
import type { NamedFile, PublishedRegister } from '@registry/directory';
import { joinFiles } from '@registry/directory';
import type { IcbCode, OdsCode, PracticeRecord } from '@registry/domain';
import {
  decideDirectory,
  IcbDirectory,
  noPublications,
  PracticeRecord as RecordSchema,
  rosterRow,
} from '@registry/domain';
import { encodeRoster } from '@registry/storage';
import { readEpraccur } from '../../packages/directory/src/epraccur.ts';
import { readListSizes } from '../../packages/directory/src/list-sizes.ts';
import { readOnlineConsultation } from '../../packages/directory/src/online-consultation.ts';
import { readPracticeMap } from '../../packages/directory/src/practice-map.ts';
import {
  epraccurPublication,
  listSizesPublication,
  mapPublication,
  onlinePublication,
} from '../../packages/directory/src/publication.ts';
import type { readEnglandFiles } from './bench-register.ts';
import { timed } from './report.ts';

/** Records in one transaction of a load: 100 items, less the roster's two and the trail's one. */
const RECORDS_AT_ONCE = 97;

/** One part of reading: its milliseconds in each run, and the rows or practices that it gave. */
interface ReadPart {
  title: string;
  ms: number[];
  rows: number;
}

/**
 * Reads and joins the files several times, part by part; the first time is cold when nothing has
 * read them before.
 */
export async function timeReading(
  { map, listSizes, practices, onlineConsultation }: Awaited<ReturnType<typeof readEnglandFiles>>,
  runs: number,
): Promise<{ parts: ReadPart[]; published: PublishedRegister }> {
  const parts = new Map<string, ReadPart>();
  const part = async <T>(title: string, act: () => T, rowsOf: (value: Awaited<T>) => number) => {
    const { value, ms } = await timed(act);
    const times = [...(parts.get(title)?.ms ?? []), ms];
    parts.set(title, { title, ms: times, rows: rowsOf(value) });
    return value;
  };
  const file = <T extends { rows: number }>({ name }: NamedFile, act: () => T | Promise<T>) =>
    part<T | Promise<T>>(name, act, ({ rows }) => rows);
  for (let run = 1; ; run += 1) {
    const read = {
      map: await file(map, () => readPracticeMap(map)),
      listSizes: await file(listSizes, () => readListSizes(listSizes)),
      epraccur: await file(practices, () => readEpraccur(practices)),
      online: await file(onlineConsultation, () => readOnlineConsultation(onlineConsultation)),
    };
    const published = await part(
      'joining',
      () =>
        joinFiles(noPublications, [
          mapPublication(read.map, catalogue),
          listSizesPublication(read.listSizes),
          epraccurPublication(read.epraccur),
          onlinePublication(read.online, catalogue),
        ]),
      ({ joined }) => joined.practices,
    );
    if (run === runs) return { parts: [...parts.values()], published };
  }
}

/**
 * The pure parts of `load-directory` done here, on the same data: milliseconds for all ICBs.
 * @param register what it holds before: nothing, or exactly what is published
 */
export function againByHand(
  { icbs }: PublishedRegister,
  register: 'empty' | 'full',
): [part: string, ms: number][] {
  const parts = { parse: 0, records: 0, decide: 0, encode: 0 };
  for (const { code, directory } of icbs) {
    const body: unknown = JSON.parse(JSON.stringify(directory));
    const held = register === 'full' ? recordsOf(code, directory) : [];
    const stored: unknown[] = JSON.parse(JSON.stringify(held)) as unknown[];
    parts.parse += sync(() => IcbDirectory.parse(body));
    parts.records += sync(() => stored.map((record) => RecordSchema.parse(record)));
    const byCode = new Map<OdsCode, PracticeRecord>(held.map((each) => [each.odsCode, each]));
    const publishing = { entries: directory.practices, today: '2026-08-01' };
    parts.decide += sync(() => decideDirectory(code, publishing, byCode));
    if (register === 'empty') parts.encode += encodeAsItGrows(code, directory);
  }
  return [
    ['parsing the bodies', parts.parse],
    ['parsing the records held', parts.records],
    ['deciding', parts.decide],
    ['packing the rosters', parts.encode],
  ];
}

function recordsOf(icb: IcbCode, { practices }: IcbDirectory): PracticeRecord[] {
  return practices.map((directory) => ({
    odsCode: directory.odsCode,
    icb,
    version: 1,
    directory,
  }));
}

/** Each transaction packs the whole roster as it stands then. */
function encodeAsItGrows(code: IcbCode, directory: IcbDirectory): number {
  const rows = recordsOf(code, directory).flatMap((record) => rosterRow(record) ?? []);
  let ms = 0;
  for (let end = RECORDS_AT_ONCE; end < rows.length + RECORDS_AT_ONCE; end += RECORDS_AT_ONCE) {
    ms += sync(() => encodeRoster({ name: directory.name, rows: rows.slice(0, end) }));
  }
  return ms;
}

function sync(act: () => unknown): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}
