import type { Effect } from '../catalogue/dependency.ts';
import { smsSegments, transliterate } from './gsm-7.ts';
import type { MessageFacts } from './message-facts.ts';

/**
 * The most segments one message may take: texts go out at a fixed number a second, and cost by the
 * segment.
 */
const MOST_SEGMENTS = 2;

/**
 * A part of a message: its wordings, fullest first, and what it is worth: always said, or else 1
 * before 2.
 */
interface Part {
  wordings: readonly string[];
  worth: number | 'required';
}

/**
 * The text message: at most two segments. Whole parts of least worth are left out until it fits, or
 * said in a shorter wording; never a word cut, and never without who speaks, the number to ring and
 * the link. Only a sender's or a product's name in another script, which halves the room, could
 * make it longer.
 */
export function smsText(facts: MessageFacts): string {
  const parts = partsOf(facts)
    .map((part) => ({ ...part, wordings: part.wordings.map(transliterate) }))
    .filter(({ wordings }) => wordings.length > 0);
  const chosen = new Map<Part, string>();
  const text = (): string =>
    parts
      .flatMap((part) => chosen.get(part) ?? [])
      .join(' ')
      .replace(' \n', '\n');
  for (const part of parts) if (part.worth === 'required') chosen.set(part, part.wordings[0] ?? '');
  for (const part of parts.filter(({ worth }) => worth !== 'required').sort(byWorth)) {
    for (const wording of part.wordings) {
      chosen.set(part, wording);
      if (smsSegments(text()) <= MOST_SEGMENTS) break;
      chosen.delete(part);
    }
  }
  return text();
}

function byWorth(a: Part, b: Part): number {
  return Number(a.worth) - Number(b.worth);
}

/** In the order in which they are read. */
function partsOf(facts: MessageFacts): Part[] {
  const { exercise, sender, phone, nextUpdate, reply, actions } = facts;
  const [action] = actions;
  return [
    required(`${exercise ? 'EXERCISE. ' : ''}${sender}:`),
    ...(facts.firstHeard ? newsAtFirst(facts) : news(facts)),
    optional(
      4,
      action === undefined || facts.status === 'resolved' ? [] : [`Done: ${sentence(action)}`],
    ),
    ...whatToDo(facts),
    optional(2.2, nextUpdate === undefined ? [] : [`Next update ${nextUpdate}.`]),
    ...(phone === undefined ? [] : [required(`Ring ${phone}.`)]),
    required(`\n${question(facts)} ${reply.link}`),
    optional(2.5, [`or code ${reply.code}`]),
    optional(7, [`at ${reply.page}`]),
  ];
}

/**
 * For a practice that hears of the outage for the first time: what may be hit there; a later
 * update's own words besides.
 */
function newsAtFirst(facts: MessageFacts): Part[] {
  const { practice, odsCode, number, message, status } = facts;
  const headlines = [practice, odsCode].map((at) =>
    status === 'resolved'
      ? `${productsOf(facts)} is back after trouble at ${at}.`
      : `${productsOf(facts)} may be affected at ${at}.`,
  );
  const said = optional(number === 1 ? 8 : 2, sentencesThatFit(message));
  return [optional(1, headlines), said, ...hitsOf(facts)];
}

/** For a practice that has heard before: what is new. */
function news(facts: MessageFacts): Part[] {
  const products = productsOf(facts);
  const about = {
    open: `update ${facts.number} on ${products}:`,
    recovering: `${products} is coming back:`,
    resolved: `${products}, all clear:`,
  }[facts.status];
  const messages = [...sentencesThatFit(facts.message), 'read it at the link.'];
  return [
    optional(
      1,
      messages.map((message) => `${about} ${message}`),
    ),
  ];
}

function hitsOf({ hits, status }: MessageFacts): Part[] {
  if (status === 'resolved') return [];
  const words: [Effect, string, number][] = [
    ['unavailable', 'May fail', 2],
    ['unsafe', 'Unsafe', 3],
    ['degraded', 'May work badly', 5.5],
  ];
  return words.map(([effect, saying, worth]) => {
    const roles = new Set(hits.filter((hit) => hit.effect === effect).map(({ role }) => role));
    const short = [...roles].map((role) => role.replace(/^electronic |^patient (?=messaging)/, ''));
    return optional(worth, roles.size === 0 ? [] : [`${saying}: ${short.join(', ')}.`]);
  });
}

/**
 * Shortest first, so that as many as possible fit, of the first at least its first sentences; once
 * all is clear, the recovery list.
 */
function whatToDo({ advice, recovery, status, firstHeard }: MessageFacts): Part[] {
  if (status !== 'resolved' && !firstHeard) return [];
  const all = status === 'resolved' ? recovery : advice;
  return [...all]
    .sort((a, b) => a.length - b.length)
    .map((text, index) =>
      index === 0
        ? optional(
            5,
            sentencesThatFit(text).map((first) => `Do: ${first}`),
          )
        : optional(6.5 + index / 100, [sentence(text)]),
    );
}

function question({ status }: MessageFacts): string {
  if (status === 'recovering') return 'Back for you?';
  return status === 'resolved' ? 'Still down? Tell us:' : 'Answer:';
}

/** The names of the products in trouble, two at most. */
function productsOf({ products }: MessageFacts): string {
  const [first, second, ...more] = products;
  if (second === undefined) return first ?? '';
  return more.length === 0
    ? `${first} and ${second}`
    : `${first}, ${second} and ${more.length} more`;
}

/** A text whole, and then with ever fewer of its sentences. */
function sentencesThatFit(text: string): string[] {
  const sentences = sentence(text).match(/.+?(?:[.!?]+(?=\s|$)|$)\s*/gs) ?? [];
  return sentences.map((_, index) =>
    sentences
      .slice(0, sentences.length - index)
      .join('')
      .trim(),
  );
}

function sentence(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ');
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}

function required(wording: string): Part {
  return { wordings: [wording], worth: 'required' };
}

function optional(worth: number, wordings: readonly string[]): Part {
  return { wordings, worth };
}
