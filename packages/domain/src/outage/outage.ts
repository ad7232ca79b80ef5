import * as z from 'zod';
import { Effect } from '../catalogue/dependency.ts';
import { ProductId } from '../catalogue/product.ts';
import { KeptTotals, Reach } from '../exposure/answer.ts';
import { IcbCode, IsoInstant, OdsCode } from '../words/codes.ts';

/** Id of an outage: a ULID, so that ids sort by when they were declared. */
export const OutageId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'should be an outage’s id, 26 letters and digits')
  .brand('OutageId');
/** Id of an outage. */
export type OutageId = z.infer<typeof OutageId>;

/** `open`: in trouble; `recovering`: coming back, "back for you?"; `resolved`: all clear. */
export const OutageStatus = z.enum(['open', 'recovering', 'resolved']);
/** Where an outage stands. */
export type OutageStatus = z.infer<typeof OutageStatus>;

/** Whom an update is sent to: by SMS and email, by email alone, nobody. */
export const Notify = z.enum(['all', 'email', 'none']);
/** Whom an update is sent to. */
export type Notify = z.infer<typeof Notify>;

/** How badly products are in trouble, by product. */
export const Effects = z.record(ProductId, Effect);

/** Who is told besides practices that are hit: those of which nobody can say. */
export const Include = z
  .array(z.enum(['unknown']))
  .min(1)
  .max(1);

/** How bad it is. */
export const Severity = z.enum(['critical', 'major', 'minor']);
/** How bad it is. */
export type Severity = z.infer<typeof Severity>;
/** What is behind it, as far as is known. */
export const Cause = z.enum(['unknown', 'fault', 'cyber', 'planned']);

/** One numbered update of an outage, as stored and shown. */
export const OutageUpdate = z.strictObject({
  number: z.int().min(1),
  status: OutageStatus,
  message: z.string(),
  /** The same for texts, where its author gave shorter words. */
  shortMessage: z.string().optional(),
  at: IsoInstant,
  /** ODS code of who said it: the ICB, or X26. */
  by: IcbCode,
  notify: Notify,
  nextUpdateAt: IsoInstant.optional(),
  /** Exposure as it was then. */
  totals: KeptTotals,
  /** That it puts right what an earlier one said. */
  correction: z.literal(true).optional(),
  /** That it takes the whole outage back: it was declared in error. */
  withdrawn: z.literal(true).optional(),
  /** When every practice's row was written and published; absent until then. */
  raisedAt: IsoInstant.optional(),
});
/** One numbered update of an outage. */
export type OutageUpdate = z.infer<typeof OutageUpdate>;

/** An action taken or a statement by others, as stored and shown. */
export const OutageNote = z.strictObject({
  kind: z.enum(['action', 'statement']),
  at: IsoInstant,
  by: z.string(),
  text: z.string(),
  source: z.string().optional(),
});
/** An action taken or a statement by others. */
export type OutageNote = z.infer<typeof OutageNote>;

/** An outage as one ICB (or NHS England) sees it. */
export const Outage = z.strictObject({
  id: OutageId,
  /** The tenant that holds this copy, and its name. */
  icb: IcbCode,
  icbName: z.string(),
  /** Who declared it: the ICB itself, or X26 for a national outage. */
  declaredBy: IcbCode,
  declaredAt: IsoInstant,
  products: z.array(ProductId).min(1),
  title: z.string(),
  severity: Severity,
  effects: Effects.default({}),
  reach: Reach,
  cause: Cause,
  publicMessage: z.string().optional(),
  icbs: z.array(IcbCode).optional(),
  practices: z.array(OdsCode).optional(),
  include: Include.optional(),
  exercise: z.boolean(),
  status: OutageStatus,
  nextUpdateAt: IsoInstant.optional(),
  /** Number of its latest update. */
  lastUpdate: z.int().min(1),
  /** Exposure at the latest update. */
  totals: KeptTotals,
  resolvedAt: IsoInstant.optional(),
  /** Why what is personal in it is kept beyond its time, where the law asks for that. */
  hold: z.strictObject({ reason: z.string(), at: IsoInstant }).optional(),
  /** When it was last opened again after its end. */
  reopenedAt: IsoInstant.optional(),
  /** That it was declared in error, and taken back. */
  withdrawn: z.literal(true).optional(),
});
/** An outage as one ICB (or NHS England) sees it. */
export type Outage = z.infer<typeof Outage>;
