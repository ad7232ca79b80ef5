import * as z from 'zod';
import { jsonAnswer } from '../http/message.ts';
import type { HttpAnswer } from '../http/message.ts';

const ProxyAnswer = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.coerce.string()).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that the gateway sets itself, whatever the function says. */
const GATEWAYS_OWN = new Set(['connection', 'content-length', 'transfer-encoding']);

/**
 * The HTTP answer that a function's payload stands for; undefined when the gateway cannot read the
 * payload, and the gateway then answers 500. Anything without a `statusCode` is the body itself, as
 * JSON.
 * @param long its text body, where that came beside the payload
 * Source: API Gateway developer guide, "Lambda function response for format 2.0".
 */
export function proxyAnswer(payload: string, long?: Uint8Array): HttpAnswer | undefined {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    return jsonAnswer(200, value);
  }
  const parsed = ProxyAnswer.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const own = Object.entries(headers ?? {}).filter(
    ([name]) => !GATEWAYS_OWN.has(name.toLowerCase()),
  );
  const typed = own.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: statusCode,
    headers: {
      ...(typed ? {} : { 'content-type': 'text/plain; charset=utf-8' }),
      ...Object.fromEntries(own),
      ...(cookies ? { 'set-cookie': cookies } : {}),
    },
    body: isBase64Encoded ? Buffer.from(text(body, long), 'base64') : (long ?? body ?? ''),
  };
}

function text(body: string | null | undefined, long: Uint8Array | undefined): string {
  return long ? new TextDecoder().decode(long) : (body ?? '');
}
