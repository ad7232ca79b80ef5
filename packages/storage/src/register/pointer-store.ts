import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OdsCode } from '@registry/domain';
import { IcbCode, IcbEntry } from '@registry/domain';
import type { Database } from '../database.ts';
import { readable, readableOf, requireReadable } from '../readable.ts';
import { getItem, getItems } from '../reads.ts';
import { pointerKeys } from '../keys.ts';
import { versionOf } from '../versions.ts';

/** Where a practice is: the ICB that holds it now, and those that held it before. */
export const PracticePointer = z.object({
  icb: IcbCode,
  before: z.array(IcbCode).default([]),
});
/** Where a practice is. */
export type PracticePointer = z.infer<typeof PracticePointer>;

const PointerItem = PracticePointer.extend({ pk: z.string() });
const IcbsEntry = z.object({ entry: IcbEntry });
const IcbsItem = z.object({ icbs: z.record(z.string(), z.unknown()) });

/** Reads the pointers: which ICB holds a practice, and which ICBs there are. */
export type PointerStore = ReturnType<typeof createPointerStore>;

/** Makes a store over what the database's credentials can reach. */
export function createPointerStore(db: Database) {
  const table = db.tables.pointers;
  return {
    /** Which ICB holds a practice; undefined for one that no published file has placed. */
    async readPractice(odsCode: OdsCode): Promise<PracticePointer | undefined> {
      const item = await getItem(db, table, pointerKeys.practice(odsCode));
      return item && requireReadable(db, PracticePointer, item);
    },

    /** Which ICB holds each of several practices; those that nobody holds are left out. */
    async readPractices(odsCodes: readonly OdsCode[]): Promise<Map<OdsCode, PracticePointer>> {
      const items = await getItems(db, table, odsCodes.map(pointerKeys.practice));
      const byKey = new Map(
        readableOf(db, PointerItem, items).map(({ pk, ...rest }) => [pk, rest]),
      );
      return new Map(
        odsCodes.flatMap((odsCode) => {
          const pointer = byKey.get(pointerKeys.practice(odsCode).pk);
          return pointer ? [[odsCode, pointer] as const] : [];
        }),
      );
    },

    /** The ICBs that the register knows, or knew, sorted by code. */
    async readIcbs(): Promise<IcbEntry[]> {
      const item = await getItem(db, table, pointerKeys.icbs);
      const held = item && requireReadable(db, IcbsItem, item);
      const icbs = Object.entries(held?.icbs ?? {}).flatMap(([code, entry]) => {
        const one = { ...pointerKeys.icbs, sk: code, entry };
        return readable(db, IcbsEntry, one)?.entry ?? [];
      });
      return icbs.sort((a, b) => (a.code < b.code ? -1 : 1));
    },

    /** Adds an ICB, or replaces what is known of it. */
    async putIcb(entry: IcbEntry): Promise<void> {
      const update = { TableName: table, Key: marshall(pointerKeys.icbs) };
      await db.client.send(
        new UpdateItemCommand({
          ...update,
          UpdateExpression: 'SET icbs = if_not_exists(icbs, :none), v = :v',
          ExpressionAttributeValues: marshall({ ':none': {}, ':v': versionOf(pointerKeys.icbs) }),
        }),
      );
      await db.client.send(
        new UpdateItemCommand({
          ...update,
          UpdateExpression: 'SET icbs.#code = :entry',
          ExpressionAttributeNames: { '#code': entry.code },
          ExpressionAttributeValues: marshall({ ':entry': entry }, { removeUndefinedValues: true }),
        }),
      );
    },
  };
}
