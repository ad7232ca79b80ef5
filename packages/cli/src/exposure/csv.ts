import { pipeline } from 'node:stream/promises';
import type { ApiClient, ExposureQuery } from '@registry/api-client';
import type { ExposurePage } from '@registry/contract';
import { shownPlainly } from '@registry/domain';
import { startProgress } from '../terminal/progress.ts';

/** Practices in one page: the most that the API gives. */
const PAGE = 2000;

/**
 * Writes an exposure as CSV to standard output, a page at a time so that England takes no more
 * memory than one ICB, with progress on standard error. Gives the first page's heading.
 */
export async function streamCsv(client: ApiClient, query: ExposureQuery): Promise<ExposurePage> {
  const heading = await client.exposurePage({ ...query, limit: 1 });
  const { matching } = heading;
  const progress = startProgress('Reading practices', matching);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  async function* pages(): AsyncIterable<string> {
    let read = 0;
    for await (const page of client.exposureCsv({ ...query, limit: PAGE })) {
      yield shownPlainly(decoder.decode(page, { stream: true }));
      read = Math.min(read + PAGE, matching);
      progress.set(read);
    }
  }
  try {
    await pipeline(pages(), process.stdout, { end: false });
  } finally {
    progress.stop();
  }
  return heading;
}
