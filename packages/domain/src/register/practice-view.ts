import * as z from 'zod';
import { ProductId } from '../catalogue/product.ts';
import { IcbCode, IsoDate, IsoInstant, OdsCode } from '../words/codes.ts';
import { DirectoryEntry, Source } from './published.ts';
import { Contact, Continuity, PracticeRecord, Statement } from './record.ts';
import { SystemEntry } from './system-entry.ts';
import { Provenance } from './roster.ts';
import { Undelivered } from './undelivered.ts';

/**
 * What `GET /practices/{odsCode}` gives: the record body as it now stands, with provenance, version
 * and directory data around it.
 */
export const PracticeView = z.strictObject({
  odsCode: OdsCode,
  icb: IcbCode,
  version: z.int(),
  directory: DirectoryEntry.omit({ odsCode: true, systems: true, datasets: true }),
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
    z.strictObject({
      ...Contact.shape,
      provenance: Provenance,
      verified: z.boolean(),
      /** There when the practice has rejected a contact of its ICB's, who is then never told. */
      rejected: z.literal(true).optional(),
      /** To its ICB alone: at which of their addresses messages do not arrive. */
      undelivered: z.array(Undelivered).optional(),
    }),
  ),
  continuity: Continuity,
  /** What the practice said, in the form that PUT takes. */
  declared: Statement.optional(),
  /** What its ICB said, in the form that PUT takes. */
  supplied: Statement.optional(),
  rejectedContacts: PracticeRecord.shape.rejectedContacts,
  confirmed: z.strictObject({ at: IsoInstant, by: z.enum(['practice', 'icb']) }).optional(),
  leftDirectory: IsoDate.optional(),
});
/** What `GET /practices/{odsCode}` gives. */
export type PracticeView = z.infer<typeof PracticeView>;
