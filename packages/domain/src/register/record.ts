import * as z from 'zod';
import { ProductId } from '../catalogue/product.ts';
import { IcbCode, IsoDate, IsoInstant, OdsCode } from '../words/codes.ts';
import { Role } from '../words/role.ts';
import {
  ContactAddress,
  EmailAddress,
  isNhsmail,
  MobileNumber,
  TelephoneNumber,
} from './contact-details.ts';
import { DirectoryEntry } from './published.ts';
import { SystemEntry } from './system-entry.ts';

/** A person to reach in an outage. */
export const Contact = z
  .strictObject({
    name: z.string().trim().min(1, 'should be the person’s name').max(100),
    role: z
      .string()
      .trim()
      .min(1, 'should be what the person does, such as Practice manager')
      .max(100),
    mobile: MobileNumber.optional(),
    email: EmailAddress.optional(),
    /** One that is not NHSmail, for when NHSmail is what is down. */
    alternativeEmail: EmailAddress.refine((address) => !isNhsmail(address), {
      message: 'should not be an NHSmail address: it is for when NHSmail is down',
    }).optional(),
    hours: z.enum(['any', 'in-hours', 'out-of-hours']).default('any'),
    /** Who is told first: 1 before 2. */
    order: z.int().min(1).max(99).default(1),
  })
  .refine((contact) => contact.mobile ?? contact.email ?? contact.alternativeEmail, {
    message: 'should have a mobile or an email address: without one this person cannot be told',
  });
/** A person to reach in an outage. */
export type Contact = z.infer<typeof Contact>;

/** What a practice has arranged for a day without its systems. */
export const Continuity = z.strictObject({
  planReviewedOn: IsoDate.optional(),
  planExercisedOn: IsoDate.optional(),
  offlineRecordAccess: z
    .strictObject({ product: ProductId, staffSignedIn: z.int().min(0).max(1000) })
    .optional(),
  /** For ringing, never for messages. */
  bypassNumber: TelephoneNumber.optional(),
  sharesPremisesWith: z.array(OdsCode).max(20).optional(),
});
/** What a practice has arranged for a day without its systems. */
export type Continuity = z.infer<typeof Continuity>;

const systemsSaid = z.array(SystemEntry).max(100);

/** Systems as somebody says them: each once, and none or something of a role, never both. */
const SystemsToSay = systemsSaid.superRefine((systems, context) => {
  const seen = new Map<string, Set<string | null>>();
  systems.forEach(({ role, product }, index) => {
    const products = seen.get(role) ?? new Set();
    const message = products.has(product)
      ? `is here twice for ${role}; it should be once`
      : products.has(null) || (product === null && products.size > 0)
        ? `says ${role} is none and also names a product; it should be one or the other`
        : undefined;
    if (message) context.addIssue({ code: 'custom', path: [index, 'product'], message });
    seen.set(role, products.add(product));
  });
});

/** Everything that an author says of a practice. */
export const RecordBody = z.strictObject({
  systems: SystemsToSay,
  contacts: z.array(Contact).max(50),
  continuity: Continuity.default({}),
});
/** Everything that an author says of a practice. */
export type RecordBody = z.infer<typeof RecordBody>;

/**
 * What `PUT /practices/{odsCode}` takes: what its author says of the practice, replacing what they
 * said before.
 */
export const Registration = z.strictObject({
  ...RecordBody.shape,
  /** Left out, they are as they were. */
  systems: SystemsToSay.optional(),
  /**
   * Addresses of people whom the ICB supplied and the practice does not want told; left out, they
   * are as they were. For the practice alone.
   */
  rejectedContacts: z.array(ContactAddress).max(150).optional(),
});
/** What `PUT /practices/{odsCode}` takes. */
export type Registration = z.infer<typeof Registration>;

/** A statement of one author about a practice, kept apart from every other author's. */
export const Statement = z.strictObject({
  ...RecordBody.shape,
  systems: systemsSaid,
  at: IsoInstant,
  /**
   * When each role was first said to be so, where that was before `at`: saying one thing anew says
   * nothing of the rest.
   */
  since: z.partialRecord(Role, IsoInstant).optional(),
});
/** A statement of one author about a practice. */
export type Statement = z.infer<typeof Statement>;

/**
 * Everything known of one practice. Each author's part is kept apart, so none overwrites another's.
 */
export const PracticeRecord = z.strictObject({
  odsCode: OdsCode,
  icb: IcbCode,
  /** Goes up by one with every change; the ETag. */
  version: z.int().min(1),
  directory: DirectoryEntry,
  /** The last publication that no longer lists the practice; it is then on no roster. */
  leftDirectory: IsoDate.optional(),
  /** By the practice itself. */
  declared: Statement.optional(),
  /** By its ICB. */
  supplied: Statement.optional(),
  /** Addresses of contacts whom its ICB supplies and the practice does not want told. */
  rejectedContacts: z.array(z.string()).optional(),
  /** When somebody last said "still right", and who: the practice or its ICB. */
  confirmed: z.strictObject({ at: IsoInstant, by: z.enum(['practice', 'icb']) }).optional(),
});
/** Everything known of one practice. */
export type PracticeRecord = z.infer<typeof PracticeRecord>;
