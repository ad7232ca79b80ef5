import { odsCodeHeadings } from '../headings.ts';

/**
 * Usual headings, the likeliest first, in small letters without punctuation. "Tel" comes last under
 * mobile: a landline it holds is never messaged.
 */
export const usualHeadings = {
  odsCode: odsCodeHeadings,
  practiceName: [
    'practice name',
    'surgery name',
    'gp practice name',
    'practice',
    'gp practice',
    'surgery',
    'organisation name',
    'organisation',
    'site',
  ],
  postcode: [
    'postcode',
    'post code',
    'practice postcode',
    'practice post code',
    'surgery postcode',
  ],
  person: [
    'contact name',
    'full name',
    'name',
    'contact',
    'person',
    'key contact',
    'main contact',
    'named contact',
    'staff name',
    'name of contact',
  ],
  firstName: ['first name', 'forename', 'given name', 'first names', 'forenames'],
  surname: ['surname', 'last name', 'family name'],
  /** Dr or Ms and, in a list without jobs, the job. */
  title: ['title', 'salutation'],
  role: ['job title', 'role', 'position', 'job role', 'designation', 'contact role'],
  mobile: [
    'mobile',
    'mobile number',
    'mobile no',
    'mobile phone',
    'mobile telephone',
    'mobile tel',
    'mob',
    'mob no',
    'mob number',
    'cell',
    'contact number',
    'contact no',
    'phone number',
    'phone',
    'telephone',
    'telephone number',
    'tel',
    'tel no',
  ],
  email: [
    'email',
    'e mail',
    'email address',
    'e mail address',
    'contact email',
    'nhs email',
    'nhsmail',
    'nhs mail',
    'nhsmail address',
    'nhs net email',
    'mail',
  ],
  bypassNumber: [
    'bypass number',
    'bypass',
    'bypass no',
    'by pass number',
    'by pass',
    'by pass no',
    'bypass line',
    'bypass telephone',
    'back line',
    'backline',
    'back line number',
    'back door',
    'back door number',
    'direct line',
    'direct number',
    'direct dial',
    'ex directory number',
    'emergency line',
  ],
} as const;

/** What a column of a contact list can hold. */
export type ContactColumn = keyof typeof usualHeadings;

const practiceColumns = ['odsCode', 'practiceName', 'postcode', 'bypassNumber'] as const;
const ofPeople = ['person', 'title', 'firstName', 'surname', 'role', 'mobile', 'email'] as const;

/** Every column that a contact list can have, those of the practice first. */
export const contactColumns: readonly ContactColumn[] = [...practiceColumns, ...ofPeople];

/** The columns that tell of a person, of which a row may hold several. */
export const personColumns: ReadonlySet<ContactColumn> = new Set(ofPeople);

/** Jobs that stand as a heading over the name of whoever does them, plain. */
export const jobHeadings: ReadonlySet<string> = new Set(
  [
    'practice manager,pm,deputy practice manager,assistant practice manager,deputy,deputy manager',
    'business manager,operations manager,managing partner,duty manager,reception manager',
    'gp lead,lead gp,gp partner,senior partner,lead partner,partner,gp,reception lead',
  ].flatMap((jobs) => jobs.split(',')),
);

/** Words about when or whose a number is, which change nothing of what a column holds. */
export const fillers: ReadonlySet<string> = new Set(
  'ooh,out,of,hours,emergency,work,contact,staff,and,or,their'.split(','),
);
