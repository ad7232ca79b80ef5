import type { IcbDirectory, PracticeExposure } from '@registry/domain';
import {
  DirectoryReceipt,
  ExposurePage,
  ExposureSummary,
  IcbEntry,
  PracticePage,
  PracticeView,
} from '@registry/domain';
import * as z from 'zod';
import type { RegistryAddress } from './call.ts';
import { createCaller, etagOf, parsed, segment } from './call.ts';
import { UnexpectedAnswer } from './failures.ts';
import type { OutageApi } from './outages.ts';
import { createOutageApi } from './outages.ts';

const IcbList = z.object({ icbs: z.array(IcbEntry) });

/** What to ask of exposure; products by id, the ICB by its ODS code (all that the caller may see when left out). */
export interface ExposureQuery {
  products: readonly string[];
  icb?: string;
  state?: 'hit' | 'not-hit' | 'unknown';
  limit?: number;
  cursor?: string;
}

/** A practice's record with the ETag to send back as `ifMatch`. */
interface TaggedPractice {
  practice: PracticeView;
  etag: string;
}

/** The registry's API, each answer checked. Every call throws ApiProblem, Unreachable or UnexpectedAnswer. */
export interface ApiClient extends OutageApi {
  listIcbs(): Promise<{ icbs: IcbEntry[] }>;
  putDirectory(code: string, directory: IcbDirectory): Promise<DirectoryReceipt>;
  readPractice(odsCode: string): Promise<TaggedPractice>;
  /** Every record of the caller's own ICB, read page by page. */
  listPractices(): AsyncIterable<PracticeView>;
  /** `body` is in RecordBody's form; the API checks it and says what is wrong. */
  registerPractice(
    odsCode: string,
    body: object,
    options?: { ifMatch?: string },
  ): Promise<TaggedPractice>;
  confirmPractice(odsCode: string, options: { idempotencyKey: string }): Promise<TaggedPractice>;
  exposurePage(query: ExposureQuery): Promise<ExposurePage>;
  /** Every practice of an exposure, read page by page. */
  listExposure(query: ExposureQuery): AsyncIterable<PracticeExposure>;
  exposureSummary(query: ExposureQuery): Promise<ExposureSummary>;
  /** The API's CSV, byte for byte. */
  exposureCsv(query: ExposureQuery): Promise<ReadableStream<Uint8Array>>;
}

/**
 * A client of the registry at `url` (which serves the API under `/api`). `token` is asked before every request.
 * `wait` is for tests that must not sleep between attempts.
 */
export function createApiClient(registry: RegistryAddress): ApiClient {
  const call = createCaller(registry);
  const exposurePage = async (query: ExposureQuery): Promise<ExposurePage> =>
    parsed(ExposurePage, await call('GET', exposurePath('', query)));
  return {
    ...createOutageApi(call),
    listIcbs: async () => parsed(IcbList, await call('GET', '/icbs')),
    putDirectory: async (code, directory) =>
      parsed(
        DirectoryReceipt,
        await call('PUT', `/icbs/${segment(code)}/directory`, { body: directory }),
      ),
    readPractice: async (odsCode) => tagged(await call('GET', `/practices/${segment(odsCode)}`)),
    listPractices: async function* () {
      let cursor: string | undefined;
      do {
        const query = cursor === undefined ? '' : `?${new URLSearchParams({ cursor }).toString()}`;
        const page = await parsed(PracticePage, await call('GET', `/practices${query}`));
        yield* page.practices;
        cursor = page.cursor;
      } while (cursor !== undefined);
    },
    registerPractice: async (odsCode, body, { ifMatch } = {}) =>
      tagged(
        await call('PUT', `/practices/${segment(odsCode)}`, {
          body,
          // Done twice, the second would be told that the record has changed since.
          repeatable: ifMatch === undefined,
          ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
        }),
      ),
    confirmPractice: async (odsCode, { idempotencyKey }) =>
      tagged(
        await call('POST', `/practices/${segment(odsCode)}/confirmation`, {
          headers: { 'idempotency-key': idempotencyKey },
        }),
      ),
    exposurePage,
    listExposure: async function* (query) {
      let cursor: string | undefined;
      do {
        const page = await exposurePage({ ...query, ...(cursor === undefined ? {} : { cursor }) });
        yield* page.practices;
        cursor = page.cursor;
      } while (cursor !== undefined);
    },
    exposureSummary: async (query) =>
      parsed(ExposureSummary, await call('GET', exposurePath('/summary', query))),
    exposureCsv: async (query) => {
      const headers = { accept: 'text/csv' };
      const answer = await call('GET', exposurePath('', query), { headers });
      if (answer.body && answer.headers.get('content-type')?.startsWith('text/csv'))
        return answer.body;
      throw new UnexpectedAnswer(`${answer.url} did not answer with CSV.`);
    },
  };
}

function exposurePath(what: '' | '/summary', query: ExposureQuery): string {
  const { products, ...others } = query;
  const parameters = new URLSearchParams();
  for (const product of products) parameters.append('product', product);
  for (const [name, value] of Object.entries(others)) parameters.append(name, String(value));
  return `/exposure${what}?${parameters.toString()}`;
}

async function tagged(answer: Response): Promise<TaggedPractice> {
  const etag = etagOf(answer);
  return { practice: await parsed(PracticeView, answer), etag };
}
