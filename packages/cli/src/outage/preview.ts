import type { Catalogue, Declaration, IcbCode, IcbProfile, MessageSources } from '@registry/domain';
import {
  approvedAdvice,
  emailMessage,
  londonTime,
  messageFacts,
  OutageId,
  smsSegments,
  smsText,
} from '@registry/domain';
import { reachWords, troubleOf } from '../exposure/wording.ts';
import type { Reach } from './reach.ts';
import { countReach } from './reach.ts';
import { exerciseMark, plainText, ringList } from './wording.ts';
import { count, figure } from '../terminal/wording.ts';

/** What a preview is made from. */
export interface PreviewSources {
  declaration: Declaration;
  /** Who would declare it: an ICB, or X26. */
  declaredBy: IcbCode;
  profile: IcbProfile | undefined;
  /** As the declarer has it, with an ICB's own products. */
  catalogue: Catalogue;
  /** Names of ICBs by their codes: who speaks where there is no profile. */
  icbNames: ReadonlyMap<IcbCode, string>;
  /** Every practice that would be in the outage. */
  reach: readonly Reach[];
  /** The public address of the API, without a slash at its end. */
  publicUrl: string;
  now: Date;
}

/** Messages that go out in a second, unless the deployment says otherwise: the template's SmsPerSecond and EmailPerSecond. */
const PACE = { sms: 20, email: 14 } as const;

/** Everything that declaring would do, of which nothing is done. */
export function previewText(sources: PreviewSources): string {
  const { declaration, declaredBy, reach } = sources;
  const { sms, email, unreachable } = countReach(reach, declaration.notify);
  return [
    `${exerciseMark(declaration)}Preview: nothing is declared, nobody is told.`,
    `${troubleOf(declaration)} may affect ${count(reach.length, 'practice')}. Reach: ${reachWords(declaration.reach, declaration.products.length)}.`,
    `To be told: ${figure(sms)} by SMS, ${figure(email)} by email.`,
    ...(unreachable.length > 0
      ? [
          `${count(unreachable.length, 'practice')} no message can reach:`,
          ...(declaredBy === 'X26' ? byIcb(unreachable) : ringList(unreachable)),
        ]
      : []),
    ...whenOut({ sms, email }, sources.now),
    ...cautions(sources),
    ...samples(sources),
  ].join('\n');
}

/** NHS England sees no numbers to ring; each ICB does, of its own. */
function byIcb(unreachable: readonly Reach[]): string[] {
  const counts = new Map<IcbCode, number>();
  for (const { practice } of unreachable)
    counts.set(practice.icb, (counts.get(practice.icb) ?? 0) + 1);
  return [...counts].map(([icb, practices]) => `  in ${icb}: ${figure(practices)}`);
}

function whenOut({ sms, email }: { sms: number; email: number }, now: Date): string[] {
  const seconds = Math.ceil(Math.max(sms / PACE.sms, email / PACE.email));
  if (seconds === 0) return ['No message would be sent.'];
  const lasting =
    seconds < 120 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute');
  const by = londonTime(new Date(now.getTime() + seconds * 1000));
  return [
    `Declared now, all would be out within about ${lasting}, by ${by}: ${PACE.sms} SMS and ${PACE.email} emails a second.`,
  ];
}

/** What a declarer would want to put right first. */
function cautions(sources: PreviewSources): string[] {
  const { declaration, declaredBy, profile, catalogue, reach, now } = sources;
  if (declaration.notify === 'none') return [];
  if (declaredBy === 'X26')
    return [
      'Each ICB’s own profile, which NHS England does not see, adds its name, its number to ring and the advice it approves.',
    ];
  const approved = approvedAdvice(catalogue, profile, now);
  const named = new Set(
    reach.flatMap(({ practice }) => practice.impacts.flatMap(({ advice }) => advice)),
  );
  const unsent = catalogue.advice.filter(
    ({ id, by }) => by === 'practice' && named.has(id) && !approved.has(id),
  );
  return [
    ...(profile
      ? []
      : [
          `${declaredBy} has no profile, so messages give no number to ring. Put one: registry icb profile --icb ${declaredBy} --file profile.json`,
        ]),
    ...(unsent.length > 0
      ? [
          `Left out until your ICB’s profile approves it: ${count(unsent.length, 'piece')} of advice (${unsent.map(({ id }) => id).join(', ')}).`,
        ]
      : []),
  ];
}

