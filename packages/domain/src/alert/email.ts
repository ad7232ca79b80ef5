import type { Effect } from '../catalogue/dependency.ts';
import type { MessageFacts } from './message-facts.ts';

/**
 * Columns at which lines are wrapped, links excepted. RFC 3676 suggests 72 so that replies stay
 * readable.
 */
const COLUMNS = 72;

/**
 * An email as it is sent: plain text, so that it is the same everywhere and nothing in it is
 * hidden.
 */
export interface Email {
  subject: string;
  text: string;
}

/** What is said of a product with that effect. */
export const effectWords: Readonly<Record<Effect, string>> = {
  unavailable: 'may not work',
  unsafe: 'is not safe to use',
  degraded: 'may work badly',
};

/**
 * The email with everything that is known and approved, in the order in which a practice needs it.
 */
export function emailMessage(facts: MessageFacts): Email {
  const todo =
    facts.status === 'resolved'
      ? list('What to do now that it is back', facts.recovery)
      : list('What to do', facts.advice);
  const before = [
    opening(facts),
    whatIsHit(facts),
    list('What has been done already', facts.actions),
    list('What others say', facts.statements.map(statementLine)),
    todo,
  ];
  const after = [nextUpdate(facts), answering(facts), whoSpeaks(facts), correcting(facts)];
  // Patients are told the public message word for word: it is not wrapped.
  const sections = [...before.map(wrapAll), publicMessage(facts), ...after.map(wrapAll)];
  return {
    subject: subjectOf(facts),
    text: sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')
      .concat('\n'),
  };
}

function subjectOf(facts: MessageFacts): string {
  const { exercise, number, practice, sender, status } = facts;
  const products = facts.products.join(', ');
  const news =
    status === 'resolved'
      ? `${products}: all clear`
      : status === 'recovering'
        ? `${products} is coming back: back for you?`
        : number === 1
          ? `${products} may be affected at ${practice}`
          : `Update ${number} on ${products}`;
  return `${exercise ? 'EXERCISE: ' : ''}${news} – ${sender}`.replace(/\s+/g, ' ');
}

function opening(facts: MessageFacts): string[] {
  const { exercise, sender, title, number, status, message, practice, odsCode } = facts;
  const products = facts.products.join(', ');
  const headline =
    status === 'resolved'
      ? `All clear: ${products} at ${practice} (${odsCode}).`
      : status === 'recovering'
        ? `${products} is coming back. Is it back at ${practice} (${odsCode})?`
        : `${products} may be affected at ${practice} (${odsCode}).`;
  return [
    ...(exercise ? ['EXERCISE. This is an exercise: nothing has really failed.', ''] : []),
    `${sender}: ${headline}`,
    '',
    `${title}, update ${number}:`,
    ...message.split('\n'),
  ];
}

function whatIsHit({ hits, status, onlySome }: MessageFacts): string[] {
  if (status === 'resolved' || hits.length === 0) return [];
  return [
    'What may be hit at your practice, and why',
    ...hits.map(
      ({ role, product, effect, because }) =>
        `- ${upperFirst(role)}: ${product} ${effectWords[effect]}, because ${because}.`,
    ),
    ...(onlySome === undefined ? [] : [onlySome]),
    'May be affected is not the same as down: please tell us how it is.',
  ];
}

function statementLine({ by, text, source }: MessageFacts['statements'][number]): string {
  return `${by}: ${text}${source === undefined ? '' : ` (source: ${source})`}`;
}

function publicMessage({ publicMessage: words, status }: MessageFacts): string[] {
  if (words === undefined || status === 'resolved') return [];
  return ['What you may tell patients, word for word', ...words.split('\n')];
}

function nextUpdate({ nextUpdate: at, status }: MessageFacts): string[] {
  if (at !== undefined) return [`The next update comes at ${at}, or sooner if there is news.`];
  return status === 'resolved' ? [] : ['No time is promised yet for the next update.'];
}

function answering({ status, reply }: MessageFacts): string[] {
  const asking =
    status === 'resolved'
      ? 'Is it still down for you? Tell us:'
      : status === 'recovering'
        ? 'Is it back for you? Tell us:'
        : 'Is it down for you, and how are you? Tell us (no password needed):';
  return [
    asking,
    reply.link,
    'or, if you cannot open the link, on any phone or computer enter',
    `${reply.code} at ${reply.page}`,
    'The link is for you alone: please do not pass it on.',
  ];
}

function whoSpeaks({ sender, phone, leader }: MessageFacts): string[] {
  return [
    `This comes from ${sender}.${leader === undefined ? '' : ` ${leader} leads the response.`}`,
    ...(phone === undefined ? [] : [`Ring us on ${phone}.`]),
  ];
}

function correcting({ practice, odsCode, sender }: MessageFacts): string[] {
  return [
    `Is something here wrong for ${practice} (${odsCode})? Correct your record in the resilience registry, or tell ${sender}.`,
    'Please put no patient details in any answer.',
  ];
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [heading, ...items.map((item) => `- ${item}`)];
}

function wrapAll(lines: readonly string[]): string[] {
  return lines.map(wrap);
}

/** Breaks a line between words; a continued list item is indented under its words. */
function wrap(line: string): string {
  const indent = line.startsWith('- ') ? '  ' : '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/\s+/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (longer.length > COLUMNS && current !== '') {
      lines.push(current);
      current = `${indent}${word}`;
    } else {
      current = longer;
    }
  }
  return [...lines, current].join('\n');
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
