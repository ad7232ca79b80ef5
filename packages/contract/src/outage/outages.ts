import * as z from 'zod';
import {
  Board,
  Holding,
  KeptTotals,
  NewAction,
  NewDeclaration,
  NewStatement,
  NewUpdate,
  OpenNationally,
  Outage,
  OutageId,
  OutageNote,
  OutageUpdate,
  Reopening,
  Sending,
  Withdrawal,
} from '@registry/domain';
import { operation, unused } from '../operation.ts';

/** What `POST /outages` answers. */
export const DeclareAnswer = z.strictObject({
  outage: Outage,
  totals: KeptTotals,
  /** Path of the board under the API: `/outages/{id}/practices`. */
  board: z.string(),
  /** Practices to be told, by channel, and those whom no message can reach. */
  alerts: z.strictObject({ sms: z.int(), email: z.int(), unreachable: z.int() }),
  /** What NHS England has open of these products in this ICB, latest first. */
  nationally: z.array(OpenNationally),
  /** Whether any of it goes out: `stopped` where somebody has stopped sending. */
  sending: Sending,
});
/** What `POST /outages` answers. */
export type DeclareAnswer = z.infer<typeof DeclareAnswer>;

/** What `GET /outages` answers: latest first. */
export const OutageList = z.strictObject({ outages: z.array(Outage) });

/** What `GET /outages/{id}` answers: the outage and its story, oldest first. */
export const OutageView = z.strictObject({
  outage: Outage,
  updates: z.array(OutageUpdate),
  notes: z.array(OutageNote),
});
/** What `GET /outages/{id}` answers. */
export type OutageView = z.infer<typeof OutageView>;

/** What `POST /outages/{id}/updates` answers: the outage as it is after the update. */
export const UpdateAnswer = z.strictObject({ outage: Outage });

const path = z.object({ id: OutageId });
const declared = {
  description: 'The outage, and whom it reaches',
  body: DeclareAnswer,
  headers: { Location: 'The outage' },
};

/** A declaration to show how one looks; not one of a real outage. */
export const declarationExample = {
  products: ['emis-web'],
  title: 'EMIS Web is down',
  message: 'EMIS Web does not open. EMIS knows.',
  severity: 'critical',
  reach: 'all',
  notify: 'all',
  exercise: true,
};

/** `POST /outages`. */
export const declareOutage = operation('POST /outages', {
  summary: 'Declare an outage and alert the practices that it may affect',
  path: unused,
  query: unused,
  body: NewDeclaration,
  bodyExample: declarationExample,
  heeds: ['Idempotency-Key'],
  answers: {
    200: { ...declared, description: 'What was declared under this Idempotency-Key before' },
    201: declared,
  },
  problems: [
    'confirmation-needed',
    'repeat-confirmation-needed',
    'not-found',
    'already-open',
    'key-reused',
    'too-many-writes',
    'roster-unreadable',
    'too-busy',
  ],
});

/** `GET /outages`. */
export const listOutages = operation('GET /outages', {
  summary: 'The caller’s outages, latest first',
  path: unused,
  query: unused,
  body: unused,
  answers: { 200: { description: 'Every outage', body: OutageList } },
  problems: [],
});

/** `GET /outages/{id}`. */
export const readOutage = operation('GET /outages/{id}', {
  summary: 'One outage with its story',
  path,
  query: unused,
  body: unused,
  answers: { 200: { description: 'The outage, its updates and notes', body: OutageView } },
  problems: ['not-found'],
});

/** `GET /outages/{id}/practices`. */
export const readBoard = operation('GET /outages/{id}/practices', {
  summary: 'The live board: who was told, what each practice says, whom to ring',
  path,
  query: unused,
  body: unused,
  answers: { 200: { description: 'The board', body: Board } },
  problems: ['not-found'],
});

const outageThen = {
  description: 'The outage as it is then',
  body: UpdateAnswer,
  headers: { Location: 'The outage' },
};

/** What may be in the way of whoever says the next thing of an outage. */
const inTheWayOfSaying = [
  'confirmation-needed',
  'repeat-confirmation-needed',
  'not-found',
  'led-nationally',
  'already-open',
  'key-reused',
  'too-many-writes',
  'roster-unreadable',
  'too-busy',
] as const;

