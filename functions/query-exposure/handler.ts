import { catalogue, knownProducts } from '@registry/catalogue';
import { assessOutage, assessRosters, exposureCsv } from '@registry/domain';
import { createRoute, json, readCursor, rostersInScope, unused, writeCursor } from '@registry/http';
import type { RosterCache } from '@registry/storage';
import { inState, pageOf, summaryOf } from './answers.ts';
import { Parameters } from './question.ts';

const cache: RosterCache = new Map();

/** `GET /exposure` and `GET /exposure/summary`: which practices an outage may hit, how badly, why, and who is not known. */
export const handler = createRoute(
  { callers: ['icb', 'national'], path: unused, query: Parameters, body: unused },
  async ({ caller, query, access, now, routeKey, header }) => {
    const products = knownProducts(query.product, catalogue, 'product');
    const [icb, state, limit] = [query.icb?.[0], query.state?.[0], query.limit[0]];
    const question = { by: [caller.role, caller.tenant], products, icb, state };
    const after = query.cursor ? readCursor(question, query.cursor[0]) : '';
    const rosters = await rostersInScope(caller, access, icb && [icb], cache);
    const practices = assessRosters(rosters, assessOutage(catalogue, products, now));
    const answered = { products, rosters, practices, now };
    if (routeKey.endsWith('/summary')) return json(summaryOf(answered));
    const wanted = inState(practices, state);
    if (query.format?.[0] === 'csv' || (!query.format && wantsCsv(header('accept')))) {
      return {
        statusCode: 200,
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="exposure-${products.join('-')}.csv"`,
          'cache-control': 'no-store',
        },
        body: exposureCsv(wanted),
      };
    }
    const rest = wanted.filter(({ row }) => row.odsCode > after);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    const cursor =
      last && rest.length > page.length ? writeCursor(question, last.row.odsCode) : undefined;
    return json(pageOf(answered, page, catalogue, cursor));
  },
);

function wantsCsv(accept: string | undefined): boolean {
  return accept?.includes('text/csv') ?? false;
}
