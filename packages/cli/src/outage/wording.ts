import type { Outage } from '@registry/domain';
import { londonTimeSeenAt } from '@registry/domain';
import { UsageError } from '../terminal/failure.ts';
import type { Reach } from './reach.ts';

/** What somebody else wrote, safe to print in a terminal: control characters, which could move its cursor, become spaces. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}

/** `+441632960456` as `01632960456`, as people dial it; a number as published stays as it is. */
export function dialled(number: string): string {
  return plainText(number).replace(/^\+44/, '0');
}

/** When the next update was promised, and whether that time has gone by. */
export function promise({ nextUpdateAt, status }: Outage, now: Date): string {
  if (status === 'resolved') return 'none';
  if (nextUpdateAt === undefined) return 'none promised';
  const at = new Date(nextUpdateAt);
  return `${londonTimeSeenAt(at, now)}${at < now ? ' (OVERDUE)' : ''}`;
}

/** Practices to be rung, a line each with the number. */
export function ringList(unreachable: readonly Pick<Reach, 'practice' | 'ring'>[]): string[] {
  return unreachable.map(
    ({ practice: { odsCode, name }, ring }) =>
      `  ${odsCode} ${plainText(name)}: ${ring === undefined ? 'no number recorded' : `ring ${dialled(ring)}`}`,
  );
}

/** `EXERCISE. ` before what concerns an exercise. */
export function exerciseMark({ exercise }: { exercise: boolean }): string {
  return exercise ? 'EXERCISE. ' : '';
}

/** What was typed is wrong in these fields, each with what would be right; `what` such as `the declaration`. */
export function wrongFields(
  what: string,
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): UsageError {
  const lines = issues.map(({ path, message }) => `  ${path.map(String).join('.')}: ${message}`);
  return new UsageError(`Something in ${what} is wrong:\n${lines.join('\n')}`);
}
