import { IcbCode, OdsCode, OutageId } from '@registry/domain';
import * as z from 'zod';

/** What a thread of bare calls is to do; its environment is the function's own. */
export const BareTask = z.object({
  part: z.enum(['raise', 'sms', 'email']),
  /** The real outage, a row of which is written again and again. */
  icb: IcbCode,
  outage: OutageId,
  odsCode: OdsCode,
  practices: z.int(),
  text: z.string(),
});
/** What a thread of bare calls is to do. */
export type BareTask = z.infer<typeof BareTask>;

/** Milliseconds of each kind of call. */
export const BareReply = z.array(z.object({ title: z.string(), ms: z.number() }));
/** Milliseconds of each kind of call. */
export type BareReply = z.infer<typeof BareReply>;
