import type { KeptTotals, OpenNationally, Outage, Sending } from '@registry/domain';
import { londonTimeSeenAt } from '@registry/domain';
import { UsageError } from '../terminal/failure.ts';
import { count, dialled, plainText } from '../terminal/wording.ts';

/** When the next update was promised, and whether that time has gone by. */
export function promise({ nextUpdateAt, status }: Outage, now: Date): string {
  if (status === 'resolved') return 'none';
  if (nextUpdateAt === undefined) return 'none promised';
  const at = new Date(nextUpdateAt);
  return `${londonTimeSeenAt(at, now)}${at < now ? ' (OVERDUE)' : ''}`;
}

/** That nobody can say of some practices, and what becomes of them: zero hit is not all well. */
export function unknownLines(
  { unknown }: Pick<KeptTotals, 'unknown'>,
  { include }: Pick<Outage, 'include'>,
): string[] {
  if (unknown === 0) return [];
  const whom = `NOT KNOWN of ${count(unknown, 'practice')}: too little is recorded to say.`;
  if (include?.includes('unknown')) return [`${whom} They are asked whether they use it.`];
  return [
    `${whom} They are told nothing, which is no sign that they are well; --include unknown asks them.`,
  ];
}

/** What NHS England has open beside a declaration, and whose words practices hear. */
export function nationalLines(nationally: readonly OpenNationally[], now: Date): string[] {
  return nationally.flatMap(({ id, title, status, declaredAt, message, at, wordsTaken }) => {
    const [since, said] = [declaredAt, at].map((each) => londonTimeSeenAt(new Date(each), now));
    return [
      `NHS England has had “${plainText(title)}” open here since ${since} (${id}), ${status}. At ${said} it said: ${plainText(message)}`,
      wordsTaken
        ? '  You give no words of your own, so practices hear these; --title and --message give yours.'
        : '  Practices hear your words beside these.',
    ];
  });
}

/** That somebody has stopped sending, who, since when and why; nothing while all goes out. */
export function stoppedLines({ stops }: Sending, now: Date): string[] {
  return stops.map(({ icb, reason, at }) => {
    const whose = icb === 'X26' ? 'NHS England, for all ICBs' : icb;
    const since = londonTimeSeenAt(new Date(at), now);
    const why = plainText(reason)
      .trim()
      .replace(/[^.!?]$/, '$&.');
    return `SENDING IS STOPPED by ${whose} since ${since}: ${why} Nothing of theirs goes out until registry outage go-on.`;
  });
}

/** Whether a practice uses what is in trouble, by its own word. */
export const usesWords = { yes: 'uses it', no: 'does not use it' } as const;

/** A practice to be rung, and the numbers that are recorded for that. */
interface ToRing {
  odsCode: string;
  name: string;
  numbers: readonly string[];
}

/** Practices to be rung, a line each with the number. */
export function ringList(practices: readonly ToRing[]): string[] {
  return practices.map(({ odsCode, name, numbers }) => {
    const how =
      numbers.length === 0 ? 'no number recorded' : `ring ${numbers.map(dialled).join(' or ')}`;
    return `  ${odsCode} ${plainText(name)}: ${how}`;
  });
}

/** Where an outage stands: taken back is not an all-clear. */
export function standing({ status, withdrawn }: Pick<Outage, 'status' | 'withdrawn'>): string {
  return withdrawn ? 'taken back' : status;
}

/** `EXERCISE. ` before what concerns an exercise. */
export function exerciseMark({ exercise }: { exercise: boolean }): string {
  return exercise ? 'EXERCISE. ' : '';
}

/**
 * What was typed is wrong in these fields, each with what would be right; `what` such as `the
 * declaration`.
 */
export function wrongFields(
  what: string,
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): UsageError {
  const lines = issues.map(({ path, message }) => `  ${path.map(String).join('.')}: ${message}`);
  return new UsageError(`Something in ${what} is wrong:\n${lines.join('\n')}`);
}
