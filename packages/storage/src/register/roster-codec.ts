import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import type { IcbCode, Roster, RosterRow } from '@registry/domain';
import { Channel, NamedCode, OdsCode, RecordedRole } from '@registry/domain';

/** The codec that `encodeRoster` writes. Readers of the next one ship before its writer. */
export const ROSTER_CODEC = 1;

/** Far more than any ICB's rows take once decompressed: what claims to be larger is refused. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Checked in one pass: a schema per number would cost more than all the rest of decoding. */
const indexes = z.custom<readonly number[]>(
  (value) =>
    Array.isArray(value) && value.every((each) => Number.isInteger(each) && Number(each) >= -1),
);

/**
 * A roster in columns; what repeats stands once in a dictionary, and a column has -1 where a
 * practice has none.
 */
const Columns = z.strictObject({
  name: z.string(),
  odsCodes: z.string(),
  /** One a line. */
  names: z.string(),
  pcns: z.array(NamedCode),
  subIcbs: z.array(NamedCode),
  roles: z.array(RecordedRole),
  /** Indexes into `roles`: practices alike share one profile. */
  profiles: z.array(indexes),
  pcn: indexes,
  subIcb: indexes,
  listSize: indexes,
  profile: indexes,
  /** Bits: 1 SMS, 2 email. */
  reachable: indexes,
});
const OdsCodes = z.array(OdsCode);

/** Numbers values in order of first appearance; alike is having the same JSON. */
function createDictionary<T>(): { indexOf: (value: T | undefined) => number; values: T[] } {
  const indexes = new Map<string, number>();
  const values: T[] = [];
  return {
    values,
    indexOf(value) {
      if (value === undefined) return -1;
      const key = JSON.stringify(value);
      const known = indexes.get(key);
      if (known !== undefined) return known;
      indexes.set(key, values.length);
      return values.push(value) - 1;
    },
  };
}

/**
 * A roster's rows and name as one small binary: columns with dictionaries, JSON, Brotli. Rows are
 * sorted by ODS code.
 */
export function encodeRoster({ name, rows }: Pick<Roster, 'name' | 'rows'>): Uint8Array {
  const sorted = [...rows].sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
  const [pcns, subIcbs] = [createDictionary<NamedCode>(), createDictionary<NamedCode>()];
  const [roles, profiles] = [createDictionary<RecordedRole>(), createDictionary<number[]>()];
  const columns: z.infer<typeof Columns> = {
    name,
    odsCodes: sorted.map(({ odsCode }) => odsCode).join(''),
    names: sorted.map((row) => row.name.replaceAll('\n', ' ')).join('\n'),
    pcn: sorted.map(({ pcn }) => pcns.indexOf(pcn)),
    subIcb: sorted.map(({ subIcb }) => subIcbs.indexOf(subIcb)),
    listSize: sorted.map(({ listSize }) => listSize ?? -1),
    profile: sorted.map((row) => profiles.indexOf(row.roles.map((role) => roles.indexOf(role)))),
    reachable: sorted.map(
      ({ reachable }) =>
        (reachable.includes('sms') ? 1 : 0) + (reachable.includes('email') ? 2 : 0),
    ),
    pcns: pcns.values,
    subIcbs: subIcbs.values,
    roles: roles.values,
    profiles: profiles.values,
  };
  return brotliCompressSync(JSON.stringify(columns), {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: 10,
    },
  });
}

const channels: readonly (readonly Channel[])[] = [[], ['sms'], ['email'], ['sms', 'email']];

/**
 * The roster behind `encodeRoster`'s bytes. Throws when they are not what `codec` says, or a codec
 * this reader does not know.
 */
export function decodeRoster(
  icb: IcbCode,
  version: number,
  codec: number,
  bytes: Uint8Array,
): Roster {
  if (codec !== ROSTER_CODEC) throw new Error(`The roster of ${icb} has codec ${codec}`);
  const json = brotliDecompressSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8');
  const columns = Columns.parse(JSON.parse(json));
  const odsCodes = OdsCodes.parse(columns.odsCodes.match(/.{6}/gs) ?? []);
  const names = columns.names.split('\n');
  const profiles = columns.profiles.map((profile) =>
    profile.map((role) => required(columns.roles[role], icb)),
  );
  const rows = odsCodes.map((odsCode, row): RosterRow => {
    const listSize = columns.listSize[row] ?? -1;
    return {
      odsCode,
      name: required(names[row], icb),
      pcn: columns.pcns[columns.pcn[row] ?? -1],
      subIcb: columns.subIcbs[columns.subIcb[row] ?? -1],
      listSize: listSize < 0 ? undefined : listSize,
      roles: required(profiles[columns.profile[row] ?? -1], icb),
      reachable: required(channels[columns.reachable[row] ?? -1], icb),
    };
  });
  return { icb, name: columns.name, version, rows };
}

function required<T>(value: T | undefined, icb: string): T {
  if (value === undefined) throw new Error(`The roster of ${icb} does not decode`);
  return value;
}
