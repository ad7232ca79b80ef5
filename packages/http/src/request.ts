import * as z from 'zod';
import { Refusal, unfitTexts } from '@registry/domain';
import { plainWords } from './plain-words.ts';
import { wrongFields, wrongInput } from './problems.ts';

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
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});
/** The part of API Gateway's event that we read. */
export type Event = z.infer<typeof Event>;

/** What every request has, whoever sends it. */
export interface Asked<Path, Query> {
  path: Path;
  query: Query;
  /** A header's value, by its name in lower case. */
  header: (name: string) => string | undefined;
  /** `GET /exposure`, as the route is declared. */
  routeKey: string;
  now: Date;
}

/**
 * A part of a request, parsed. Throws `invalid` naming each field that is wrong and what would be
 * right; texts hold nothing that `unfitTexts` finds.
 */
export function parsePart<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const parsed = schema.safeParse(value, { error: plainWords });
  if (!parsed.success) throw wrongInput(parsed.error, part);
  const unfit = unfitTexts(parsed.data);
  if (unfit.length > 0) throw wrongFields(unfit, part);
  return parsed.data;
}

/** What every request has, read from its event. Throws `invalid` as `parsePart` does. */
export function asked<Path, Query>(
  event: Event,
  { path, query }: { path: z.ZodType<Path>; query: z.ZodType<Query> },
  now: Date,
): Asked<Path, Query> {
  return {
    path: parsePart(path, event.pathParameters, 'path'),
    query: parsePart(query, parameters(event.rawQueryString, query), 'query'),
    header: (name) => event.headers[name],
    routeKey: event.requestContext.routeKey,
    now,
  };
}

/** A query's parameters: a list where the schema has one, one value for each of the others. */
function parameters(raw: string, schema: z.ZodType): Record<string, string | string[]> {
  const given = new URLSearchParams(raw);
  return Object.fromEntries(
    [...new Set(given.keys())].map((name): [string, string | string[]] => {
      const values = given.getAll(name);
      const [first = '', ...more] = values;
      if (isList(schema, name)) return [name, values];
      if (more.length === 0) return [name, first];
      throw new Refusal('invalid', `The query is wrong: ${name} should be given once`, [
        { path: name, message: 'should be given once' },
      ]);
    }),
  );
}

function isList(schema: z.ZodType, name: string): boolean {
  let field: unknown = schema instanceof z.ZodObject ? schema.shape[name] : undefined;
  while (field instanceof z.ZodOptional || field instanceof z.ZodDefault) field = field.unwrap();
  return field instanceof z.ZodArray;
}

/** The body as text: API Gateway hands over some, such as forms, in base64. */
export function bodyText({ body = '', isBase64Encoded }: Event): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** The JSON in a text; null for none at all. Throws `not-json` for a text that is none. */
export function jsonIn(text: string, wanted: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('not-json', wanted);
  }
}

/** What is logged of an answered request: nothing that anybody wrote. */
export function logged(
  { requestContext: { routeKey, requestId } }: Event,
  status: number,
  { started, readUnits }: { started: number; readUnits: number },
) {
  const ms = Math.round((performance.now() - started) * 10) / 10;
  return { route: routeKey, requestId, status, ms, readUnits };
}
