import * as z from 'zod';
import { BoardRow, OdsCode, OutageId, TelephoneAnswer } from '@registry/domain';
import { operation, unused } from '../operation.ts';

/** `POST /outages/{id}/practices/{odsCode}/answer`. */
export const hearByTelephone = operation('POST /outages/{id}/practices/{odsCode}/answer', {
  summary: 'Write down what a practice said by telephone, beside its answers by link',
  path: z.object({ id: OutageId, odsCode: OdsCode }),
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
  answers: {
    201: { description: 'The practice’s row of the board as it then is', body: BoardRow },
  },
  problems: ['not-found', 'too-many-answers', 'key-reused', 'too-busy'],
});
