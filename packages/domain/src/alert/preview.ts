import * as z from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { Totals } from '../exposure/answer.ts';
import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { Notify, Outage, OutageNote, OutageUpdate } from '../outage/outage.ts';
import type { PracticeRecord } from '../register/record.ts';
import { Channel } from '../register/roster.ts';
import { IcbCode, IsoInstant, OdsCode } from '../words/codes.ts';
import { adviceLeftOut, approvedAdvice } from './advice-to-send.ts';
import { channelsFor, touchesEmail } from './channels.ts';
import { contactsInOrder } from './choose-contact.ts';
import { emailMessage } from './email.ts';
import { smsSegments } from './gsm-7.ts';
import type { IcbProfile } from './icb-profile.ts';
import { messageFacts } from './message-facts.ts';
import type { MessageFacts } from './message-facts.ts';
import { replyAddress } from './reply-token.ts';
import { smsText } from './sms.ts';

/** A message as it would be sent, but for the code in it, which is made when it goes. */
const PreviewedMessage = z.strictObject({
  channel: Channel,
  odsCode: OdsCode,
  practice: z.string(),
  /** Name and role of the contact; NHS England does not see who it is. */
  to: z.string().nullable(),
  /** Of an email. */
  subject: z.string().optional(),
  text: z.string(),
  /** Of a text: how many it is sent and paid as. */
  segments: z.int().optional(),
});
type PreviewedMessage = z.infer<typeof PreviewedMessage>;

/** All that an update would do, of which nothing is done. */
export const Preview = z.strictObject({
  asOf: IsoInstant,
  exercise: z.boolean(),
  /** Exposure within the scope, as it is now. */
  totals: Totals,
  /** What the declaration or update is to repeat as `confirmPractices`; null where it need not. */
  confirmPractices: z.int().nullable(),
  /**
   * Practices that had three messages or more in the last ten minutes; above none, `confirmRepeat`
   * is needed.
   */
  repeats: z.int(),
  /** Practices that would be told, by channel, and those whom no message can reach. */
  alerts: z.strictObject({ sms: z.int(), email: z.int(), unreachable: z.int() }),
  /** Those whom no message can reach, with the numbers to ring that the caller may see. */
  unreachable: z.array(
    z.strictObject({
      odsCode: OdsCode,
      name: z.string(),
      icb: IcbCode,
      numbers: z.array(z.string()),
    }),
  ),
  /** What the texts take: how many of each size, all segments together, and what they cost. */
  texts: z.strictObject({
    /** Number of texts by number of segments: `{"1": 3, "2": 172}`. */
    bySegments: z.record(z.string(), z.int()),
    segments: z.int(),
    /** At the price a segment that this deployment is told. */
    pence: z.number(),
  }),
  /** When all would be out at the rates of this deployment; null when nothing would be sent. */
  allOut: z.strictObject({ seconds: z.int(), by: IsoInstant }).nullable(),
  /** Messages a second on each channel. */
  perSecond: z.strictObject({ sms: z.number(), email: z.number() }),
  /** Whether the ICB has said who it is; null for NHS England, as each ICB speaks for itself. */
  hasProfile: z.boolean().nullable(),
  /** Ids of advice for practices that nobody has approved, so that it is left out. */
  adviceLeftOut: z.array(z.string()),
  /** Real messages, of practices that are hit in different ways. */
  messages: z.array(PreviewedMessage),
});
/** All that an update would do. */
export type Preview = z.infer<typeof Preview>;

/** A practice that the update concerns, and the ICB that would speak to it. */
export interface ConcernedPractice {
  practice: AlertedPractice;
  /** The outage as that ICB has it. */
  outage: Outage;
  profile: IcbProfile | undefined;
  /** Undefined for NHS England, who sees no records. */
  record: PracticeRecord | undefined;
}

/** What a preview is made from. */
export interface PreviewSources {
  concerned: readonly ConcernedPractice[];
  totals: Totals;
  confirmPractices: number | undefined;
  repeats: number;
  update: OutageUpdate;
  notes: readonly OutageNote[];
  catalogue: Catalogue;
  /** NHS England's own: each ICB's profile stays unseen. */
  national: boolean;
  settings: SendingSettings;
  now: Date;
}

/** How this deployment sends. */
export interface SendingSettings {
  /** The public address of the API, without a slash at its end. */
  publicUrl: string;
  perSecond: { sms: number; email: number };
  pencePerSegment: number;
}

/** The most texts and emails shown. */
const SHOWN = { sms: 3, email: 1 } as const;
/** As long as a real token is, so that the SMS takes as many segments. */
const TOKEN = 'X'.repeat(16);

