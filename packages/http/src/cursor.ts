import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Refusal } from '@registry/domain';

const Cursor = z.tuple([z.string(), z.string()]);

/** A short hash of a question, so that a cursor can tell which list it belongs to. */
function fingerprint(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}

/**
 * An opaque cursor: the list goes on after `last` (the sort key of the last entry given) of the
 * same question.
 */
export function writeCursor(question: unknown, last: string): string {
  return Buffer.from(JSON.stringify([fingerprint(question), last])).toString('base64url');
}

/**
 * Where a cursor of this question goes on. Throws `wrong-cursor` for one that is not ours, or of
 * another question.
 */
export function readCursor(question: unknown, cursor: string): string {
  const [asked, last] = parse(cursor);
  if (asked === fingerprint(question)) return last;
  throw new Refusal('wrong-cursor', 'The cursor belongs to another question', [
    { path: 'cursor', message: 'should come from the answer to this same question' },
  ]);
}

function parse(cursor: string): [string, string] {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal('wrong-cursor', 'The cursor is not one of ours', [
      { path: 'cursor', message: 'should be the cursor of an earlier answer, unchanged' },
    ]);
  }
}
