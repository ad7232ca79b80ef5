import { adviceToSend, approvedAdvice } from './advice-to-send.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Effect } from '../catalogue/dependency.ts';
import { londonTimeSeenAt } from '../words/london-time.ts';
import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { IcbProfile } from './icb-profile.ts';
import type { Outage, OutageNote, OutageStatus, OutageUpdate } from '../outage/outage.ts';
import type { ReplyAddress } from './reply-token.ts';
import { latestWords, usesOf } from '../outage/answers.ts';
import type { HeadlineFacts } from './headline.ts';
import { roleNames } from '../words/role.ts';

/** One product in one role at the practice that is hit, in words. */
export interface Hit {
  role: string;
  product: string;
  effect: Effect;
  /** What it needs and has lost, nearest first; none when it is itself in trouble. */
  needs: readonly string[];
}

/**
 * What one message to one practice says, gathered once for every channel. All of it is in words;
 * nothing is decided later.
 */
export interface MessageFacts extends HeadlineFacts {
  exercise: boolean;
  /** Who speaks, and the number practices know to ring; absent while the ICB has no profile. */
  sender: string;
  phone: string | undefined;
  /** Who leads the outage, when that is not the sender. */
  leader: string | undefined;
  practice: string;
  odsCode: string;
  title: string;
  /** Names of the products in trouble. */
  products: string[];
  /** Who declared it, by name. */
  declaredBy: string;
  /** A sentence, where only some of their users are touched. */
  onlySome: string | undefined;
  status: OutageStatus;
  /** Number of the update. */
  number: number;
  /** True where the update puts right what an earlier one said. */
  correction: boolean;
  /** The update in its author's words. */
  message: string;
  /** The same for a text, where its author gave shorter words. */
  shortMessage: string | undefined;
  hits: Hit[];
  /** What has been done centrally, latest first. */
  actions: string[];
  /** What others say, latest first. */
  statements: { by: string; text: string; source: string | undefined }[];
  /** What the practice should do: approved advice only, in the order of its hits. */
  advice: string[];
  /** What of it must not be done, in a few words each. */
  prohibitions: string[];
  /** What to do once it is back: approved advice only. */
  recovery: string[];
  publicMessage: string | undefined;
  /**
   * When the next update comes, if that is still ahead: `10:30`, or with the day when that is
   * another.
   */
  nextUpdate: string | undefined;
  reply: ReplyAddress;
}

/** What a message is made from. */
export interface MessageSources {
  outage: Outage;
  update: OutageUpdate;
  notes: readonly OutageNote[];
  practice: AlertedPractice;
  /** The ICB that holds this copy of the outage: its name, and its profile if it has one. */
  icb: { name: string; profile: IcbProfile | undefined };
  catalogue: Catalogue;
  reply: ReplyAddress;
  now: Date;
}

/** Gathers what a message says. */
export function messageFacts(sources: MessageSources): MessageFacts {
  const { outage, update, notes, practice, icb, catalogue, reply, now } = sources;
  const names = namesIn(catalogue);
  const nextUpdateAt = update.nextUpdateAt && new Date(update.nextUpdateAt);
  // What is not out needs no paper day, nor a recovery from it.
  const advice = adviceToSend(
    update.withdrawn ? [] : practice.impacts,
    catalogue,
    approvedAdvice(catalogue, icb.profile, now),
  );
  return {
    exercise: outage.exercise,
    sender: icb.profile?.sender ?? icb.name,
    phone: icb.profile?.phone,
    leader: outage.declaredBy === outage.icb ? undefined : 'NHS England',
    practice: practice.name,
    odsCode: practice.odsCode,
    title: outage.title,
    products: outage.products.map(names),
    trouble: outage.products.map((id) => ({
      name: names(id),
      effect: outage.effects[id] ?? 'unavailable',
    })),
    reach: outage.reach,
    asksUse: practice.state === 'unknown' && usesOf(practice.replies) === null,
    saysDown: saysDown(practice),
    declaredBy:
      outage.declaredBy === outage.icb ? (icb.profile?.sender ?? icb.name) : 'NHS England',
    onlySome: onlySome(outage, names),
    status: update.status,
    withdrawn: update.withdrawn ?? false,
    number: update.number,
    correction: update.correction ?? false,
    message: update.message,
    shortMessage: update.shortMessage,
    firstHeard: isFirstHeard(update, practice),
    hits: practice.impacts.map(({ role, product, effect, because }) => ({
      role: lowerFirst(names(role)),
      product: names(product),
      effect,
      needs: neededOf(because, names),
    })),
    actions: latestFirst(notes, 'action').map(({ text }) => text),
    statements: latestFirst(notes, 'statement').map(({ by, text, source }) => ({
      by,
      text,
      source,
    })),
    advice: advice.map(({ text }) => text),
    prohibitions: advice.flatMap(({ prohibits }) => prohibits ?? []),
    recovery: advice.flatMap(({ onRecovery }) => onRecovery ?? []),
    publicMessage: outage.publicMessage,
    nextUpdate:
      nextUpdateAt && nextUpdateAt > now ? londonTimeSeenAt(nextUpdateAt, now) : undefined,
    reply,
  };
}

function onlySome({ reach, products }: Outage, names: (id: string) => string): string | undefined {
  if (reach !== 'some') return undefined;
  return `Only some users of ${products.map(names).join(' and ')} are affected: it may not be you.`;
}

/**
 * Whether nothing was sent before this update; the other channel may have been quicker with the
 * same one.
 */
function isFirstHeard({ number, at }: OutageUpdate, { firstSentAt }: AlertedPractice): boolean {
  return number === 1 || firstSentAt === undefined || firstSentAt >= at;
}

function latestFirst(notes: readonly OutageNote[], kind: OutageNote['kind']): OutageNote[] {
  return notes.filter((note) => note.kind === kind).sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Gives the name of a product or role by its id; an id that nobody named stands for itself. */
function namesIn(catalogue: Catalogue): (id: string) => string {
  const names = new Map<string, string>([
    ...Object.entries(roleNames),
    ...catalogue.products.map(({ id, name }) => [id, name] as const),
  ]);
  return (id) => names.get(id) ?? id;
}

/**
 * The products by which a chain leads to the one that is hit, nearest first, by name; none when it
 * is itself in trouble.
 */
function neededOf(chain: readonly string[], names: (id: string) => string): string[] {
  return chain
    .slice(0, -1)
    .filter((id) => !Object.hasOwn(roleNames, id))
    .reverse()
    .map(names);
}

/** Whether the latest word of any contact is that it is down, wholly or partly. */
function saysDown({ replies }: AlertedPractice): boolean {
  return latestWords(replies).some(({ down }) => down === 'down' || down === 'partly');
}

/** A name as it stands within a sentence; abbreviations such as IT stay. */
function lowerFirst(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
