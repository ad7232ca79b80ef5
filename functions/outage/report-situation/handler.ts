import { operations } from '@registry/contract';
import { sitrepCsv } from '@registry/domain';
import { csv, json, route, serve, wantsCsv } from '@registry/http';
import { reportOfIcb } from './icb.ts';
import { reportForNation } from './nation.ts';

/**
 * `GET /outages/{id}/sitrep`: what practices said in an outage, counted; NHS England has counts by
 * ICB.
 */
export const handler = serve([
  route(operations.reportSituation, async ({ caller, scope, path, query, header, now }) => {
    const asked = { scope, id: path.id, now };
    const report = await (caller.role === 'national'
      ? reportForNation(caller, asked)
      : reportOfIcb(caller, asked));
    if (!wantsCsv(query.format, header('accept'))) return json(report);
    return csv(sitrepCsv(report), `sitrep-${path.id}.csv`);
  }),
]);
