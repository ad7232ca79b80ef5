import type { Reply } from '@registry/domain';
import { Reply as ReplySchema, shownPlainly } from '@registry/domain';
import type { Attempt } from './questions.ts';

/**
 * A form of the page as an answer, or what is wrong with it. Fields left empty were not answered; a
 * browser sends each line break as two characters, and counts it as one. What no text may hold is
 * written out: somebody in a hurry is not asked to find it.
 */
export function readForm(fields: Readonly<Record<string, string>>): Reply | Attempt {
  const { needs = '', note = '', ...taps } = fields;
  const typed = { needs: unbroken(needs), note: unbroken(note) };
  const filled = Object.entries({ ...taps, ...typed }).filter(([, value]) => value !== '');
  const parsed = ReplySchema.safeParse(Object.fromEntries(filled));
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const errors: Attempt['errors'] = [
    ...(wrong.has('needs') ? [tooLong('needs', 'What you need', typed.needs)] : []),
    ...(wrong.has('note') ? [tooLong('note', 'Your note', typed.note)] : []),
  ];
  if (errors.length > 0) return { ...typed, errors };
  return {
    ...typed,
    errors: [{ field: 'answer', message: 'Tap one of the answers, or write a note' }],
  };
}

function unbroken(text: string): string {
  return shownPlainly(text.replaceAll('\r\n', '\n').trim());
}

function tooLong(field: 'needs' | 'note', what: string, text: string) {
  return {
    field,
    message: `${what} should be 200 characters at most: it has ${text.length}`,
  };
}
