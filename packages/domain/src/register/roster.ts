import * as z from 'zod';
import { ProductId } from '../catalogue/product.ts';
import { IcbCode, IsoDate, NamedCode, OdsCode } from '../words/codes.ts';
import { Source } from './published.ts';
import { Role } from '../words/role.ts';

/** How a message can reach someone. */
export const Channel = z.enum(['sms', 'email']);
/** How a message can reach someone. */
export type Channel = z.infer<typeof Channel>;

/**
 * Who says so: the practice, its ICB, a published file, or nobody (a national service taken to be
 * used everywhere).
 */
export const Provenance = z.enum(['declared', 'supplied', 'published', 'assumed']);
/** Who says so. */
export type Provenance = z.infer<typeof Provenance>;

/** What is recorded of one role at one practice. A role that is not recorded has no such entry. */
export const RecordedRole = z.strictObject({
  role: Role,
  /**
   * The products that fill it, sorted; none when it is recorded as none. When contradictory, every
   * product that any source names.
   */
  products: z.array(ProductId),
  /**
   * True when sources contradict each other, so that nobody can say which of `products` is right.
   */
  contradictory: z.boolean(),
  provenance: Provenance,
  /** The published source, when published. */
  source: Source.optional(),
});
/** What is recorded of one role at one practice. */
export type RecordedRole = z.infer<typeof RecordedRole>;

/** A practice as an ICB's roster has it: all that exposure needs, and no contact details. */
export interface RosterRow {
  odsCode: OdsCode;
  name: string;
  pcn: NamedCode | undefined;
  subIcb: NamedCode | undefined;
  /** Registered patients; undefined when no published file says. */
  listSize: number | undefined;
  /**
   * Sorted by role. Practices alike share one array, so that an answer is worked out once for all
   * of them.
   */
  roles: readonly RecordedRole[];
  /** Channels by which at least one contact can be reached. */
  reachable: readonly Channel[];
}

/** Every practice of one ICB, sorted by ODS code. */
export interface Roster {
  icb: IcbCode;
  name: string;
  version: number;
  rows: readonly RosterRow[];
}

/** An ICB that the register knows, or knew. */
export const IcbEntry = z.strictObject({
  code: IcbCode,
  name: z.string().min(1),
  dissolved: z.strictObject({ asAt: IsoDate, successors: z.array(IcbCode) }).optional(),
});
/** An ICB that the register knows, or knew. */
export type IcbEntry = z.infer<typeof IcbEntry>;