/** One practice and by which channels whom of it would be told. */
interface Told extends ConcernedPractice {
  to: ReadonlyMap<Channel, string | null>;
}

/** Works out all that an update would do. */
export function previewOf(sources: PreviewSources): Preview {
  const { concerned, update, settings, now } = sources;
  const told = concerned.map((each): Told => ({ ...each, to: toldBy(each, update.notify, now) }));
  const silent = concerned.filter((each) => toldBy(each, 'all', now).size === 0);
  const by = (channel: Channel): Told[] => told.filter(({ to }) => to.has(channel));
  const [sms, email] = [by('sms'), by('email')];
  const sizes = sms.map((each) => smsSegments(smsText(factsOf(sources, each))));
  const segments = sizes.reduce((sum, size) => sum + size, 0);
  return {
    asOf: now.toISOString(),
    exercise: concerned[0]?.outage.exercise ?? false,
    totals: sources.totals,
    confirmPractices: sources.confirmPractices ?? null,
    repeats: sources.repeats,
    alerts: { sms: sms.length, email: email.length, unreachable: silent.length },
    unreachable: silent.map(({ practice: { odsCode, name, switchboard }, outage: { icb } }) => ({
      odsCode,
      name,
      icb,
      numbers: switchboard === undefined ? [] : [switchboard],
    })),
    texts: {
      bySegments: countBy(sizes),
      segments,
      pence: Math.round(segments * settings.pencePerSegment * 100) / 100,
    },
    allOut: allOut({ sms: sms.length, email: email.length }, settings, now),
    perSecond: settings.perSecond,
    hasProfile: sources.national ? null : concerned.every(({ profile }) => profile !== undefined),
    adviceLeftOut: leftOut(sources),
    messages: [
      ...differing(sms)
        .slice(0, SHOWN.sms)
        .map((each) => textOf(sources, each)),
      ...differing(email)
        .slice(0, SHOWN.email)
        .map((each) => emailOf(sources, each)),
    ],
  };
}

/** Whom of a practice an update would tell, by channel: the first contact, by name and role. */
function toldBy(
  { practice, record }: ConcernedPractice,
  notify: Notify,
  at: Date,
): Map<Channel, string | null> {
  if (!record) {
    return new Map(channelsFor(notify, practice.channels).map((channel) => [channel, null]));
  }
  const emailTouched = touchesEmail(practice.impacts);
  return new Map(
    channelsFor(notify, Channel.options).flatMap((channel) => {
      const [first] = contactsInOrder(record, { channel, emailTouched, at });
      return first ? [[channel, `${first.name}, ${first.role}`] as const] : [];
    }),
  );
}

function countBy(sizes: readonly number[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const size of sizes) counts.set(String(size), (counts.get(String(size)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function allOut(
  { sms, email }: { sms: number; email: number },
  { perSecond }: SendingSettings,
  now: Date,
): Preview['allOut'] {
  const seconds = Math.ceil(Math.max(sms / perSecond.sms, email / perSecond.email));
  if (seconds === 0) return null;
  return { seconds, by: new Date(now.getTime() + seconds * 1000).toISOString() };
}

function leftOut({ concerned, catalogue, update, national, now }: PreviewSources): string[] {
  if (national || update.notify === 'none') return [];
  const impacts = concerned.flatMap(({ practice }) => practice.impacts);
  const approved = approvedAdvice(catalogue, concerned[0]?.profile, now);
  return adviceLeftOut(impacts, catalogue, approved).map(({ id }) => id);
}

/** One of each way to be hit, so that few messages show most of what is said. */
function differing(told: readonly Told[]): Told[] {
  const ways = new Map<string, Told>();
  for (const each of told) {
    const way = JSON.stringify(each.practice.impacts);
    if (!ways.has(way)) ways.set(way, each);
  }
  return [...ways.values()];
}

function factsOf(
  { update, notes, catalogue, settings: { publicUrl }, now }: PreviewSources,
  { outage, practice, profile }: ConcernedPractice,
): MessageFacts {
  return messageFacts({
    outage,
    update,
    notes,
    practice,
    icb: { name: outage.icbName, profile },
    catalogue,
    reply: replyAddress(publicUrl, TOKEN),
    now,
  });
}

function textOf(sources: PreviewSources, told: Told): PreviewedMessage {
  const text = smsText(factsOf(sources, told));
  return { ...addressed(told, 'sms'), text, segments: smsSegments(text) };
}

function emailOf(sources: PreviewSources, told: Told): PreviewedMessage {
  return { ...addressed(told, 'email'), ...emailMessage(factsOf(sources, told)) };
}

function addressed({ practice: { odsCode, name }, to }: Told, channel: Channel) {
  return { channel, odsCode, practice: name, to: to.get(channel) ?? null };
}
