import type { SummaryParameters } from '@registry/contract';
import { ExposurePage, ExposureSummary } from '@registry/contract';
import type { Effect, ExposureState, PracticeExposure, Reach, Role, Said } from '@registry/domain';
import type { Caller } from './call.ts';
import { csvBytesIn, parsed } from './call.ts';

/** What is in trouble, and within which scope: all that the caller may see when left out. */
interface ExposureScope {
  /** Products in trouble, by id; `emis-web:degraded` for one that still works, less well. */
  products: readonly string[];
  /** How many of their users are touched. */
  reach?: Reach;
  /** One ICB, by its ODS code. */
  icb?: string;
  /** PCNs, by their ODS codes. */
  pcn?: readonly string[];
  /** Sub-ICB locations, by their ODS codes. */
  subIcb?: readonly string[];
}

/** An exposure question whose practices are listed: those that pass every filter, in this order. */
export interface ExposureQuery extends ExposureScope {
  state?: ExposureState;
  effect?: readonly Effect[];
  role?: readonly Role[];
  /** What practices say themselves, while an outage of these products is open. */
  said?: readonly (NonNullable<Said['down']> | 'not-heard')[];
  sort?: 'odsCode' | 'name' | 'pcn' | 'listSize' | 'effect';
  /** Practices in one page, 2000 at most. */
  limit?: number;
  cursor?: string;
}

/** The calls that ask which practices an outage may affect. */
export interface ExposureApi {
  exposurePage(query: ExposureQuery): Promise<ExposurePage>;
  /** An exposure page by page; each page has the totals of the whole. */
  exposurePages(query: ExposureQuery): AsyncIterable<ExposurePage>;
  /** Every practice of an exposure, read page by page. */
  listExposure(query: ExposureQuery): AsyncIterable<PracticeExposure>;
  /** Totals, by ICB and by whatever else `by` names; by all there is where it is left out. */
  exposureSummary(scope: ExposureScope & Pick<SummaryParameters, 'by'>): Promise<ExposureSummary>;
  /**
   * The API's CSV, read page by page: one heading, then `limit` practices in each piece, 2000
   * unless told.
   */
  exposureCsv(query: ExposureQuery): AsyncIterable<Uint8Array>;
}

/** The calls that concern exposure. */
export function createExposureApi(call: Caller): ExposureApi {
  const exposurePage = async (query: ExposureQuery): Promise<ExposurePage> =>
    parsed(ExposurePage, await call('GET', `/exposure?${parameters(query)}`));
  async function* exposurePages(query: ExposureQuery): AsyncIterable<ExposurePage> {
    let { cursor } = query;
    do {
      const page = await exposurePage({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      yield page;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return {
    exposurePage,
    exposurePages,
    listExposure: async function* (query) {
      for await (const { practices } of exposurePages(query)) yield* practices;
    },
    exposureSummary: async (scope) =>
      parsed(ExposureSummary, await call('GET', `/exposure/summary?${parameters(scope)}`)),
    exposureCsv: (query) => csvPages(call, query),
  };
}

async function* csvPages(call: Caller, query: ExposureQuery): AsyncIterable<Uint8Array> {
  const paged = { limit: 2000, ...query };
  const headers = { accept: 'text/csv' };
  let { cursor } = query;
  do {
    const asked = parameters({ ...paged, ...(cursor === undefined ? {} : { cursor }) });
    const answer = await call('GET', `/exposure?format=csv&${asked}`, { headers });
    const page = await csvBytesIn(answer);
    yield cursor === query.cursor ? page : withoutHeading(page);
    cursor = nextCursor(answer);
  } while (cursor !== undefined);
}

/** A later page without its byte order mark and the line of column names. */
function withoutHeading(page: Uint8Array): Uint8Array {
  return page.subarray(page.indexOf('\n'.charCodeAt(0)) + 1);
}

/** Where the list goes on: `Link: <?cursor=…>; rel="next"`. Source: RFC 8288. */
function nextCursor(answer: Response): string | undefined {
  const target = /<([^>]*)>;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1];
  if (target === undefined) return undefined;
  return new URL(target, answer.url).searchParams.get('cursor') ?? undefined;
}

function parameters({
  products,
  ...others
}: ExposureQuery & Pick<SummaryParameters, 'by'>): string {
  const named = new URLSearchParams();
  for (const product of products) named.append('product', product);
  for (const [name, value] of Object.entries<unknown>(others))
    for (const each of Array.isArray(value) ? value : [value]) named.append(name, String(each));
  return named.toString();
}
