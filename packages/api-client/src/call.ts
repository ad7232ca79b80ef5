import * as z from 'zod';
import { parseJson, UnexpectedAnswer } from './failures.ts';
import type { ApiRequest, Wait } from './send.ts';
import { send } from './send.ts';

/** Where a registry is and what to show it; `url` with or without `/api`. */
export interface RegistryAddress {
  url: string;
  token: () => Promise<string>;
  wait?: Wait;
}

/** Calls one path under the API. Throws as `send` does. */
export type Caller = (
  method: ApiRequest['method'],
  path: string,
  more?: { headers?: Record<string, string>; body?: object; repeatable?: boolean },
) => Promise<Response>;

/** Calls of the registry at this address, each with its token. */
export function createCaller({ url, token, wait }: RegistryAddress): Caller {
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

/** A code as a part of a path. */
export function segment(code: string): string {
  return encodeURIComponent(code);
}

/** An answer's JSON in the form that a schema describes. Throws UnexpectedAnswer for any other. */
export async function parsed<Schema extends z.ZodType>(
  schema: Schema,
  answer: Response,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(parseJson(await answer.text()));
  if (result.success) return result.data;
  throw new UnexpectedAnswer(
    `${answer.url} answered in a form that this version does not know. Is REGISTRY_URL a registry of the same version?\n${z.prettifyError(result.error)}`,
  );
}

/** An answer's CSV, with its byte order mark. Throws UnexpectedAnswer for anything else. */
export async function csvIn(answer: Response): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await csvBytesIn(answer));
}

/** An answer's CSV as it came. Throws UnexpectedAnswer for anything else. */
export async function csvBytesIn(answer: Response): Promise<Uint8Array> {
  if (!answer.headers.get('content-type')?.startsWith('text/csv'))
    throw new UnexpectedAnswer(`${answer.url} did not answer with CSV.`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** An answer's ETag. Throws UnexpectedAnswer when there is none. */
export function etagOf(answer: Response): string {
  const etag = answer.headers.get('etag');
  if (etag === null) throw new UnexpectedAnswer(`${answer.url} answered without an ETag.`);
  return etag;
}
