/** What a refusal is, for programs: each code means one thing, for good. */
export type RefusalCode =
  /** Something in the request is wrong; the fields say what. */
  | 'invalid'
  | 'not-json'
  /** A cursor of another list, or none of ours. */
  | 'wrong-cursor'
  /** So many practices would be alerted that their number must be repeated. */
  | 'confirmation-needed'
  /** Somebody who was told so often of late would be told once more. */
  | 'repeat-confirmation-needed'
  /** What practices say was asked for, and none has been asked. */
  | 'nobody-asked'
  | 'answer-too-large'
  | 'forbidden'
  /** A national product, which is reviewed data. */
  | 'national-product'
  /** Not there, or somebody else's: nobody learns which. */
  | 'not-found'
  /** The ICB has not said who it is yet. */
  | 'no-profile'
  | 'conflict'
  /** An outage of the product is open here. */
  | 'already-open'
  /** NHS England leads the outage. */
  | 'led-nationally'
  /** The outage has ended: it takes no update until it is reopened. */
  | 'outage-over'
  /** What is held comes from a newer publication. */
  | 'older-publication'
  /** Somebody else is ringing that practice. */
  | 'already-claimed'
  | 'too-many-answers'
  /** The organisation has written as much as it may within ten minutes. */
  | 'too-many-writes'
  /** Somebody else changed it since it was read. */
  | 'changed-meanwhile'
  /** The Idempotency-Key stood for another request. */
  | 'key-reused'
  | 'roster-unreadable'
  /** What is kept is of a form that this version of the registry does not know. */
  | 'unreadable'
  | 'too-busy';

/** Where the input is wrong and what would be right; `path` such as `systems[0].product`. */
export interface WrongField {
  path: string;
  message: string;
}

/** Something a caller asked for that is refused, with the reason in words for that caller. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly errors: readonly WrongField[];
  /** When it is worth trying again, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: RefusalCode,
    detail: string,
    errors: readonly WrongField[] = [],
    { retryAfterSeconds }: { retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
