import * as z from 'zod';
import { ProductId } from '../catalogue/catalogue.ts';
import { IcbCode, IsoDate, IsoInstant, OdsCode } from '../words/codes.ts';
import { Contact, Continuity, DirectoryEntry, Source, Statement, SystemEntry } from './record.ts';
import { Provenance } from './roster.ts';

/** What `GET /practices/{odsCode}` gives: the record body as it now stands, with provenance, version and directory data around it. */
export const PracticeView = z.strictObject({
  odsCode: OdsCode,
  icb: IcbCode,
  version: z.int(),
  directory: DirectoryEntry.omit({ odsCode: true, systems: true }),
  /** Every system that any author names; those of a contradictory role are all here, marked. */
  systems: z.array(
    z.strictObject({
      role: SystemEntry.shape.role,
      product: ProductId.nullable(),
      provenance: Provenance,
      source: Source.optional(),
      contradictory: z.boolean(),
    }),
  ),
  contacts: z.array(
    z.strictObject({ ...Contact.shape, provenance: Provenance, verified: z.boolean() }),
  ),
  continuity: Continuity,
  /** What the practice said, in the form that PUT takes. */
  declared: Statement.optional(),
  /** What its ICB said, in the form that PUT takes. */
  supplied: Statement.optional(),
  confirmed: z.strictObject({ at: IsoInstant, by: z.enum(['practice', 'icb']) }).optional(),
  leftDirectory: IsoDate.optional(),
});
/** What `GET /practices/{odsCode}` gives. */
export type PracticeView = z.infer<typeof PracticeView>;

/** A page of records, as `GET /practices` gives it. */
export const PracticePage = z.strictObject({
  practices: z.array(PracticeView),
  cursor: z.string().optional(),
});
/** A page of records. */
export type PracticePage = z.infer<typeof PracticePage>;

/** What `PUT /icbs/{code}/directory` did. */
export const DirectoryReceipt = z.strictObject({
  icb: IcbCode,
  practices: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Practices that another ICB held, by that ICB. */
  movedFrom: z.array(z.strictObject({ icb: IcbCode, odsCodes: z.array(OdsCode) })),
  /** Other ICBs that ever held one of these practices, sorted: so an import that was cut short and repeated still tells who followed whom. */
  predecessors: z.array(IcbCode),
  /** Practices this ICB held that the publication no longer places here. */
  left: z.array(OdsCode),
  /** Practices where this publication is newer than what was declared, and contradicts it. */
  contradicted: z.array(OdsCode),
});
/** What `PUT /icbs/{code}/directory` did. */
export type DirectoryReceipt = z.infer<typeof DirectoryReceipt>;
