import type { Effect } from '../catalogue/dependency.ts';
import { smsSegments, transliterate } from './gsm-7.ts';
import { headlineOf, namesOf } from './headline.ts';
import type { MessageFacts } from './message-facts.ts';

/** Segments of a text as a rule: texts go out at a fixed number a second, and cost by segment. */
const USUAL_SEGMENTS = 2;
/** Segments of a text whose words of safety need them. */
const MOST_SEGMENTS = 3;

/** Declarers' words that forbid something: they are worth a third segment. */
const FORBIDDING = /\b(?:do not|don['’]t|must not|never|stop|avoid)\b/i;

/**
 * A part of a text: its wordings, fullest first. `required` is always said; `safety` before
 * anything else may take its room, if need be in a third segment; the others by their worth, 1
 * before 2. `spare` parts are no loss: whoever reads does not miss them.
 */
interface Part {
  wordings: readonly string[];
  worth: 'required' | 'safety' | number;
  spare?: true;
}

/**
 * The text message. Parts go whole or not at all: never some of a declarer's sentences, never a
 * word cut. What is unsafe and what must not be done comes before all but who speaks, takes a third
 * segment where it needs one, and is the last to go; the typed code is the first. Where something
 * is left out, the text says so: "Read all of it". Never without who speaks, what it is about and
 * the link.
 */
export function smsText(facts: MessageFacts): string {
  const whole = composed(partsOf(facts, 'answer'), USUAL_SEGMENTS);
  if (whole.complete) return whole.text;
  const parts = partsOf(facts, 'read all');
  const usual = composed(parts, USUAL_SEGMENTS);
  return usual.safe ? usual.text : composed(parts, MOST_SEGMENTS).text;
}

interface Composed {
  text: string;
  /** Whether everything but spare parts is said. */
  complete: boolean;
  /** Whether every word of safety is said. */
  safe: boolean;
}

function composed(all: readonly Part[], segments: number): Composed {
  const parts = all
    .map((part) => ({ ...part, wordings: part.wordings.map(transliterate) }))
    .filter(({ wordings }) => wordings.length > 0);
  const chosen = new Map<Part, string>();
  const text = (): string =>
    parts
      .flatMap((part) => chosen.get(part) ?? [])
      .join(' ')
      .replace(' \n', '\n');
  for (const part of parts) {
    if (part.worth === 'required') chosen.set(part, part.wordings.at(-1) ?? '');
  }
  for (const part of [...parts].sort(byWorth)) {
    const before = chosen.get(part);
    for (const wording of part.wordings) {
      chosen.set(part, wording);
      if (smsSegments(text()) <= segments) break;
      if (before === undefined) chosen.delete(part);
      else chosen.set(part, before);
    }
  }
  const missing = parts.filter((part) => !chosen.has(part));
  return {
    text: text(),
    complete: missing.every(({ spare }) => spare),
    safe: missing.every(({ worth }) => worth !== 'safety'),
  };
}

function byWorth(a: Part, b: Part): number {
  return rank(a) - rank(b);
}

function rank({ worth }: Part): number {
  if (worth === 'safety') return 0;
  return worth === 'required' ? 0.5 : worth;
}

/** In the order in which they are read. */
function partsOf(facts: MessageFacts, link: 'answer' | 'read all'): Part[] {
  const { exercise, sender, phone, nextUpdate, reply, actions, declaredBy } = facts;
  const [action, ...earlier] = actions;
  const speaker = declaredBy === sender ? sender : `${sender} for ${declaredBy}`;
  return [
    required(`${exercise ? 'EXERCISE. ' : ''}${speaker}:`),
    ...dangers(facts),
    ...news(facts),
    ...hitsOf(facts),
    optional(4, action === undefined || isOver(facts) ? [] : [`Done: ${sentence(action)}`]),
    ...(isOver(facts) ? [] : earlier.map((each) => optional(9, [`Done: ${sentence(each)}`]))),
    ...whatToDo(facts),
    optional(2.2, nextUpdate === undefined ? [] : [`Next update ${nextUpdate}.`]),
    optional(2.4, phone === undefined ? [] : [`If you need help ring ${phone}.`]),
    required(`\n${question(facts, link)} ${reply.link}`),
    { ...optional(20, [`or code ${reply.code}`]), spare: true },
    { ...optional(21, [`at ${reply.page}`]), spare: true },
  ];
}

function isOver({ status }: MessageFacts): boolean {
  return status === 'resolved';
}

/** What is not safe, and what must not be done. */
function dangers(facts: MessageFacts): Part[] {
  const { status, firstHeard } = facts;
  if (status === 'resolved' || (status === 'recovering' && !firstHeard)) return [];
  const unsafe = rolesHit(facts, 'unsafe');
  return [
    ...(unsafe.length === 0 ? [] : [safety(`Unsafe: ${unsafe.join(', ')}.`)]),
    ...(firstHeard ? facts.prohibitions : []).map((text) => safety(sentence(text))),
  ];
}

/** What it is about, and the declarer's own words, whole or not at all. */
function news(facts: MessageFacts): Part[] {
  const [headline, ...words] = newsWithoutMark(facts);
  if (!facts.correction || headline === undefined) return newsWithoutMark(facts);
  const marked = headline.wordings.map((wording) => `CORRECTION. ${wording}`);
  return [{ ...headline, wordings: marked }, ...words];
}

function newsWithoutMark(facts: MessageFacts): Part[] {
  const { practice, odsCode, status, firstHeard, number, message, shortMessage } = facts;
  const products = namesOf(facts.products);
  const isWhole = firstHeard && status !== 'resolved';
  const headline = isWhole
    ? [headlineOf(facts, practice), headlineOf(facts, odsCode)]
    : [status === 'open' ? `Update ${number} on ${products}.` : headlineOf(facts)];
  const words = sentence(shortMessage ?? message);
  return [
    { wordings: headline, worth: 'required' },
    FORBIDDING.test(words) ? safety(words) : optional(firstHeard ? 1.5 : 1, [words]),
  ];
}

function hitsOf(facts: MessageFacts): Part[] {
  if (facts.status !== 'open' || !facts.firstHeard) return [];
  const [failing, poor] = [rolesHit(facts, 'unavailable'), rolesHit(facts, 'degraded')];
  return [
    optional(2, failing.length === 0 ? [] : [`May fail: ${failing.join(', ')}.`]),
    optional(5.5, poor.length === 0 ? [] : [`May be slow: ${poor.join(', ')}.`]),
  ];
}

function rolesHit({ hits }: MessageFacts, effect: Effect): string[] {
  const roles = new Set(hits.filter((hit) => hit.effect === effect).map(({ role }) => role));
  return [...roles].map((role) => role.replace(/^electronic |^patient (?=messaging)/, ''));
}

/** Each piece whole, the shortest first, so that as many as fit are said. */
function whatToDo({ advice, recovery, status, firstHeard }: MessageFacts): Part[] {
  if (status !== 'resolved' && !firstHeard) return [];
  const all = status === 'resolved' ? recovery : advice;
  return [...all]
    .sort((a, b) => a.length - b.length)
    .map((text, index) => optional(5 + index / 100, [`Do: ${sentence(text)}`]));
}

function question(
  { status, saysDown, withdrawn }: MessageFacts,
  link: 'answer' | 'read all',
): string {
  if (withdrawn) return 'Is something wrong? Tell us:';
  const asking = { open: '', recovering: 'Back for you? ', resolved: 'Still down? ' };
  const asked = status === 'resolved' && saysDown ? '' : asking[status];
  if (link === 'read all') return `${asked}Read all of it:`;
  if (status === 'open') return 'Answer:';
  return `${asked}Tell us:`;
}

function sentence(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ');
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}

function required(wording: string): Part {
  return { wordings: [wording], worth: 'required' };
}

function safety(wording: string): Part {
  return { wordings: [wording], worth: 'safety' };
}

function optional(worth: number, wordings: readonly string[]): Part {
  return { wordings, worth };
}