/** `POST /outages/{id}/updates`. */
export const addUpdate = operation('POST /outages/{id}/updates', {
  summary: 'Give the next numbered update',
  path,
  query: unused,
  body: NewUpdate,
  bodyExample: { status: 'recovering', message: 'EMIS Web opens again.', notify: 'all' },
  heeds: ['Idempotency-Key'],
  answers: { 201: { ...outageThen, description: 'The outage as it is after the update' } },
  problems: [...inTheWayOfSaying, 'outage-over'],
});

/** `POST /outages/{id}/reopen`. */
export const reopenOutage = operation('POST /outages/{id}/reopen', {
  summary: 'Open an outage again that was over, and say so',
  path,
  query: unused,
  body: Reopening,
  bodyExample: { message: 'EMIS Web is down again.', confirmPractices: 51 },
  heeds: ['Idempotency-Key'],
  answers: { 201: outageThen },
  problems: [...inTheWayOfSaying, 'conflict'],
});

/** `POST /outages/{id}/withdraw`. */
export const withdrawOutage = operation('POST /outages/{id}/withdraw', {
  summary: 'Take back an outage that was declared in error, and tell everybody who was told',
  path,
  query: unused,
  body: Withdrawal,
  bodyExample: { message: 'It was another county’s EMIS Web.', confirmPractices: 51 },
  heeds: ['Idempotency-Key'],
  answers: { 201: outageThen },
  problems: [...inTheWayOfSaying, 'outage-over'],
});

/** What `POST /outages/{id}/redrive` answers. */
export const RedriveAnswer = z.strictObject({
  /** Number of the newest update that practices are told of; null where none is. */
  update: z.int().nullable(),
  /** Practices of which nothing says that they were told: their alerts are published again. */
  practices: z.int(),
});
/** What `POST /outages/{id}/redrive` answers. */
export type RedriveAnswer = z.infer<typeof RedriveAnswer>;

/** `POST /outages/{id}/redrive`. */
export const redriveOutage = operation('POST /outages/{id}/redrive', {
  summary: 'Send the newest update again to practices of which nothing says that they were told',
  path,
  query: unused,
  body: unused,
  answers: { 202: { description: 'How many alerts go out again', body: RedriveAnswer } },
  problems: ['not-found', 'too-many-writes', 'too-busy'],
});

/** `PUT /outages/{id}/hold`. */
export const holdOutage = operation('PUT /outages/{id}/hold', {
  summary: 'Keep what is personal in an outage beyond two years after its end, or let it go',
  path,
  query: unused,
  body: Holding,
  bodyExample: { held: true, reason: 'The inquiry into the winter of 2026' },
  answers: { 200: { description: 'The outage as it is then', body: UpdateAnswer } },
  problems: ['not-found', 'too-many-writes', 'too-busy'],
});

/** `POST /outages/{id}/actions`. */
export const addAction = operation('POST /outages/{id}/actions', {
  summary: 'Note what has been done centrally',
  path,
  query: unused,
  body: NewAction,
  bodyExample: { text: 'eConsult switched off at 09:40; you need do nothing' },
  heeds: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The note',
      body: OutageNote,
      example: {
        kind: 'action',
        at: '2024-07-19T08:40:00.000Z',
        by: 'QZZ',
        text: 'eConsult switched off at 09:40; you need do nothing',
      },
    },
  },
  problems: ['not-found', 'key-reused', 'too-many-writes', 'too-busy'],
});

/** `POST /outages/{id}/statements`. */
export const addStatement = operation('POST /outages/{id}/statements', {
  summary: 'Note what somebody else says, with its source',
  path,
  query: unused,
  body: NewStatement,
  bodyExample: { by: 'EMIS', text: 'Engineers are at work.', source: 'status page, 09:15' },
  heeds: ['Idempotency-Key'],
  answers: { 201: { description: 'The note', body: OutageNote } },
  problems: ['not-found', 'key-reused', 'too-many-writes', 'too-busy'],
});
