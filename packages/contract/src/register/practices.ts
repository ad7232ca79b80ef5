import * as z from 'zod';
import { OdsCode, PracticeView, Registration } from '@registry/domain';
import { limits } from '../limits.ts';
import { operation, unused } from '../operation.ts';

/** A page of records, as `GET /practices` gives it. */
export const PracticePage = z.strictObject({
  practices: z.array(PracticeView),
  /** Where the list goes on; absent on its last page. */
  cursor: z.string().optional(),
});
/** A page of records. */
export type PracticePage = z.infer<typeof PracticePage>;

/** What `PUT /practices/{odsCode}` takes: others' requests read it, so its bytes are bounded. */
const BoundedRegistration = Registration.refine(
  (body) => Buffer.byteLength(JSON.stringify(body)) <= limits.recordBytes,
  {
    message: `should be at most ${limits.recordBytes.toLocaleString('en-GB')} bytes as JSON in all: fewer contacts, or shorter texts`,
  },
);

const path = z.object({ odsCode: OdsCode });
const record = {
  description: 'The record as it now stands',
  body: PracticeView,
  headers: { ETag: 'The version of the record, for If-Match' },
};

/** `PUT /practices/{odsCode}`. */
export const registerPractice = operation('PUT /practices/{odsCode}', {
  summary: 'Register a practice, or replace what its author said of it before',
  path,
  query: unused,
  body: BoundedRegistration,
  bodyExample: {
    systems: [
      { role: 'clinical-system', product: 'emis-web' },
      { role: 'document-management', product: null },
    ],
    contacts: [
      {
        name: 'Sam Fictional',
        role: 'Practice manager',
        mobile: '07700 900123',
        alternativeEmail: 'sam@example.org',
      },
    ],
    continuity: { bypassNumber: '01632 960456' },
  },
  heeds: ['If-Match'],
  answers: { 200: record },
  problems: ['not-found', 'changed-meanwhile', 'too-busy'],
});

/** `GET /practices/{odsCode}`. */
export const readPractice = operation('GET /practices/{odsCode}', {
  summary: 'The record of one practice',
  path,
  query: unused,
  body: unused,
  answers: { 200: record },
  problems: ['not-found'],
});

/** `POST /practices/{odsCode}/confirmation`. */
export const confirmPractice = operation('POST /practices/{odsCode}/confirmation', {
  summary: 'Say that a practice’s record is still right',
  path,
  query: unused,
  body: unused,
  heeds: ['If-Match', 'Idempotency-Key'],
  answers: { 200: record },
  problems: ['not-found', 'changed-meanwhile', 'key-reused', 'too-busy'],
});

/** `GET /practices`. */
export const listPractices = operation('GET /practices', {
  summary: 'The ICB’s records, a page at a time, by ODS code',
  path: unused,
  query: z.strictObject({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(limits.practicesInPage)
      .default(limits.practicesInPage),
    cursor: z.string().optional(),
  }),
  body: unused,
  answers: { 200: { description: 'One page', body: PracticePage } },
  problems: ['wrong-cursor', 'roster-unreadable'],
});
