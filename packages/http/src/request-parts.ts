import * as z from 'zod';
import { plainWords } from './plain-words.ts';
import { wrongInput } from './problems.ts';

/** The part of API Gateway's event (payload format 2.0) that we read. */
export const Event = z.object({
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({
    requestId: z.string(),
    routeKey: z.string().default(''),
    authorizer: z.object({ jwt: z.object({ claims: z.unknown() }) }).optional(),
  }),
  body: z.unknown().optional(),
  isBase64Encoded: z.boolean().default(false),
});
/** The part of API Gateway's event that we read. */
export type Event = z.infer<typeof Event>;

/** What every request has, whoever sends it. */
export interface Asked {
  /** A header's value, by its name in lower case. */
  header: (name: string) => string | undefined;
  /** `GET /exposure`, as the route is declared. */
  routeKey: string;
  now: Date;
}

/** For a part of the request that a route does not use. */
export const unused = z.unknown().transform(() => undefined);

/** A part of a request, parsed. Throws `invalid` naming each field that is wrong and what would be right. */
export function parsePart<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const parsed = schema.safeParse(value, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw wrongInput(parsed.error, part);
}

/** Every value of every parameter: `product=a&product=b` gives `{ product: ['a', 'b'] }`. */
export function queryLists(raw: string): Record<string, string[]> {
  const parameters = new URLSearchParams(raw);
  return Object.fromEntries([...parameters.keys()].map((key) => [key, parameters.getAll(key)]));
}

/** What every request has, read from its event. */
export function asked(event: Event): Asked {
  return {
    header: (name) => event.headers[name],
    routeKey: event.requestContext.routeKey,
    now: new Date(),
  };
}

/** What is logged of an answered request: nothing that anybody wrote. */
export function logged(
  { requestContext: { routeKey, requestId } }: Event,
  status: number,
  started: number,
  readUnits: number,
) {
  const ms = Math.round((performance.now() - started) * 10) / 10;
  return { route: routeKey, requestId, status, ms, readUnits };
}
