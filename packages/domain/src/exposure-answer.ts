import * as z from 'zod';
import { Advice, Effect, ProductId } from './catalogue.ts';
import { IcbCode, IsoInstant, NamedCode, OdsCode } from './codes.ts';
import { Role } from './role.ts';
import { Channel, Provenance } from './roster.ts';
import { Source } from './record.ts';

/** `hit`: may be affected. `not-hit`: no link recorded. `unknown`: what is recorded cannot tell. */
export const ExposureState = z.enum(['hit', 'not-hit', 'unknown']);
/** Whether an outage may affect a practice. */
export type ExposureState = z.infer<typeof ExposureState>;

/** One product in one role at one practice that the outage touches, and why. */
export const Impact = z.strictObject({
  role: Role,
  product: ProductId,
  effect: Effect,
  /** The chain that explains it: ids of products and roles, from the affected product to this one. */
  because: z.array(z.string()).min(1),
  /** Ids of advice, in the order of the chain. */
  advice: z.array(z.string()),
});
/** One product in one role at one practice that the outage touches, and why. */
export type Impact = z.infer<typeof Impact>;

/** A role that the outage could touch, of which too little is recorded to say. */
export const UnknownRole = z.strictObject({
  role: Role,
  reason: z.enum(['not-recorded', 'contradictory']),
  /** What the sources name, when they contradict each other. */
  products: z.array(ProductId),
});
/** A role that the outage could touch, of which too little is recorded to say. */
export type UnknownRole = z.infer<typeof UnknownRole>;

/** Counts of practices; `hit + notHit + unknown = practices` always. */
export const Totals = z.strictObject({
  practices: z.int(),
  hit: z.int(),
  notHit: z.int(),
  unknown: z.int(),
  /** Registered patients of those practices. */
  patients: z.strictObject({ hit: z.int(), notHit: z.int(), unknown: z.int() }),
  /** Practices whose list size is not published, counted in none of `patients`. */
  withoutListSize: z.int(),
  /** PCNs all of whose practices in this answer are hit. */
  pcnsWhollyHit: z.int(),
});
/** Counts of practices. */
export type Totals = z.infer<typeof Totals>;

/** The exposure of one practice. */
export const PracticeExposure = z.strictObject({
  odsCode: OdsCode,
  name: z.string(),
  icb: IcbCode,
  pcn: NamedCode.nullable(),
  subIcb: NamedCode.nullable(),
  listSize: z.int().nullable(),
  state: ExposureState,
  /** The worst of its impacts; null unless hit. */
  effect: Effect.nullable(),
  impacts: z.array(Impact),
  unknownRoles: z.array(UnknownRole),
  /** What the clinical system is taken to be and who says so: the ground on which a not-hit stands. */
  basis: z.array(
    z.strictObject({
      role: Role,
      products: z.array(ProductId),
      provenance: Provenance,
      source: Source.optional(),
    }),
  ),
  reachable: z.array(Channel),
});
/** The exposure of one practice. */
export type PracticeExposure = z.infer<typeof PracticeExposure>;

/** Totals only, as `GET /exposure/summary` gives them. */
export const ExposureSummary = z.strictObject({
  asOf: IsoInstant,
  products: z.array(ProductId),
  icbs: z.array(IcbCode),
  totals: Totals,
  byIcb: z.array(z.strictObject({ icb: IcbCode, name: z.string(), ...Totals.shape })),
  bySubIcb: z.array(
    z.strictObject({ icb: IcbCode, subIcb: NamedCode.nullable(), ...Totals.shape }),
  ),
  byPcn: z.array(z.strictObject({ icb: IcbCode, pcn: NamedCode.nullable(), ...Totals.shape })),
});
/** Totals only. */
export type ExposureSummary = z.infer<typeof ExposureSummary>;

/** A page of practices with totals of the whole answer, as `GET /exposure` gives it. */
export const ExposurePage = z.strictObject({
  asOf: IsoInstant,
  products: z.array(ProductId),
  icbs: z.array(IcbCode),
  totals: Totals,
  byIcb: z.array(z.strictObject({ icb: IcbCode, name: z.string(), ...Totals.shape })),
  practices: z.array(PracticeExposure),
  advice: z.record(
    z.string(),
    z.strictObject({
      text: z.string(),
      by: Advice.shape.by,
      /** False for advice that nobody has approved or whose review is overdue: for analysts only. */
      approved: z.boolean(),
      onRecovery: z.string().optional(),
    }),
  ),
  cursor: z.string().optional(),
});
/** A page of practices with totals of the whole answer. */
export type ExposurePage = z.infer<typeof ExposurePage>;