/** Real messages, of practices that are hit in different ways: up to three by SMS, and the first by email too. */
function samples(sources: PreviewSources): string[] {
  const { declaration, reach } = sources;
  const reachedBy = (channel: 'sms' | 'email'): Reach[] =>
    differing(reach.filter(({ contacts }) => contacts.some((each) => each.channel === channel)));
  const texts = declaration.notify === 'all' ? reachedBy('sms').slice(0, 3) : [];
  const emails = declaration.notify === 'none' ? [] : reachedBy('email').slice(0, 1);
  if (texts.length + emails.length === 0) return [];
  return [
    'Messages as they would be sent, but for the code in each, which is made when it goes:',
    ...texts.flatMap((each) => sms(sources, each)),
    ...emails.flatMap((each) => email(sources, each)),
  ];
}

/** One of each way to be hit, so that few samples show most of what is said. */
function differing(reach: readonly Reach[]): Reach[] {
  const ways = new Map<string, Reach>();
  for (const each of reach) {
    const way = JSON.stringify(each.practice.impacts);
    if (!ways.has(way)) ways.set(way, each);
  }
  return [...ways.values()];
}

function sms(sources: PreviewSources, reach: Reach): string[] {
  const text = smsText(messageFacts(messageSources(sources, reach)));
  const size = count(smsSegments(text), 'segment');
  return ['', `SMS to ${toWhom(reach, 'sms')} (${size})`, indented(text)];
}

function email(sources: PreviewSources, reach: Reach): string[] {
  const { subject, text } = emailMessage(messageFacts(messageSources(sources, reach)));
  return ['', `Email to ${toWhom(reach, 'email')}`, indented(`Subject: ${subject}\n\n${text}`)];
}

function toWhom({ practice, contacts }: Reach, channel: 'sms' | 'email'): string {
  const who = contacts.find((each) => each.channel === channel)?.who ?? '';
  return plainText(`${who}, at ${practice.name} (${practice.odsCode})`);
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  | ${line}`.trimEnd())
    .join('\n');
}

/** As long as a real code is, so that the SMS takes as many segments. */
const CODE = 'XXXX-XXXX-XXXX-XXXX';

function messageSources(sources: PreviewSources, { practice }: Reach): MessageSources {
  const { declaration, declaredBy, profile, catalogue, icbNames, publicUrl, now } = sources;
  const { message, notify, confirmPractices: _confirm, ...said } = declaration;
  const { nextUpdateAt } = declaration;
  const at = now.toISOString();
  const totals = noTotals;
  const opened = { status: 'open' as const, totals };
  const { odsCode, name, impacts, effect, icb } = practice;
  const icbName = icbNames.get(icb) ?? icb;
  return {
    outage: {
      ...said,
      ...opened,
      id: OutageId.parse('0'.repeat(26)),
      icb,
      icbName,
      declaredBy,
      declaredAt: at,
      lastUpdate: 1,
    },
    update: { number: 1, message, notify, at, by: declaredBy, nextUpdateAt, ...opened },
    notes: [],
    practice: {
      ...{ odsCode, name, impacts, effect: effect ?? 'degraded', channels: practice.reachable },
      ...{ publishedUpdate: 0, replies: [] },
    },
    icb: { name: icbName, profile },
    catalogue,
    reply: {
      link: `${publicUrl}/reply/${CODE.replaceAll('-', '')}`,
      code: CODE,
      page: `${publicUrl.replace(/^https?:\/\//, '')}/reply`,
    },
    now,
  };
}

/** Messages to practices say nothing of totals. */
const noTotals = {
  ...{ practices: 0, hit: 0, notHit: 0, unknown: 0, withoutListSize: 0 },
  ...{ pcns: 0, pcnsWhollyHit: 0, pcnsPartlyHit: 0, pcnsUnknown: 0, pcnsUntouched: 0 },
  patients: { hit: 0, notHit: 0, unknown: 0 },
};
