import * as z from 'zod';

/**
 * E.164 of a United Kingdom number written in any usual way, or undefined when it is not one.
 * Source: Ofcom, National Telephone Numbering Plan: ten digits after the leading zero (nine in some
 * older areas).
 */
function toE164(written: string): string | undefined {
  const digits = written.replace(/[\s().-]/g, '');
  const national =
    /^(?:\+44|0044)0?([1-9]\d*)$/.exec(digits)?.[1] ?? /^0([1-9]\d*)$/.exec(digits)?.[1];
  if (!national || !/^(?:[1235789]\d{9}|1\d{8})$/.test(national)) return undefined;
  return `+44${national}`;
}

/** The number in E.164; whatever cannot be read as one stays as it is, to be refused. */
const spelt = (written: string): string => toE164(written) ?? written;

/**
 * A United Kingdom mobile number in any usual spelling, becoming E.164. Pagers (076, but for Isle
 * of Man 07624) and 070 are not mobiles.
 */
export const MobileNumber = z
  .string()
  .overwrite(spelt)
  .refine((number) => /^\+447(?:[1-57-9]\d{8}|624\d{6})$/.test(number), {
    message: 'should be a UK mobile number, such as 07700 900123: 07 and nine more digits',
  });

/** A United Kingdom telephone number of any kind, becoming E.164. */
export const TelephoneNumber = z
  .string()
  .overwrite(spelt)
  .refine((number) => toE164(number) === number, {
    message: 'should be a UK telephone number with its area code, such as 01632 960456',
  });

/** An email address, lower-cased. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('should be an email address such as manager@example.nhs.uk').max(254));

/** The address in the form that contacts have it; undefined for one that is neither. */
const addressIn = (written: string): string | undefined =>
  MobileNumber.safeParse(written).data ?? EmailAddress.safeParse(written).data;

/** Where a contact is told, as it stands there: a mobile number or an email address. */
export const ContactAddress = z
  .string()
  .overwrite((written) => addressIn(written) ?? written)
  .refine((address) => addressIn(address) === address, {
    message: 'should be a UK mobile number such as 07700 900123, or an email address',
  });

/** True of an NHSmail address, which is no use while NHSmail is what is down. */
export function isNhsmail(address: string): boolean {
  return address.endsWith('@nhs.net');
}
