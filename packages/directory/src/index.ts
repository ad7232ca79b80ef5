export { UnreadableFile, type NamedFile } from './named-file.ts';
export { readPracticeList, type PracticeList } from './practice-list.ts';
export { joinFiles, type PublishedRegister, type UnmappedSupplier } from './join.ts';
export type { ReadPublication } from './publication.ts';
export {
  readPublications,
  readPublishedRegister,
  type PublishedFiles,
} from './published-register.ts';
export { readableName } from './readable-name.ts';
export type { Refused } from './rows.ts';
export type { ContactColumns, LearnedHeading } from './contact-list/columns.ts';
export { type ContactColumn, contactColumns } from './contact-list/usual-headings.ts';
export {
  readContactList,
  type ContactList,
  type ListedPractice,
} from './contact-list/contact-list.ts';
export type { KnownPractice } from './contact-list/match-practice.ts';
