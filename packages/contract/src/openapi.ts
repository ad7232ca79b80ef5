import * as domain from '@registry/domain';
import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { ReplyAnswer } from './alert/replies.ts';
import { ExposurePage, ExposureSummary } from './exposure/exposure.ts';
import type { AnyOperation, Described } from './operation.ts';
import { unused } from './operation.ts';
import { operations } from './operations.ts';
import { PreviewAnswer } from './outage/preview.ts';
import type { ProblemCode } from './problem.ts';
import { Problem, problems } from './problem.ts';
import { ProductList } from './register/products.ts';
import { whoMayCall } from './who-may-call.ts';

/** Schemas that the document names, so that what recurs stands in it once. */
const named = {
  Advice: domain.Advice,
  AdviceShown: domain.AdviceShown,
  AlertedPractice: domain.AlertedPractice,
  Board: domain.Board,
  BoardRow: domain.BoardRow,
  Contact: domain.Contact,
  Continuity: domain.Continuity,
  Dependency: domain.Dependency,
  DirectoryEntry: domain.DirectoryEntry,
  Effect: domain.Effect,
  ExposurePage,
  ExposureSummary,
  IcbProfile: domain.IcbProfile,
  IcbSitrep: domain.IcbSitrep,
  Impact: domain.Impact,
  NationalSitrep: domain.NationalSitrep,
  Outage: domain.Outage,
  OutageNote: domain.OutageNote,
  OutageUpdate: domain.OutageUpdate,
  PracticeExposure: domain.PracticeExposure,
  PracticeView: domain.PracticeView,
  PreviewAnswer,
  Problem,
  Product: domain.Product,
  ProductList,
  PublishedStatement: domain.PublishedStatement,
  KeptTotals: domain.KeptTotals,
  ReplyAnswer,
  ReplyGiven: domain.ReplyGiven,
  Role: domain.Role,
  Source: domain.Source,
  Statement: domain.Statement,
  SystemEntry: domain.SystemEntry,
  Totals: domain.Totals,
};

/** Problems that every route with a token may answer with. */
const ofEveryRoute: readonly ProblemCode[] = ['invalid', 'forbidden', 'unexpected', 'unreadable'];

/** The API as OpenAPI 3.1, made from the schemas by which requests are parsed. */
export function openApi(serverUrl: string): ReturnType<typeof createDocument> {
  for (const [id, schema] of Object.entries(named)) {
    if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Resilience registry',
      version: '1',
      description:
        'Tells an NHS Integrated Care Board which GP practices an IT outage may hit, and why; reaches each of them, and hears back. “May be affected” is not “down”; “no link recorded” is never reassurance; what is not known is counted. Errors of ours are RFC 9457 problems, each with a code that does not change its meaning; API Gateway’s own 401, 404, 413 and 429 are `{"message": …}`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: paths(),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token with the claims role (practice, icb, national) and org (an ODS code).',
        },
      },
    },
  });
}

const tags = {
  register: 'What is known of each practice',
  exposure: 'Which practices an outage may hit, and why',
  outage: 'An outage from its declaration to the all-clear',
  alert: 'Who speaks, and what practices answer',
  operations: 'Keeping it running',
};

function paths(): ZodOpenApiPathsObject {
  const found: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [operationId, operation] of Object.entries<AnyOperation>(operations)) {
    const [method = '', path = ''] = operation.route.split(' ');
    found[path] = { ...found[path], [method.toLowerCase()]: described(operationId, operation) };
  }
  return found;
}

function described(operationId: string, operation: AnyOperation): ZodOpenApiOperationObject {
  const { route, summary, path, query, body, bodyExample, heeds = [] } = operation;
  const callers = whoMayCall[route];
  const header = heeds.filter((name) => name !== 'Accept');
  return {
    operationId,
    summary,
    description: callers === 'anyone' ? 'Needs no token.' : `For ${callers.join(', ')} callers.`,
    tags: [tagOf(route)],
    security: callers === 'anyone' ? [] : [{ token: [] }],
    requestParams: {
      ...(path instanceof z.ZodObject && { path }),
      ...(query instanceof z.ZodObject && { query }),
      ...(header.length > 0 && {
        header: z.object(Object.fromEntries(header.map((name) => [name, heeded[name]]))),
      }),
    },
    ...(body !== unused && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: body,
            ...(bodyExample !== undefined && { example: bodyExample }),
          },
        },
      },
    }),
    responses: { ...answersOf(operation), ...failuresOf(operation) },
  };
}

