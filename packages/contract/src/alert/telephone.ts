import * as z from 'zod';
import { BoardRow, OdsCode, OutageId, Ringing, TelephoneAnswer } from '@registry/domain';
import { operation, unused } from '../operation.ts';

const path = z.object({ id: OutageId, odsCode: OdsCode });
const rowThen = { description: 'The practice’s row of the board as it then is', body: BoardRow };

/** `POST /outages/{id}/practices/{odsCode}/claim`. */
export const claimPractice = operation('POST /outages/{id}/practices/{odsCode}/claim', {
  summary: 'Say who is ringing a practice, so that nobody else does',
  path,
  query: unused,
  body: Ringing,
  bodyExample: { by: 'Asha Fictional, duty desk' },
  heeds: ['Idempotency-Key'],
  answers: { 201: rowThen },
  problems: ['not-found', 'already-claimed', 'key-reused', 'too-busy'],
});

/** `POST /outages/{id}/practices/{odsCode}/rung`. */
export const practiceRung = operation('POST /outages/{id}/practices/{odsCode}/rung', {
  summary: 'Write down that a practice was rung and nobody answered',
  path,
  query: unused,
  body: Ringing,
  bodyExample: { by: 'Asha Fictional, duty desk' },
  heeds: ['Idempotency-Key'],
  answers: { 201: rowThen },
  problems: ['not-found', 'key-reused', 'too-busy'],
});

/** `POST /outages/{id}/practices/{odsCode}/answer`. */
export const hearByTelephone = operation('POST /outages/{id}/practices/{odsCode}/answer', {
  summary: 'Write down what a practice said by telephone, beside its answers by link',
  path,
  query: unused,
  body: TelephoneAnswer,
  bodyExample: {
    saidBy: 'Dr A Fictional, GP',
    heardBy: 'Kim Fictional, duty desk',
    down: 'down',
    status: 'coping',
    needs: 'Paper prescription forms',
  },
  heeds: ['Idempotency-Key'],
  answers: { 201: rowThen },
  problems: ['not-found', 'too-many-answers', 'key-reused', 'too-busy'],
});
