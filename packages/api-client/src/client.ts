import type { IcbDirectory } from '@registry/domain';
import {
  DirectoryReceipt,
  ExposurePage,
  ExposureSummary,
  IcbEntry,
  PracticePage,
  PracticeView,
} from '@registry/domain';
import * as z from 'zod';
import { parseJson, UnexpectedAnswer } from './failures.ts';
import type { ApiRequest, Wait } from './send.ts';
import { send } from './send.ts';

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
export interface TaggedPractice {
  practice: PracticeView;
  etag: string;
}

/** The registry's API, each answer checked. Every call throws ApiProblem, Unreachable or UnexpectedAnswer. */
export interface ApiClient {
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
  exposureSummary(query: ExposureQuery): Promise<ExposureSummary>;
  /** The API's CSV, byte for byte. */
  exposureCsv(query: ExposureQuery): Promise<ReadableStream<Uint8Array>>;
}

/** Where a registry is and what to show it; `url` with or without `/api`. */
interface RegistryAddress {
  url: string;
  token: () => Promise<string>;
  wait?: Wait;
}

/**
 * A client of the registry at `url` (which serves the API under `/api`). `token` is asked before every request.
 * `wait` is for tests that must not sleep between attempts.
 */
export function createApiClient(registry: RegistryAddress): ApiClient {
  const call = createCaller(registry);
  return {
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
    exposurePage: async (query) => parsed(ExposurePage, await call('GET', exposurePath('', query))),
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

type Caller = (
  method: ApiRequest['method'],
  path: string,
  more?: { headers?: Record<string, string>; body?: object; repeatable?: boolean },
) => Promise<Response>;

function createCaller({ url, token, wait }: RegistryAddress): Caller {
  const base = `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api`;
  return async (method, path, { headers, body, repeatable = true } = {}) => {
    const authorization = `Bearer ${await token()}`;
    return send(
      {
        method,
        url: base + path,
        headers: { accept: 'application/json', authorization, ...headers },
        repeatable,
        ...(body ? { body } : {}),
      },
      wait,
    );
  };
}

function segment(code: string): string {
  return encodeURIComponent(code);
}

function exposurePath(what: '' | '/summary', query: ExposureQuery): string {
  const { products, ...others } = query;
  const parameters = new URLSearchParams();
  for (const product of products) parameters.append('product', product);
  for (const [name, value] of Object.entries(others)) parameters.append(name, String(value));
  return `/exposure${what}?${parameters.toString()}`;
}

async function tagged(answer: Response): Promise<TaggedPractice> {
  const etag = answer.headers.get('etag');
  const practice = await parsed(PracticeView, answer);
  if (etag === null) throw new UnexpectedAnswer(`${answer.url} answered without an ETag.`);
  return { practice, etag };
}

async function parsed<Schema extends z.ZodType>(
  schema: Schema,
  answer: Response,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(parseJson(await answer.text()));
  if (result.success) return result.data;
  throw new UnexpectedAnswer(
    `${answer.url} answered in a form that this version does not know. Is REGISTRY_URL a registry of the same version?\n${z.prettifyError(result.error)}`,
  );
}
