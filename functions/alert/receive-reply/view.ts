import type { ReplyAnswer } from '@registry/contract';
import type {
  AlertedPractice,
  Catalogue,
  IcbProfile,
  MessageFacts,
  Outage,
  OutageNote,
  OutageUpdate,
  ReplyGiven,
} from '@registry/domain';
import {
  adviceToSend,
  approvedAdvice,
  isDown,
  latestWords,
  messageFacts,
  personOf,
  recordable,
  showReplyCode,
  usesOf,
} from '@registry/domain';

/** What was gathered for one reply link. */
export interface ReplySources {
  token: string;
  /** The contact whose link it is, as `personOf` tells people apart. */
  you: string;
  outage: Outage;
  /** Oldest first; there is at least one. */
  updates: readonly [OutageUpdate, ...OutageUpdate[]];
  notes: readonly OutageNote[];
  practice: AlertedPractice;
  profile: IcbProfile | undefined;
  catalogue: Catalogue;
  now: Date;
}

/** All that the page says. */
export interface ReplyView {
  sources: ReplySources;
  update: OutageUpdate;
  /** The same words as in the messages that led here. */
  facts: MessageFacts;
  /** What the practice has in trouble, by name. */
  asked: string;
  yours: ReplyGiven | undefined;
  /** What colleagues at the practice have said, latest first. */
  others: ReplyGiven[];
  /**
   * Questions to ask openly: not answered yet, or answered before the news that it is coming back.
   */
  open: { uses: boolean; down: boolean; status: boolean };
  /**
   * Whether its record is to say that it uses the product, after it said so: offered until it is
   * done.
   */
  record: 'offered' | 'done' | undefined;
  /** Whether it can be back again: it is coming back, or somebody here has said it was down. */
  mayBeBack: boolean;
}

/** Works out what the page says. */
export function replyView(sources: ReplySources): ReplyView {
  const { outage, updates, notes, practice, profile, catalogue, token, you, now } = sources;
  const update = updates.at(-1) ?? updates[0];
  const facts = messageFacts({
    outage,
    update,
    notes,
    practice,
    icb: { name: outage.icbName, profile },
    catalogue,
    reply: { link: token, code: showReplyCode(token), page: 'reply' },
    now,
  });
  const answered = latestWords(practice.replies);
  const yours = answered.find((each) => personOf(each) === you);
  const lastDown = practice.replies.findLast(
    (each) => personOf(each) === you && each.down !== undefined,
  );
  const overtaken =
    update.status !== 'open' && lastDown !== undefined && lastDown.at < changedAt(updates);
  const asksUse = practice.state === 'unknown' && yours?.uses === undefined;
  // Whoever does not use it is asked no more.
  const isConcerned = practice.state !== 'unknown' || yours?.uses === 'yes';
  return {
    sources,
    update,
    facts,
    asked: askedAbout(practice, outage, facts),
    yours,
    others: answered.filter((each) => personOf(each) !== you),
    open: {
      uses: asksUse,
      down: isConcerned && (yours?.down === undefined || overtaken),
      status: isConcerned && yours?.status === undefined,
    },
    record: recordOf(sources),
    mayBeBack: update.status !== 'open' || practice.replies.some(({ down }) => isDown(down)),
  };
}

function recordOf({ practice, outage, catalogue }: ReplySources): ReplyView['record'] {
  if (usesOf(practice.replies) !== 'yes') return undefined;
  if (practice.replies.some(({ record }) => record === 'yes')) return 'done';
  return recordable(outage.products, catalogue) && 'offered';
}

/** `GET /reply/{token}` as JSON; the advice is what may be sent, and no more. */
export function replyJson({ sources, update }: ReplyView): ReplyAnswer {
  const { outage, notes, practice, profile, catalogue, now } = sources;
  const approved = approvedAdvice(catalogue, profile, now);
  const advice = adviceToSend(practice.impacts, catalogue, approved);
  const sendable = new Set(advice.map(({ id }) => id));
  const { publicMessage } = outage;
  const { nextUpdateAt } = update;
  const phone = profile?.phone;
  return {
    practice: { odsCode: practice.odsCode, name: practice.name },
    outage: {
      id: outage.id,
      title: outage.title,
      status: outage.status,
      exercise: outage.exercise,
      ...(publicMessage !== undefined && { publicMessage }),
    },
    from: { name: profile?.sender ?? outage.icbName, ...(phone !== undefined && { phone }) },
    impacts: practice.impacts.map((impact) => ({
      ...impact,
      advice: impact.advice.filter((id) => sendable.has(id)),
    })),
    advice: advice.map(({ id, text, by, onRecovery }) => ({
      id,
      text,
      by,
      ...(onRecovery !== undefined && { onRecovery }),
    })),
    update: {
      number: update.number,
      message: update.message,
      at: update.at,
      ...(nextUpdateAt !== undefined && { nextUpdateAt }),
    },
    ...notesOf(notes),
    answer: lastAnswer(practice),
  };
}

/** Without what tells its contact from others, which is theirs alone. */
function lastAnswer({ replies }: AlertedPractice): ReplyGiven | null {
  const last = replies.at(-1);
  if (last === undefined) return null;
  const { person: _person, ...shown } = last;
  return shown;
}

function notesOf(notes: readonly OutageNote[]): Pick<ReplyAnswer, 'actions' | 'statements'> {
  return {
    actions: notes.filter(({ kind }) => kind === 'action').map(({ at, text }) => ({ at, text })),
    statements: notes
      .filter(({ kind }) => kind === 'statement')
      .map(({ at, by, text, source }) => ({
        at,
        by,
        text,
        ...(source !== undefined && { source }),
      })),
  };
}

/** When the outage took the status that it has. */
function changedAt(updates: ReplySources['updates']): string {
  const status = updates.at(-1)?.status;
  const before = updates.findLastIndex((update) => update.status !== status);
  return (updates[before + 1] ?? updates[0]).at;
}

/**
 * What of the outage the practice uses itself; otherwise the first that is hit by it, such as EMIS
 * Web by CrowdStrike Falcon.
 */
function askedAbout(
  { impacts }: AlertedPractice,
  outage: Outage,
  { hits, products }: MessageFacts,
) {
  const own = impacts.flatMap(({ product }, index) =>
    outage.products.some((id) => id === product) ? (hits[index]?.product ?? []) : [],
  );
  const nearest = impacts
    .map(({ because }, index) => ({ steps: because.length, product: hits[index]?.product }))
    .sort((a, b) => a.steps - b.steps)
    .flatMap(({ product }) => product ?? [])
    .slice(0, 1);
  const named = own.length > 0 ? own : nearest;
  return [...new Set(named.length > 0 ? named : products)].join(' or ');
}
