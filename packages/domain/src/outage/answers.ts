import * as z from 'zod';
import { Down, PracticeStatus } from '../exposure/answer.ts';
import { IsoInstant } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import type { Outage } from './outage.ts';

const words = {
  /** Do you use it? Asked where nobody can say. */
  uses: z.enum(['yes', 'no']).optional(),
  down: Down.optional(),
  status: PracticeStatus.optional(),
  needs: z.string().trim().max(200).optional(),
  /** No patient details: the page says so. */
  note: z.string().trim().max(200, 'should be 200 characters at most').optional(),
};
type Words = z.infer<z.ZodObject<typeof words>>;

const saysSomething = ({ uses, down, status, needs, note }: Words) =>
  uses ?? down ?? status ?? (needs || note);
const something = {
  message:
    'should say whether it is down for you (down), how you are (status), what you need (needs) or a note',
};

/** That it uses the product is to stand in the practice's record, as declared by itself. */
const record = z.literal('yes').optional();

/** What `POST /reply/{token}` takes. At least one of its six; words may go by themselves. */
export const Reply = z
  .strictObject({ ...words, record })
  .refine((reply) => reply.record ?? saysSomething(reply), something);
/** What a practice answers. */
export type Reply = z.infer<typeof Reply>;

const person = z
  .string()
  .trim()
  .min(1, 'should be a name and role, such as Dr A Fictional, GP')
  .max(100);

/** What a practice said by telephone, as its ICB writes it down: who said it, to whom, when. */
export const TelephoneAnswer = z
  .strictObject({
    ...words,
    saidBy: person,
    heardBy: person,
    /** When it was said; now, where left out. */
    at: IsoInstant.optional(),
  })
  .refine(saysSomething, something);
/** What a practice said by telephone. */
export type TelephoneAnswer = z.infer<typeof TelephoneAnswer>;

/** One answer of a practice, kept with its time; none is ever overwritten. */
export const ReplyGiven = z.strictObject({
  ...words,
  record,
  at: IsoInstant,
  /** Name and role of the contact whose link it was, or of who said it by telephone. */
  by: z.string(),
  /**
   * What tells this contact from others of the same name and role; absent for an answer by
   * telephone, and in what earlier releases kept.
   */
  person: z.string().optional(),
  /** Who heard it by telephone; absent for an answer by link. */
  heardBy: z.string().optional(),
  /** The update that the link came with, or the latest when it was said. */
  update: z.int().min(1),
  /** True when given after the outage was resolved. */
  late: z.boolean(),
});
/** One answer of a practice. */
export type ReplyGiven = z.infer<typeof ReplyGiven>;

/**
 * What was heard by telephone as one answer among those by link. Throws `invalid` for a moment that
 * is still to come, or that was before the outage.
 */
export function heardByTelephone(
  { saidBy, at, ...said }: TelephoneAnswer,
  outage: Pick<Outage, 'declaredAt' | 'resolvedAt' | 'lastUpdate'>,
  now: Date,
): ReplyGiven {
  const when = at === undefined ? now : new Date(at);
  if (when > now || when < new Date(outage.declaredAt)) {
    throw new Refusal('invalid', 'It was said after the outage was declared, and before now', [
      { path: 'at', message: `should be between ${outage.declaredAt} and ${now.toISOString()}` },
    ]);
  }
  const { resolvedAt, lastUpdate } = outage;
  const late = resolvedAt !== undefined && when >= new Date(resolvedAt);
  return { ...said, by: saidBy, at: when.toISOString(), update: lastUpdate, late };
}

/** Whether a practice says that it uses what is in trouble: yes, where any contact's word is. */
export function usesOf(replies: readonly ReplyGiven[]): 'yes' | 'no' | null {
  const said = latestWords(replies).flatMap(({ uses }) => uses ?? []);
  return said.includes('yes') ? 'yes' : (said[0] ?? null);
}

/** Answers to "is it down for you?", worst first. */
export const worstDown = ['down', 'partly', 'back', 'working'] as const;
/** Answers to "how are you?", worst first. */
export const worstStatus = ['closed', 'limited', 'coping', 'normal'] as const;

/** Who gave an answer, for telling people apart. */
export function personOf({ person, by }: Pick<ReplyGiven, 'by' | 'person'>): string {
  return person ?? by;
}

/**
 * Each contact's latest word on each question, as one answer, the contact who answered last first.
 * A contact who answers again has changed their mind; an answer to another question adds to it. Two
 * of one name and role are two; what was said by telephone in that name is the first's who answers
 * after it.
 */
export function latestWords(replies: readonly ReplyGiven[]): ReplyGiven[] {
  const latest = new Map<string, ReplyGiven>();
  for (const reply of [...replies].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const person = personOf(reply);
    const spoken = latest.get(person) ?? latest.get(reply.by);
    // Whether it was by telephone is of the answer, not of the contact.
    const { heardBy: _heardBefore, ...before } = spoken ?? {};
    // Set anew, so that the order is that of the latest answers.
    latest.delete(person);
    latest.delete(reply.by);
    latest.set(person, { ...before, ...reply });
  }
  return [...latest.values()].reverse();
}
