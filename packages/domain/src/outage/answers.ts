import * as z from 'zod';
import { Down, PracticeStatus } from '../exposure/answer.ts';
import { IsoInstant } from '../words/codes.ts';

/** What `POST /reply/{token}` takes. At least one of its four; words may go by themselves. */
export const Reply = z
  .strictObject({
    down: Down.optional(),
    status: PracticeStatus.optional(),
    needs: z.string().trim().max(200).optional(),
    /** No patient details: the page says so. */
    note: z.string().trim().max(200, 'should be 200 characters at most').optional(),
  })
  .refine(({ down, status, needs, note }) => down ?? status ?? (needs || note), {
    message:
      'should say whether it is down for you (down), how you are (status), what you need (needs) or a note',
  });
/** What a practice answers. */
export type Reply = z.infer<typeof Reply>;

/** One answer of a practice, kept with its time; none is ever overwritten. */
export const ReplyGiven = z.strictObject({
  ...Reply.shape,
  at: IsoInstant,
  /** Name and role of the contact whose link it was. */
  by: z.string(),
  /** The update that the link came with. */
  update: z.int().min(1),
  /** True when given after the outage was resolved. */
  late: z.boolean(),
});
/** One answer of a practice. */
export type ReplyGiven = z.infer<typeof ReplyGiven>;

/** Answers to "is it down for you?", worst first. */
export const worstDown = ['down', 'partly', 'back', 'working'] as const;
/** Answers to "how are you?", worst first. */
export const worstStatus = ['closed', 'limited', 'coping', 'normal'] as const;

/**
 * Each contact's latest word on each question, as one answer, the contact who answered last first.
 * A contact who answers again has changed their mind; an answer to another question adds to it.
 */
export function latestWords(replies: readonly ReplyGiven[]): ReplyGiven[] {
  const latest = new Map<string, ReplyGiven>();
  for (const reply of [...replies].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const before = latest.get(reply.by);
    // Set anew, so that the order is that of the latest answers.
    latest.delete(reply.by);
    latest.set(reply.by, { ...before, ...reply });
  }
  return [...latest.values()].reverse();
}
