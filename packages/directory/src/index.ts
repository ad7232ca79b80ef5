export { UnreadableFile, type NamedFile } from './named-file.ts';
export { readPracticeList, type PracticeList } from './practice-list.ts';
export type { PublishedRegister } from './join.ts';
export { readPublishedRegister, type PublishedFiles } from './published-register.ts';
export { readableName } from './readable-name.ts';
export type { Refused } from './rows.ts';
export type { UnmappedSupplier } from './suppliers.ts';
export type { ContactColumns, LearnedHeading } from './contact-list/columns.ts';
export { type ContactColumn, contactColumns } from './contact-list/usual-headings.ts';
export {
  readContactList,
  type ContactList,
  type ListedPractice,
} from './contact-list/contact-list.ts';
export type { KnownPractice } from './contact-list/match-practice.ts';
