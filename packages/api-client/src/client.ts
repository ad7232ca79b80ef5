import {
  DatasetList,
  DirectoryReceipt,
  HeldDirectory,
  IcbList,
  PracticePage,
  RebuiltRoster,
} from '@registry/contract';
import type { IcbDirectory, IcbEntry } from '@registry/domain';
import { KeptDataset, PracticeView } from '@registry/domain';
import type { RegistryAddress } from './call.ts';
import { createCaller, etagOf, parsed, segment } from './call.ts';
import type { ExposureApi } from './exposure.ts';
import { createExposureApi } from './exposure.ts';
import type { OutageApi } from './outages.ts';
import { createOutageApi } from './outages.ts';
import type { ProductApi } from './products.ts';
import { createProductApi } from './products.ts';

/** A practice's record with the ETag to send back as `ifMatch`. */
interface TaggedPractice {
  practice: PracticeView;
  etag: string;
}

/**
 * The registry's API, each answer checked. Every call throws ApiProblem, Unreachable or
 * UnexpectedAnswer.
 */
export interface ApiClient extends OutageApi, ProductApi, ExposureApi {
  listIcbs(): Promise<{ icbs: IcbEntry[] }>;
  /** What each dataset says of one ICB's practices. */
  readDirectory(code: string): Promise<HeldDirectory>;
  putDirectory(code: string, directory: IcbDirectory): Promise<DirectoryReceipt>;
  listDatasets(): Promise<{ datasets: KeptDataset[] }>;
  putDataset(kept: KeptDataset): Promise<KeptDataset>;
  /** Makes an ICB's roster again from its records, and tells what was wrong with it. */
  rebuildRoster(code: string): Promise<RebuiltRoster>;
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
}

/**
 * A client of the registry at `url` (which serves the API under `/api`). `token` is asked before
 * every request. `wait` is for tests that must not sleep between attempts.
 */
export function createApiClient(registry: RegistryAddress): ApiClient {
  const call = createCaller(registry);
  return {
    ...createOutageApi(call),
    ...createProductApi(call),
    ...createExposureApi(call),
    listIcbs: async () => parsed(IcbList, await call('GET', '/icbs')),
    readDirectory: async (code) =>
      parsed(HeldDirectory, await call('GET', `/icbs/${segment(code)}/directory`)),
    putDirectory: async (code, directory) =>
      parsed(
        DirectoryReceipt,
        await call('PUT', `/icbs/${segment(code)}/directory`, { body: directory }),
      ),
    listDatasets: async () => parsed(DatasetList, await call('GET', '/datasets')),
    putDataset: async ({ dataset, ...body }) =>
      parsed(KeptDataset, await call('PUT', `/datasets/${segment(dataset)}`, { body })),
    rebuildRoster: async (code) =>
      parsed(RebuiltRoster, await call('POST', `/icbs/${segment(code)}/roster`)),
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
  };
}

async function tagged(answer: Response): Promise<TaggedPractice> {
  const etag = etagOf(answer);
  return { practice: await parsed(PracticeView, answer), etag };
}
