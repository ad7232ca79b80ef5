import type { Answer } from './answer.ts';

/** Whether CSV is asked for: by the parameter `format` or, where that is left out, by `Accept`. */
export function wantsCsv(format: 'json' | 'csv' | undefined, accept: string | undefined): boolean {
  return format === undefined ? (accept?.includes('text/csv') ?? false) : format === 'csv';
}

/** An answer in CSV, to be kept under a name. */
export function csv(body: string, fileName: string, headers: Record<string, string> = {}): Answer {
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      ...headers,
    },
    body,
  };
}
