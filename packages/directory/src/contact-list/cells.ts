import { EmailAddress, MobileNumber, TelephoneNumber } from '@registry/domain';

/** What a cell holds: a value and the note beside it, nothing, or why it cannot be used. */
export type Cell =
  { value: string } | { value: string; note: string } | { none: true } | { reason: string };

const nothing =
  /^(?:n\s*\/?\s*a|not applicable|none|nil|no|no (?:mobile|email|e-mail|number|phone)|not (?:known|given|available|held|supplied)|unknown|tb[acd]|vacant|vacancy|[-–—.?*x]+)\.?$/i;

/** Words by which a note says that what it stands beside is not to be used. */
const takesBack =
  /\b(?:old|former|formerly|previous|wrong|left|leaver|not in use|do(?:es)? not|don[’']?t|no longer|never|dead|expired|inactive)\b/i;

/** Whether a cell says in words that there is nothing: `n/a`, `none`, a dash. */
export function saysNothing(cell: string): boolean {
  return cell === '' || nothing.test(cell.trim());
}

/**
 * The one mobile in a cell, with what else is written there as a note. A number that a spreadsheet
 * robbed of its zero, or of its plus, is mended only when it can be nothing else.
 */
export function mobileIn(cell: string): Cell {
  if (saysNothing(cell)) return { none: true };
  const whole = MobileNumber.safeParse(mended(cell));
  if (whole.success) return { value: whole.data };
  const numbers = numbersIn(cell);
  const mobiles = numbers.flatMap((written) => {
    const parsed = MobileNumber.safeParse(mended(written));
    return parsed.success ? [{ written, value: parsed.data }] : [];
  });
  const [mobile, other] = mobiles;
  const landlines = numbers.every((number) => TelephoneNumber.safeParse(mended(number)).success);
  const digits = Math.max(0, ...numbers.map((number) => number.replace(/\D/g, '').length));
  if (other || digits >= 18 || (numbers.length > 1 && !landlines))
    return { reason: `mobile “${cell}” holds more than one number` };
  if (!mobile) return { reason: `mobile “${cell}” ${whole.error.issues[0]?.message ?? 'is none'}` };
  return withNote('mobile', cell, mobile.written, mobile.value);
}

/** The one telephone number in a cell, with what else is written there as a note. */
export function telephoneIn(cell: string): Cell {
  if (saysNothing(cell)) return { none: true };
  const whole = TelephoneNumber.safeParse(mended(cell));
  if (whole.success) return { value: whole.data };
  const numbers = numbersIn(cell);
  if (numbers.length > 1) return { reason: `bypass number “${cell}” holds more than one number` };
  const [written] = numbers;
  const parsed = TelephoneNumber.safeParse(mended(written ?? ''));
  if (written === undefined || !parsed.success)
    return { reason: `bypass number “${cell}” ${whole.error.issues[0]?.message ?? 'is none'}` };
  return withNote('bypass number', cell, written, parsed.data);
}

/** The one email address in a cell, with what else is written there as a note. */
export function emailIn(cell: string): Cell {
  if (saysNothing(cell)) return { none: true };
  const whole = EmailAddress.safeParse(cell);
  if (whole.success) return { value: whole.data };
  const addresses = cell.match(/[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+/g) ?? [];
  if (addresses.length > 1 || (cell.match(/@/g) ?? []).length > 1)
    return { reason: `email “${cell}” holds more than one address` };
  const [written] = addresses;
  const parsed = EmailAddress.safeParse(written);
  if (written === undefined || !parsed.success)
    return { reason: `email “${cell}” ${whole.error.issues[0]?.message ?? 'is none'}` };
  // “Sam Fictional <sam@…>” is how mail programs write an address, and no note.
  return cell.includes(`<${written}>`) || /^mailto:/i.test(cell)
    ? { value: parsed.data }
    : withNote('email', cell, written, parsed.data);
}

/** The parts of a cell that holds several things. */
export function partsOf(cell: string): string[] {
  return cell
    .split(/\s*(?:\n|\/|;|&|,|\band\b)\s*/i)
    .map((part) => part.trim())
    .filter(Boolean);
}

function withNote(what: string, cell: string, written: string, value: string): Cell {
  const note = cell
    .replace(written, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:;,/–-]+|[\s:;,/–-]+$/g, '');
  if (takesBack.test(note)) return { reason: `${what} “${cell}” is not used: it says “${note}”` };
  const isLabel = /^(?:m|t|tel|mob|mobile|work|personal|e|email|ooh)?\.?:?$/i.test(note);
  return isLabel ? { value } : { value, note };
}

/** Sequences of digits that could be telephone numbers, as written. */
function numbersIn(cell: string): string[] {
  const found = cell.match(/(?:\+|\(0|\d)[\d\s().–-]*\d/g) ?? [];
  return found.filter((number) => number.replace(/\D/g, '').length >= 6);
}

function mended(written: string): string {
  const plain = written.replace(/^['’‘`]+/, '').replace(/[‐-―−]/g, '-');
  const digits = plain.replace(/\.0$/, '').replace(/[\s-]/g, '');
  if (/^7\d{9}$/.test(digits)) return `0${digits}`;
  return /^447\d{9}$/.test(digits) ? `+${digits}` : plain;
}
