import * as z from 'zod';
import { OutageId, Sitrep } from '@registry/domain';
import { operation, unused } from '../operation.ts';

/** The parameters of `GET /outages/{id}/sitrep`. */
const SitrepParameters = z.strictObject({
  format: z.enum(['json', 'csv'], 'should be json or csv').optional(),
});

/** `GET /outages/{id}/sitrep`. */
export const reportSituation = operation('GET /outages/{id}/sitrep', {
  summary: 'What practices said in an outage, counted, for a situation report',
  path: z.object({ id: OutageId }),
  query: SitrepParameters,
  body: unused,
  heeds: ['Accept'],
  answers: {
    200: {
      description: 'Counts by PCN, sub-ICB location and time; for NHS England by ICB',
      body: Sitrep,
      alsoCsv: true,
    },
  },
  problems: ['not-found'],
});
