import { Contact, TelephoneNumber } from '@registry/domain';

/** Cells of one line that tell of a person; an empty string where the line says nothing. */
export interface WrittenContact {
  person: string;
  role: string;
  mobile: string;
  email: string;
  bypassNumber: string;
}

/** A person, the practice's bypass number, or both. */
export interface ContactLine {
  contact?: Contact;
  bypassNumber?: string;
}

/**
 * What stands for a job title in a list that has none: the register wants one, and it is not
 * guessed.
 */
const roleNotGiven = 'Role not given';

/** Headings in words, by the field of a contact. */
const words: Readonly<Record<string, string>> = {
  name: 'name',
  role: 'role',
  mobile: 'mobile',
  email: 'email',
};

/**
 * Reads the person and the bypass number on one line, or says why the line cannot be used: any bad
 * value refuses the whole line. A number that a spreadsheet robbed of its zero is mended only when
 * it can be nothing else: ten digits starting with 7 (also `7700900123.0`) are a mobile without its
 * 0. Two numbers or addresses in one cell are refused, since nobody can say whose is whose.
 */
export function readContactLine(written: WrittenContact): ContactLine | { reason: string } {
  const crowded = crowdedCell(written);
  if (crowded) return { reason: crowded };
  const { person, role, email } = written;
  const bypass =
    written.bypassNumber && TelephoneNumber.safeParse(mendMobile(written.bypassNumber));
  if (bypass && !bypass.success)
    return {
      reason: `bypass number “${written.bypassNumber}” ${bypass.error.issues[0]?.message ?? 'is wrong'}`,
    };
  const bypassNumber = bypass ? { bypassNumber: bypass.data } : {};
  const mobile = mendMobile(written.mobile);
  if (!person && !mobile && !email)
    return bypass ? bypassNumber : { reason: 'has no person, mobile, email or bypass number' };
  const contact = Contact.safeParse({
    name: person,
    role: role || roleNotGiven,
    ...(mobile && { mobile }),
    ...(email && { email }),
  });
  if (contact.success) return { contact: contact.data, ...bypassNumber };
  return {
    reason: contact.error.issues
      .map(({ path: [field], message }) => problem(words[String(field)], message, written))
      .join('; '),
  };
}

function problem(field: string | undefined, message: string, written: WrittenContact): string {
  if (field === undefined) return message;
  const value = field === 'mobile' ? written.mobile : field === 'email' ? written.email : '';
  return value ? `${field} “${value}” ${message}` : `${field} ${message}`;
}

function mendMobile(written: string): string {
  const digits = written.replace(/\.0$/, '').replace(/[\s-]/g, '');
  return /^7\d{9}$/.test(digits) ? `0${digits}` : written;
}

function crowdedCell({ mobile, email, bypassNumber }: WrittenContact): string | undefined {
  if ((email.match(/@/g) ?? []).length > 1)
    return `email “${email}” holds more than one address: give each person a row of their own`;
  const numbers = [mobile, bypassNumber].find(holdsTwoNumbers);
  return numbers && `“${numbers}” holds more than one number: give each a row of its own`;
}

function holdsTwoNumbers(cell: string): boolean {
  const parts = cell.split(/[,;/&]|\b(?:or|and)\b/i);
  const digits = cell.replace(/\D/g, '').length;
  return parts.filter((part) => part.replace(/\D/g, '').length >= 6).length > 1 || digits >= 18;
}
