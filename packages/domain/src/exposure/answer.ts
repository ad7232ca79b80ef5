import * as z from 'zod';
import { Effect } from '../catalogue/dependency.ts';
import { ProductId } from '../catalogue/product.ts';
import { IcbCode, IsoInstant, NamedCode, OdsCode } from '../words/codes.ts';
import { Role } from '../words/role.ts';
import { Channel, Provenance } from '../register/roster.ts';
import { Source } from '../register/published.ts';

/** `hit`: may be affected. `not-hit`: no link recorded. `unknown`: what is recorded cannot tell. */
export const ExposureState = z.enum(['hit', 'not-hit', 'unknown']);
/** Whether an outage may affect a practice. */
export type ExposureState = z.infer<typeof ExposureState>;

/** One product in one role at one practice that the outage touches, and why. */
export const Impact = z.strictObject({
  role: Role,
  product: ProductId,
  effect: Effect,
  /**
   * The chain that explains it: ids of products and roles, from the affected product to this one.
   */
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

/**
 * A product that the outage touches and that fills no role at any practice: what others stand on,
 * or what patients are sent to.
 */
export const KnockOn = z.strictObject({
  product: ProductId,
  effect: Effect,
  /** The chain that explains it, as for an impact. */
  because: z.array(z.string()).min(1),
});
/** A product that the outage touches and that fills no role at any practice. */
export type KnockOn = z.infer<typeof KnockOn>;

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
  /** PCNs with a practice in this answer: the four below add up to it. */
  pcns: z.int(),
  /** All of whose practices in this answer are hit. */
  pcnsWhollyHit: z.int(),
  /** Some of whose practices are hit. */
  pcnsPartlyHit: z.int(),
  /** None of whose practices is hit, and at least one is unknown. */
  pcnsUnknown: z.int(),
  /** For all of whose practices no link is recorded. */
  pcnsUntouched: z.int(),
});
/** Counts of practices. */
export type Totals = z.infer<typeof Totals>;

/**
 * Totals as an outage keeps them. Of one declared before PCNs were counted so, those that nobody
 * can know any more are null.
 */
export const KeptTotals = Totals.extend({
  pcns: z.int().nullable(),
  pcnsPartlyHit: z.int().nullable(),
  pcnsUnknown: z.int().nullable(),
  pcnsUntouched: z.int().nullable(),
});
/** Totals as an outage keeps them. */
export type KeptTotals = z.infer<typeof KeptTotals>;

/** Is it down for you? What a practice itself says in an outage. */
export const Down = z.enum(['working', 'partly', 'down', 'back']);
/** Is it down for you? */
export type Down = z.infer<typeof Down>;

/** How are you? What a practice itself says in an outage. */
export const PracticeStatus = z.enum(['normal', 'coping', 'limited', 'closed']);

/**
 * What a practice says of itself in the open outages of these products: beside what is inferred,
 * never instead of it.
 */
export const Said = z.strictObject({
  down: Down.nullable(),
  status: PracticeStatus.nullable(),
  /** When it last answered; null while it has not. */
  at: IsoInstant.nullable(),
});
/** What a practice says of itself in the open outages of these products. */
export type Said = z.infer<typeof Said>;

/** How many users of the products in trouble are touched. */
export const Reach = z.enum(['all', 'some', 'unknown']);
/** How many users of the products in trouble are touched. */
export type Reach = z.infer<typeof Reach>;

/** A product in trouble, and how badly. */
export const Affected = z.strictObject({ product: ProductId, effect: Effect });
/** A product in trouble, and how badly. */
export type Affected = z.infer<typeof Affected>;

/**
 * A product in trouble as questions name it: `emis-web`, or `emis-web:degraded` for one that still
 * works, less well.
 */
export const AffectedText = z
  .string()
  .transform((text) => {
    const colon = text.indexOf(':');
    return colon < 0
      ? { product: text, effect: 'unavailable' }
      : { product: text.slice(0, colon), effect: text.slice(colon + 1) };
  })
  .pipe(Affected);

/** What `AffectedText` reads. */
export function affectedText({ product, effect }: Affected): string {
  return effect === 'unavailable' ? product : `${product}:${effect}`;
}

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
  /** Products in trouble that no record can name, so that nobody can say whom they touch. */
  unnameable: z.array(ProductId),
  /**
   * What the clinical system is taken to be and who says so: the ground on which a not-hit stands.
   */
  basis: z.array(
    z.strictObject({
      role: Role,
      products: z.array(ProductId),
      provenance: Provenance,
      source: Source.optional(),
    }),
  ),
  reachable: z.array(Channel),
  /** Null where it was not told of an open outage of these products. */
  said: Said.nullable(),
});
/** The exposure of one practice. */
export type PracticeExposure = z.infer<typeof PracticeExposure>;
