import * as z from 'zod';
import {
  AdviceShown,
  Affected,
  AffectedText,
  Down,
  Effect,
  ExposureState,
  IcbCode,
  IsoInstant,
  KnockOn,
  NamedCode,
  PracticeExposure,
  ProductId,
  Reach,
  Role,
  Totals,
} from '@registry/domain';
import { limits } from '../limits.ts';
import { operation, unused } from '../operation.ts';

/** What a practice says of itself; `not-heard` while it was told and has said nothing. */
export const SaidFilter = z.enum([...Down.options, 'not-heard']);

/**
 * How the list is sorted: `listSize` largest first, `effect` worst first, the others from A to Z;
 * then by ODS code.
 */
export const Sort = z.enum(['odsCode', 'name', 'pcn', 'listSize', 'effect']);
/** How the list is sorted. */
export type Sort = z.infer<typeof Sort>;

const codes = z.array(z.string().min(1)).min(1).max(limits.codesInQuestion).optional();

/** What is in trouble, and within which scope. */
const scope = {
  product: z
    .array(AffectedText, 'should name at least one product, such as product=emis-web')
    .min(1)
    .max(limits.productsInQuestion, `should name ${limits.productsInQuestion} products at most`),
  reach: z.enum(Reach.options, 'should be one of all, some and unknown, or be left out').optional(),
  icb: IcbCode.optional(),
  pcn: codes,
  subIcb: codes,
};

/** Which practices of the scope are listed, in which order and form. */
const list = {
  state: z
    .enum(ExposureState.options, 'should be one of hit, not-hit and unknown, or be left out')
    .optional(),
  effect: z.array(Effect).min(1).optional(),
  role: z.array(Role).min(1).optional(),
  said: z.array(SaidFilter).min(1).optional(),
  sort: z
    .enum(Sort.options, `should be one of ${Sort.options.join(', ')}, or be left out`)
    .optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.exposureInPage, `should be at most ${limits.exposureInPage}, or be left out`)
    .optional(),
  cursor: z.string().optional(),
  format: z.enum(['json', 'csv'], 'should be json or csv').optional(),
};

/** The parameters of `GET /exposure`. */
export const ExposureParameters = z.strictObject({ ...scope, ...list });
/** The parameters of an exposure question. */
export type ExposureParameters = z.infer<typeof ExposureParameters>;

/** By what a summary breaks its totals down. */
const Breakdown = z.enum(['icb', 'subIcb', 'pcn'], 'should be icb, subIcb or pcn');

/**
 * The parameters of `GET /exposure/summary`; those of the list are known, to be refused with the
 * reason.
 */
export const SummaryParameters = z.strictObject({
  ...scope,
  ...list,
  /** All three where left out; the rows by ICB are always there. */
  by: z.array(Breakdown).min(1).optional(),
});
/** The parameters of a question for totals. */
export type SummaryParameters = z.infer<typeof SummaryParameters>;

/** The parameters that belong to the list of practices, and to no summary. */
export const listParameters = [
  'state',
  'effect',
  'role',
  'said',
  'sort',
  'limit',
  'cursor',
  'format',
] as const satisfies readonly (keyof typeof list)[];

/**
 * What every exposure answer begins with. Totals are of the whole scope (ICB, sub-ICB locations,
 * PCNs), whatever else was asked for.
 */
const heading = {
  asOf: IsoInstant,
  products: z.array(ProductId),
  affected: z.array(Affected),
  /** As asked: `some` and `unknown` mean that not every practice hit need be touched. */
  reach: Reach,
  icbs: z.array(IcbCode),
  /** ICBs whose roster cannot be read: their practices are in none of the figures. */
  unavailable: z.array(z.strictObject({ icb: IcbCode, name: z.string() })),
  totals: Totals,
  byIcb: z.array(z.strictObject({ icb: IcbCode, name: z.string(), ...Totals.shape })),
  knockOns: z.array(KnockOn),
};

/** Totals only, as `GET /exposure/summary` gives them. */
export const ExposureSummary = z.strictObject({
  ...heading,
  /** Where it was asked for, or nothing in particular was. */
  bySubIcb: z
    .array(z.strictObject({ icb: IcbCode, subIcb: NamedCode.nullable(), ...Totals.shape }))
    .optional(),
  /** As `bySubIcb`; a PCN that spans ICBs has a row in each. */
  byPcn: z
    .array(z.strictObject({ icb: IcbCode, pcn: NamedCode.nullable(), ...Totals.shape }))
    .optional(),
});
/** Totals only. */
export type ExposureSummary = z.infer<typeof ExposureSummary>;

/** A page of practices with totals of the whole answer, as `GET /exposure` gives it. */
export const ExposurePage = z.strictObject({
  ...heading,
  /** Open outages of these products in the asking ICB. */
  outages: z.array(z.strictObject({ id: z.string(), title: z.string(), status: z.string() })),
  /** Practices that the filters leave, on all pages together. */
  matching: z.int(),
  practices: z.array(PracticeExposure),
  advice: z.record(z.string(), AdviceShown),
  cursor: z.string().optional(),
});
/** A page of practices with totals of the whole answer. */
export type ExposurePage = z.infer<typeof ExposurePage>;

/** `GET /exposure`. */
export const queryExposure = operation('GET /exposure', {
  summary: 'Which practices an outage may affect, how badly and why, and who is not known',
  path: unused,
  query: ExposureParameters,
  body: unused,
  heeds: ['Accept'],
  answers: {
    200: {
      description: 'One page of practices, with the totals of the whole scope',
      body: ExposurePage,
      alsoCsv: true,
      headers: { Link: 'For CSV, where the list goes on (RFC 8288)' },
    },
  },
  problems: ['not-found', 'wrong-cursor', 'nobody-asked', 'answer-too-large', 'roster-unreadable'],
});

/** `GET /exposure/summary`. */
export const summariseExposure = operation('GET /exposure/summary', {
  summary: 'How many practices an outage may affect: totals by ICB, sub-ICB location and PCN',
  path: unused,
  query: SummaryParameters,
  body: unused,
  answers: { 200: { description: 'Totals', body: ExposureSummary } },
  problems: ['not-found', 'roster-unreadable'],
});
