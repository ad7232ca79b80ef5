import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApi } from '@registry/contract';

const description = openApi('/api');
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(JSON.parse(JSON.stringify(description)) as object, 'openapi');

/** Routes as the description has them, each with a pattern for what somebody may ask. */
const routes = Object.keys(description.paths ?? {}).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]*').replaceAll('.', '\\.')}$`),
}));

const pointer = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
const validators = new Map<string, ValidateFunction | undefined>();

/**
 * Holds every answer that this process gets from a running register against the API's description:
 * a status, a media type or a body that is not described fails the test that asked. Gives a
 * function that ends it.
 */
export function holdAnswers(url: string): () => void {
  const before = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const answer = await before(input, init);
    // Where a redirection led to: what is there was asked for with GET.
    const { origin, pathname } = new URL(answer.url);
    const method = answer.redirected ? 'GET' : (init?.method ?? 'GET');
    const path = pathname.replace(/^\/api/, '');
    if (origin === new URL(url).origin && path !== pathname) {
      await hold(method, path, answer.clone());
    }
    return answer;
  };
  return () => {
    globalThis.fetch = before;
  };
}

/**
 * What API Gateway answers in its own words when a function was killed:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
 */
const KILLED = '{"message":"Internal Server Error"}';

/** The answers that one call is described with, by status. */
interface DescribedCall {
  responses: Record<string, { content?: Record<string, unknown> } | undefined>;
}

async function hold(method: string, asked: string, answer: Response): Promise<void> {
  const route = routes.find(({ pattern }) => pattern.test(asked));
  const calls = (description.paths?.[route?.path ?? ''] ?? {}) as Record<string, unknown>;
  const operation = calls[method.toLowerCase()] as DescribedCall | undefined;
  // What the API does not have is the gateway's to answer.
  if (!route || !operation) return;
  const where = `${method} ${route.path} answered ${answer.status}`;
  const described = operation.responses[String(answer.status)];
  if (!described) throw new Error(`${where}, which is not described`);
  const text = await answer.text();
  if (text === '' || text === KILLED) return;
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (!described.content || !(type in described.content)) {
    throw new Error(`${where} as ${type}, which is not described`);
  }
  if (!type.endsWith('json')) return;
  const validate = validatorOf([
    'paths',
    route.path,
    method.toLowerCase(),
    'responses',
    String(answer.status),
    'content',
    type,
    'schema',
  ]);
  if (validate(JSON.parse(text))) return;
  throw new Error(`${where} in a form that is not described: ${ajv.errorsText(validate.errors)}`);
}

function validatorOf(path: readonly string[]): ValidateFunction {
  const ref = `openapi#/${path.map((part) => encodeURIComponent(pointer(part))).join('/')}`;
  const known = validators.get(ref) ?? ajv.compile({ $ref: ref });
  validators.set(ref, known);
  return known;
}
