import * as z from 'zod';

/**
 * ODS code of a GP practice, such as `G82001`. Format: ODS "GP practices" code set, one letter and
 * five digits.
 */
export const OdsCode = z
  .string()
  .regex(
    /^[A-Z]\d{5}$/,
    'should be a practice’s ODS code: one capital letter and five digits, such as G82001',
  )
  .brand('OdsCode');
/** ODS code of a GP practice. */
export type OdsCode = z.infer<typeof OdsCode>;

/**
 * ODS code of an Integrated Care Board: `Q` and two characters, or five characters since April 2026
 * (`S1Y5D`). Codes change with mergers; never read meaning out of them.
 */
export const IcbCode = z
  .string()
  .regex(
    /^(?:[A-Z][A-Z0-9]{2}|[A-Z0-9]{5})$/,
    'should be an ICB’s ODS code: three characters such as QKS, or five such as S1Y5D',
  )
  .brand('IcbCode');
/** ODS code of an Integrated Care Board. */
export type IcbCode = z.infer<typeof IcbCode>;

/** ODS code and name of something that groups practices: a PCN, a sub-ICB location. */
export const NamedCode = z.strictObject({ code: z.string().min(1), name: z.string().min(1) });
/** ODS code and name of something that groups practices. */
export type NamedCode = z.infer<typeof NamedCode>;

/** Calendar date, ISO 8601, such as `2026-08-01`. */
export const IsoDate = z.iso.date('should be a date such as 2026-08-01');
/** Moment in UTC, ISO 8601, such as `2026-08-01T07:15:00.000Z`. */
export const IsoInstant = z.iso.datetime(
  'should be a moment in UTC such as 2026-08-01T07:15:00.000Z',
);
