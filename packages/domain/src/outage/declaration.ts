import * as z from 'zod';
import { ProductId } from '../catalogue/product.ts';
import { Reach } from '../exposure/answer.ts';
import { IcbCode, IsoInstant, OdsCode } from '../words/codes.ts';
import { Cause, Effects, Include, Notify, OutageStatus, Severity } from './outage.ts';

const title = z.string().trim().min(1, 'should be a title people recognise').max(100);
const message = z.string().trim().min(1, 'should say what is known').max(1000);
/** What a text carries instead of the message: whole, so it should be short. */
const shortMessage = z
  .string()
  .trim()
  .min(1)
  .max(160, 'should be 160 characters at most: it goes into a text whole')
  .optional();

function eachOnce(codes: readonly string[]): boolean {
  return new Set(codes).size === codes.length;
}

function effectsFit({ products, effects }: { products: string[]; effects: object }): boolean {
  return Object.keys(effects).every((id) => products.includes(id));
}

const effectsElsewhere = {
  path: ['effects'],
  message: 'should name only products that are in products',
};

/** Must equal the number of practices hit when more than 50 would be told for the first time. */
const confirmPractices = z.int().min(0).optional();
/** Must be true to tell somebody who had three messages within ten minutes once more. */
const confirmRepeat = z.literal(true).optional();

const fields = {
  products: z.array(ProductId).min(1, 'should name at least one product').max(20),
  title,
  message,
  shortMessage,
  severity: Severity,
  /** How badly each product is in trouble; `unavailable` where left out. */
  effects: Effects.default({}),
  /** How many of the products' users are touched. */
  reach: Reach.default('unknown'),
  cause: Cause.default('unknown'),
  nextUpdateAt: IsoInstant.optional(),
  /** What practices may tell their patients, word for word. */
  publicMessage: z.string().trim().min(1).max(500).optional(),
  /** ICBs in scope of a national outage; all when left out. For NHS England only. */
  icbs: z.array(IcbCode).min(1).max(100).refine(eachOnce, 'should name each ICB once').optional(),
  /** Practices in scope; all that are hit when left out. */
  practices: z
    .array(OdsCode)
    .min(1)
    .max(2000)
    .refine(eachOnce, 'should name each practice once')
    .optional(),
  /** `unknown` to ask practices of which nobody can say whether they use it; left out to not. */
  include: Include.optional(),
  /** True for an exercise: every message says so first. */
  exercise: z.boolean().default(false),
  notify: Notify.default('all'),
  confirmPractices,
  confirmRepeat,
};

/** What an outage is declared with. */
export const Declaration = z.strictObject(fields).refine(effectsFit, effectsElsewhere);
/** What an outage is declared with. */
export type Declaration = z.infer<typeof Declaration>;

/**
 * What `POST /outages` takes: a declaration, of which an ICB may leave out the title and the
 * message while NHS England has an outage of the same products open.
 */
export const NewDeclaration = z
  .strictObject({ ...fields, title: title.optional(), message: message.optional() })
  .refine(effectsFit, effectsElsewhere);
/** What `POST /outages` takes. */
export type NewDeclaration = z.infer<typeof NewDeclaration>;

const said = {
  message,
  shortMessage,
  nextUpdateAt: IsoInstant.optional(),
  notify: Notify.default('all'),
  confirmPractices,
  confirmRepeat,
};

/** What `POST /outages/{id}/updates` takes. */
export const NewUpdate = z.strictObject({
  status: OutageStatus,
  ...said,
  /** True where it puts right what an earlier update said: messages say so first. */
  correction: z.literal(true).optional(),
});
/** What `POST /outages/{id}/updates` takes. */
export type NewUpdate = z.infer<typeof NewUpdate>;

/**
 * What `POST /outages/{id}/reopen` takes; `confirmPractices` must be how many it tells, however
 * few.
 */
export const Reopening = z.strictObject(said);
/** What `POST /outages/{id}/reopen` takes. */
export type Reopening = z.infer<typeof Reopening>;

const { nextUpdateAt: _none, ...saidLast } = said;

/**
 * What `POST /outages/{id}/withdraw` takes; `confirmPractices` must be how many were told, however
 * few.
 */
export const Withdrawal = z.strictObject(saidLast);
/** What `POST /outages/{id}/withdraw` takes. */
export type Withdrawal = z.infer<typeof Withdrawal>;

/** Something done centrally, such as "eConsult: ICB switched off at 09:40, you need do nothing". */
export const NewAction = z.strictObject({ text: z.string().trim().min(1).max(300) });
/** What somebody else says, such as the supplier, with its source. */
export const NewStatement = z.strictObject({
  by: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(1000),
  source: z.string().trim().min(1).max(300).optional(),
});
