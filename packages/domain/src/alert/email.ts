import { declaredTrouble, headlineOf, isOrAre, namesOf } from './headline.ts';
import { hitHeading, hitWords } from './hit-words.ts';
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

/**
 * The email with everything that is known and approved, in the order in which a practice needs it.
 */
export function emailMessage(facts: MessageFacts): Email {
  const before = [
    opening(facts),
    whatIsHit(facts),
    numbered('What has been done already', facts.actions),
    list('What others say', facts.statements.map(statementLine)),
    ...whatToDo(facts),
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
  const { exercise, number, practice, sender, status, saysDown, firstHeard } = facts;
  const products = namesOf(facts.products);
  const news = {
    open: firstHeard
      ? `${declaredTrouble(facts)}: ${facts.asksUse ? 'do you use it?' : `${practice} may be affected`}`
      : `Update ${number} on ${products}`,
    recovering: `${products} ${isOrAre(facts.products)} coming back: back for you?`,
    resolved: saysDown
      ? `${isOrAre(facts.products) === 'is' ? 'Is' : 'Are'} ${products} back for you?`
      : `${products}: all clear`,
  }[status];
  if (facts.withdrawn)
    return `${exercise ? 'EXERCISE: ' : ''}Taken back: ${products} was declared down in error – ${sender}`;
  return `${exercise ? 'EXERCISE: ' : ''}${facts.correction ? 'CORRECTION: ' : ''}${news} – ${sender}`.replace(
    /\s+/g,
    ' ',
  );
}

function opening(facts: MessageFacts): string[] {
  const { exercise, sender, title, number, status, message, practice, odsCode, declaredBy } = facts;
  // What was declared is no longer so once it is coming back: its title would contradict the news.
  const mark = facts.correction ? 'Correction, update' : 'Update';
  const heading =
    status === 'open' ? `${title}, ${mark.toLowerCase()} ${number}` : `${mark} ${number}`;
  return [
    ...(exercise ? ['EXERCISE. This is an exercise: nothing has really failed.', ''] : []),
    `${sender}: ${headlineOf(facts, `${practice} (${odsCode})`)}`,
    `Declared by ${declaredBy}.`,
    '',
    `${heading}:`,
    ...message.split('\n'),
  ];
}

function whatIsHit(facts: MessageFacts): string[] {
  const { hits, status, onlySome } = facts;
  if (status === 'resolved' || hits.length === 0) return [];
  const past = status === 'recovering';
  return [
    past ? 'What was hit at your practice, and why' : 'What may be hit at your practice, and why',
    ...hits.map((hit) => `- ${hitHeading(hit)}: ${hitWords(hit, facts)}`),
    ...(onlySome === undefined || past ? [] : [onlySome]),
    ...(past ? [] : ['May be affected is not the same as down: please tell us how it is.']),
  ];
}

/** Approved advice for the state the outage is in: while it comes back, for both sides of that. */
function whatToDo({ status, advice, recovery }: MessageFacts): string[][] {
  return {
    open: [numbered('What to do', advice)],
    recovering: [
      numbered('What to do until it is back for you', advice),
      numbered('What to do once it is back', recovery),
    ],
    resolved: [numbered('What to do now that it is back', recovery)],
  }[status];
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

function answering({ status, withdrawn, reply }: MessageFacts): string[] {
  const asking = withdrawn
    ? 'Is something wrong at your practice all the same? Tell us:'
    : status === 'resolved'
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
    ...(phone === undefined ? [] : [`If you need help, ring us on ${phone}.`]),
  ];
}

function correcting({ practice, odsCode, sender }: MessageFacts): string[] {
  return [
    `Is something here wrong for ${practice} (${odsCode})? Correct your record in the resilience registry, or tell ${sender}.`,
    'Please put no patient details in any answer.',
  ];
}

function numbered(heading: string, items: readonly string[]): string[] {
  return items.length === 0
    ? []
    : [heading, ...items.map((item, index) => `${index + 1}. ${item}`)];
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [heading, ...items.map((item) => `- ${item}`)];
}

function wrapAll(lines: readonly string[]): string[] {
  return lines.map(wrap);
}

/** Breaks a line between words; a continued list item is indented under its words. */
function wrap(line: string): string {
  const indent = /^(?:- |\d+\. )/.exec(line)?.[0].replace(/./g, ' ') ?? '';
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
