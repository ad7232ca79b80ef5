import * as z from 'zod';

/** RFC 9457 problem, as every error of ours is answered. */
export const Problem = z.looseObject({
  type: z.string(),
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

/** Kinds of refusal that a caller can do something about, and the HTTP status of each. */
export const refusals = {
  invalid: { status: 400, title: 'Something in the request is wrong' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'In conflict with what is there' },
  'changed-meanwhile': { status: 412, title: 'Changed since you read it' },
  'key-reused': { status: 422, title: 'Idempotency-Key used before with another request' },
  unavailable: { status: 503, title: 'Not available for now' },
  'too-busy': { status: 503, title: 'Too busy, try again' },
} as const;

/** Something a caller asked for that is refused, with the reason in words for that caller. */
export class Refusal extends Error {
  readonly kind: keyof typeof refusals;
  readonly errors: { path: string; message: string }[];

  constructor(
    kind: keyof typeof refusals,
    detail: string,
    errors: { path: string; message: string }[] = [],
  ) {
    super(detail);
    this.name = 'Refusal';
    this.kind = kind;
    this.errors = errors;
  }
}
