import * as z from 'zod';
import type { RefusalCode } from '@registry/domain';

/** What an HTTP status and its title say of a problem. */
interface Kind {
  status: number;
  title: string;
}

const invalid = { status: 400, title: 'Something in the request is wrong' };
const forbidden = { status: 403, title: 'Not allowed' };
const notFound = { status: 404, title: 'Not found' };
const conflict = { status: 409, title: 'In conflict with what is there' };

/**
 * The HTTP status and title of each refusal, by the code that clients go by. A code never changes
 * its meaning; statuses are shared, and words may be made better.
 */
export const problems: Readonly<Record<RefusalCode | 'unexpected', Kind>> = {
  invalid,
  'not-json': invalid,
  'wrong-cursor': invalid,
  'confirmation-needed': invalid,
  'repeat-confirmation-needed': invalid,
  'nobody-asked': invalid,
  'answer-too-large': invalid,
  forbidden,
  'national-product': forbidden,
  'not-found': notFound,
  'no-profile': notFound,
  conflict,
  'already-open': conflict,
  'led-nationally': conflict,
  'outage-over': conflict,
  'older-publication': conflict,
  'already-claimed': conflict,
  'too-many-answers': conflict,
  'changed-meanwhile': { status: 412, title: 'Changed since you read it' },
  'too-many-writes': { status: 429, title: 'Too much at once' },
  'key-reused': { status: 422, title: 'Idempotency-Key used before with another request' },
  unexpected: { status: 500, title: 'Something went wrong here' },
  unreadable: { status: 500, title: 'What is kept cannot be read' },
  'roster-unreadable': { status: 503, title: 'Not available for now' },
  'too-busy': { status: 503, title: 'Too busy, try again' },
};

/** What a problem is, for programs: each code means one thing, for good. */
export const ProblemCode = z.enum([
  'invalid',
  'not-json',
  'wrong-cursor',
  'confirmation-needed',
  'repeat-confirmation-needed',
  'nobody-asked',
  'answer-too-large',
  'forbidden',
  'national-product',
  'not-found',
  'no-profile',
  'conflict',
  'already-open',
  'led-nationally',
  'outage-over',
  'older-publication',
  'already-claimed',
  'too-many-answers',
  'too-many-writes',
  'changed-meanwhile',
  'key-reused',
  'unexpected',
  'unreadable',
  'roster-unreadable',
  'too-busy',
]);
/** What a problem is, for programs. */
export type ProblemCode = z.infer<typeof ProblemCode>;

/** RFC 9457 problem, as every error of ours is answered. */
export const Problem = z.looseObject({
  type: z.string(),
  /** For programs; a newer registry may have codes that this list does not. */
  code: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Where the input is wrong and what would be right; `path` such as `systems[0].product`. */
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  /** Correlation id of an unexpected error, to be quoted to whoever runs the registry. */
  correlationId: z.string().optional(),
});
/** RFC 9457 problem. */
export type Problem = z.infer<typeof Problem>;
