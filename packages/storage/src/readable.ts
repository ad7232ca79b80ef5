import type * as z from 'zod';
import { Refusal } from '@registry/domain';
import type { Database, Item } from './database.ts';
import { inTodaysForm } from './versions.ts';

/**
 * What an item holds, in the form of today, or undefined for one that cannot be read: its key is
 * told, and nothing of what it says.
 */
export function readable<T>(
  { onUnreadable }: Pick<Database, 'onUnreadable'>,
  schema: z.ZodType<T>,
  item: Item,
): T | undefined {
  const parsed = schema.safeParse(inTodaysForm(item));
  if (parsed.success) return parsed.data;
  const { pk, sk = '', v = 1 } = item;
  onUnreadable({ pk: String(pk), sk: String(sk), v: Number(v) });
  return undefined;
}

/** What those of several items hold that can be read: one that cannot hides no other. */
export function readableOf<T>(
  db: Pick<Database, 'onUnreadable'>,
  schema: z.ZodType<T>,
  items: readonly Item[],
): T[] {
  return items.flatMap((item) => readable(db, schema, item) ?? []);
}

/** As `readable`, of the one item that somebody asked for. Throws `unreadable`. */
export function requireReadable<T>(
  db: Pick<Database, 'onUnreadable'>,
  schema: z.ZodType<T>,
  item: Item,
): T {
  const held = readable(db, schema, item);
  if (held !== undefined) return held;
  throw new Refusal(
    'unreadable',
    'What is kept of this cannot be read by this version of the registry. It is still there, and whoever runs the registry is told',
  );
}
