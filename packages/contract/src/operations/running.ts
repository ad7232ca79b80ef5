import * as z from 'zod';
import { IcbCode, OdsCode } from '@registry/domain';
import { openOperation, operation, unused } from '../operation.ts';

/** What `POST /icbs/{code}/roster` answers: what rebuilding a roster found and did. */
export const RebuiltRoster = z.strictObject({
  icb: IcbCode,
  /** Practices on the roster now. */
  practices: z.int(),
  /** Practices whose row differed from their record or was missing, sorted. */
  changed: z.array(OdsCode),
  /** Practices that were on the roster and that no record places there, sorted. */
  extra: z.array(OdsCode),
  /** Its version now; the one it had when nothing was wrong, and nothing was written. */
  version: z.int(),
});
/** What rebuilding a roster found and did. */
export type RebuiltRoster = z.infer<typeof RebuiltRoster>;

/** `POST /icbs/{code}/roster`. */
export const rebuildRoster = operation('POST /icbs/{code}/roster', {
  summary: 'Make one ICB’s roster again from its records; safe to repeat',
  path: z.object({ code: IcbCode }),
  query: unused,
  body: unused,
  answers: {
    200: {
      description: 'What was wrong with it',
      body: RebuiltRoster,
      example: { icb: 'QZZ', practices: 175, changed: ['Z99001'], extra: [], version: 12 },
    },
  },
  problems: ['not-found', 'too-busy'],
});

/** `GET /health`. */
export const reportHealth = openOperation('GET /health', {
  summary: 'Whether the API answers, and nothing else',
  path: unused,
  query: unused,
  body: unused,
  answers: {
    200: {
      description: 'It does',
      body: z.strictObject({ status: z.literal('ok') }),
      example: { status: 'ok' },
    },
  },
  problems: [],
});

/** `GET /openapi.json`. */
export const describeApi = openOperation('GET /openapi.json', {
  summary: 'This description (OpenAPI 3.1)',
  path: unused,
  query: unused,
  body: unused,
  answers: {
    200: { description: 'The description', body: z.looseObject({ openapi: z.string() }) },
  },
  problems: [],
});