const heeded = {
  'If-Match': z.string().optional().meta({ description: 'Only if it is still this ETag' }),
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(1024)
    .optional()
    .meta({ description: 'Makes saying it twice as good as saying it once, for a day' }),
};

function tagOf(route: string): keyof typeof tags {
  if (/^\w+ \/(?:exposure)/.test(route)) return 'exposure';
  if (/^\w+ \/outages/.test(route)) return 'outage';
  if (/^\w+ \/(?:reply|icbs\/\{code\}$)/.test(route)) return 'alert';
  return /^\w+ \/(?:health|openapi|icbs\/\{code\}\/roster)/.test(route) ? 'operations' : 'register';
}

function answersOf({ answers }: AnyOperation): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      {
        description: answer.description,
        ...(answer.headers && { headers: headersOf(answer.headers) }),
        ...contentOf(answer),
      },
    ]),
  );
}

function headersOf(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );
}

const asText = { schema: z.string() };

function contentOf({ body, isPage, alsoPage, alsoCsv, example }: Described) {
  if (isPage) return { content: { 'text/html': asText } };
  if (!body) return {};
  return {
    content: {
      'application/json': { schema: body, ...(example !== undefined && { example }) },
      ...(alsoCsv && { 'text/csv': asText }),
      ...(alsoPage && { 'text/html': asText }),
    },
  };
}

/**
 * API Gateway's own failures and our problems: where both have a status, either may be the answer.
 */
function failuresOf(operation: AnyOperation): Record<string, Failure> {
  const [theirs, ours] = [gatewaysOwn(operation), problemsOf(operation)];
  const both = Object.entries(ours).map(([status, problem]) => {
    const own = theirs[status];
    if (!own) return [status, problem] as const;
    const description = `${problem.description}; ${own.description}`;
    const content = { ...own.content, ...problem.content };
    return [status, { ...problem, description, content }] as const;
  });
  return { ...theirs, ...Object.fromEntries(both) };
}

/** A failure as it is described. */
interface Failure {
  description: string;
  headers?: ReturnType<typeof headersOf>;
  content: NonNullable<ZodOpenApiResponseObject['content']>;
}

/** Problems by their status, each with the codes that it may have and an example of the first. */
function problemsOf(operation: AnyOperation): Record<string, Failure> {
  const open = whoMayCall[operation.route] === 'anyone';
  const codes = [
    ...(open ? ['unexpected' as const, 'unreadable' as const] : ofEveryRoute),
    ...operation.problems,
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      {
        description: `${problems[some[0] ?? 'unexpected'].title}: code ${some.join(' or ')}`,
        ...(status === 429 && { headers: headersOf({ 'Retry-After': 'Seconds to wait' }) }),
        content: {
          'application/problem+json': {
            schema: Problem,
            example: exampleOf(some[0] ?? 'unexpected'),
          },
          ...(operation.servesPages && { 'text/html': asText }),
        },
      },
    ]),
  );
}

const GatewayMessage = z.strictObject({ message: z.string() });

/** What API Gateway answers by itself before a call comes through to us. */
function gatewaysOwn({ route, body }: AnyOperation): Record<string, Failure> {
  const own = (description: string) => ({
    description: `${description}, as API Gateway says it`,
    content: { 'application/json': { schema: GatewayMessage } },
  });
  return {
    ...(whoMayCall[route] !== 'anyone' && { 401: own('No token, or one that is not accepted') }),
    ...(body !== unused && { 413: own('A body of more than 10 MB') }),
    429: own('Too many requests at once'),
  };
}

function exampleOf(code: ProblemCode): Problem {
  const { status, title } = problems[code];
  return { type: 'about:blank', code, title, status, detail: 'What would be right, in words' };
}
