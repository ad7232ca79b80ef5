import { Contact } from '@registry/domain';
import { type Cell, emailIn, mobileIn, partsOf, saysNothing, telephoneIn } from './cells.ts';

/** Cells of one row that tell of one person; an empty string where the row says nothing. */
export interface WrittenPerson {
  person: string;
  title: string;
  firstName: string;
  surname: string;
  role: string;
  mobile: string;
  email: string;
}

/** What was read, and what of it was left out, in words. */
export interface Read<T> {
  read: T;
  leftOut: string[];
}

/**
 * What stands for a job title in a list that has none: the register wants one, and it is not
 * guessed.
 */
const roleNotGiven = 'Role not given';

const honorific = /^(?:dr|drs|mr|mrs|ms|miss|mx|prof|professor|rev|sr|sister|sir|dame)\.?$/i;

/** Whether a row says nothing of this person. */
export function isNobody(written: WrittenPerson): boolean {
  const { role: _role, title: _title, ...cells } = written;
  return Object.values(cells).every(saysNothing);
}

/**
 * The person that a row tells of, or the persons, where as many names, numbers and addresses stand
 * in its cells in one order; or why nobody can be told by it. Of a person with one good way to be
 * told, what is wrong in another is left out.
 */
export function readPeople(written: WrittenPerson): Read<Contact[]> | { reason: string } {
  const several = severalIn(written);
  const all = (several ?? [written]).map(readPerson);
  const refused = all.find((each) => 'reason' in each);
  if (refused) return several ? readPeopleAsOne(written) : refused;
  const read = all.flatMap((each) => ('read' in each ? [each] : []));
  return {
    read: read.map((each) => each.read),
    leftOut: read.flatMap(({ leftOut }) => leftOut),
  };
}

function readPeopleAsOne(written: WrittenPerson): Read<Contact[]> | { reason: string } {
  const one = readPerson(written);
  return 'reason' in one ? one : { read: [one.read], leftOut: one.leftOut };
}

/** The persons of a row whose cells have as many parts as it has names; undefined for one. */
function severalIn(written: WrittenPerson): WrittenPerson[] | undefined {
  const names = partsOf(written.person);
  if (names.length < 2) return undefined;
  const parts = (cell: string): string[] | undefined => {
    if (saysNothing(cell)) return names.map(() => '');
    const each = partsOf(cell);
    return each.length === names.length ? each : undefined;
  };
  const [mobiles, emails] = [parts(written.mobile), parts(written.email)];
  if (!mobiles || !emails) return undefined;
  const roles = parts(written.role) ?? names.map(() => written.role);
  return names.map((person, index) => ({
    ...written,
    person,
    role: roles[index] ?? '',
    mobile: mobiles[index] ?? '',
    email: emails[index] ?? '',
  }));
}

function readPerson(written: WrittenPerson): Read<Contact> | { reason: string } {
  const [mobile, email] = [mobileIn(written.mobile), emailIn(written.email)];
  const contact = Contact.safeParse({
    name: nameOf(written),
    role: roleOf(written),
    ...('value' in mobile && { mobile: mobile.value }),
    ...('value' in email && { email: email.value }),
  });
  const wrong = [mobile, email].flatMap((cell) => ('reason' in cell ? [cell.reason] : []));
  if (contact.success)
    return {
      read: contact.data,
      leftOut: [...wrong, ...noteBeside(mobile, 'mobile'), ...noteBeside(email, 'email')],
    };
  const told = 'value' in mobile || 'value' in email;
  const reasons = contact.error.issues.flatMap(({ path: [field], message }) =>
    field === undefined ? (wrong.length > 0 ? [] : [message]) : [`${String(field)} ${message}`],
  );
  return { reason: [...(told ? [] : wrong), ...reasons].join('; ') };
}

function nameOf({ person, title, firstName, surname }: WrittenPerson): string {
  const name = saysNothing(person) ? `${firstName} ${surname}`.trim() : person;
  const plain = name.replace(/\s+/g, ' ');
  if (plain.replace(/\D/g, '').length >= 9) return '';
  return plain !== '' && honorific.test(title) ? `${title} ${plain}` : plain;
}

function roleOf({ role, title }: WrittenPerson): string {
  if (!saysNothing(role)) return role.replace(/\s+/g, ' ');
  return saysNothing(title) || honorific.test(title) ? roleNotGiven : title;
}

/** The bypass number in a cell, if it holds one. */
export function readBypass(cell: string): Read<string | undefined> | { reason: string } {
  const number = telephoneIn(cell);
  if ('reason' in number) return number;
  const read = 'value' in number ? number.value : undefined;
  return { read, leftOut: noteBeside(number, 'bypass number') };
}

function noteBeside(cell: Cell, what: string): string[] {
  return 'note' in cell ? [`the note “${cell.note}” beside the ${what}`] : [];
}
