import type { OpenOperation, Operation } from '@registry/contract';
import type { Caller } from '@registry/domain';
import { callerOf, Refusal } from '@registry/domain';
import type { Scope } from '@registry/tenancy';
import type { Database } from '@registry/storage';
import type { Answer } from './answer.ts';
import type { Asked, Event } from './request.ts';
import { asked, bodyText, jsonIn, parsePart } from './request.ts';
import type { Served, Through } from './serve.ts';

const wantedJson = 'The body should be JSON, sent with Content-Type: application/json';

/** The caller that has one of these roles. */
export type CallerOf<Role extends Caller['role']> = Extract<Caller, { role: Role }>;

/**
 * A request as an endpoint sees it: parsed, from a known caller, with what that caller may reach.
 */
export interface Request<Path, Query, Body, Who extends Caller> extends Asked<Path, Query> {
  caller: Who;
  body: Body;
  scope: Scope;
}

/** A request from nobody we know. */
export interface OpenRequest<Path, Query> extends Asked<Path, Query> {
  /** The body, read when asked for. Throws `not-json` for one that is neither a form nor JSON. */
  sent: () => Sent;
  /** What the function itself may reach. */
  database: Database;
  /** What somebody may see and touch, once a secret in the request has told who it is. */
  scopeOf: (caller: Caller) => Scope;
}

/** What was sent: the fields of a form, or JSON that nobody has looked at yet. */
type Sent = { as: 'form'; fields: Record<string, string> } | { as: 'json'; value: unknown };

/**
 * A route that needs a token: verified claims become the caller, who must be one whom the contract
 * lets call; path, query and body are parsed by the contract's schemas.
 */
export function route<Path, Query, Body, Role extends Caller['role']>(
  operation: Operation<Path, Query, Body, Role>,
  endpoint: (request: Request<Path, Query, Body, CallerOf<Role>>) => Promise<Answer>,
): Served {
  return {
    routeKey: operation.route,
    answer: async (event, { tenancy, access, log, now }) => {
      const claims = event.requestContext.authorizer?.jwt.claims;
      const caller = permitted(callerOf(claims, access.nationalOrg), operation.callers);
      const json = jsonIn(bodyText(event), wantedJson);
      return endpoint({
        ...asked(event, operation, now),
        caller,
        body: parsePart(operation.body, json, 'body'),
        scope: tenancy.scopeOf(caller, { access, log, now }),
      });
    },
  };
}

/** A route that anyone may use. It takes forms besides JSON, and looks at neither itself. */
export function openRoute<Path, Query, Body>(
  operation: OpenOperation<Path, Query, Body>,
  endpoint: (request: OpenRequest<Path, Query>) => Promise<Answer>,
): Served {
  return {
    routeKey: operation.route,
    answer: async (event: Event, { tenancy, access, log, now }: Through) =>
      endpoint({
        ...asked(event, operation, now),
        sent: () => sentIn(event),
        database: access.own,
        scopeOf: (caller) => tenancy.scopeOf(caller, { access, log, now }),
      }),
  };
}

function permitted<Role extends Caller['role']>(
  caller: Caller,
  roles: readonly Role[],
): CallerOf<Role> {
  const isPermitted = (one: Caller): one is CallerOf<Role> =>
    roles.some((role) => role === one.role);
  if (isPermitted(caller)) return caller;
  throw new Refusal('forbidden', `This is for ${roles.join(' and ')} callers, not ${caller.role}`);
}

function sentIn(event: Event): Sent {
  const text = bodyText(event);
  if (event.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { as: 'form', fields: Object.fromEntries(new URLSearchParams(text)) };
  }
  const wanted = 'The body should be JSON, or the form of the reply page';
  if (text === '') throw new Refusal('not-json', wanted);
  return { as: 'json', value: jsonIn(text, wanted) };
}
