import * as z from 'zod';
import type { Caller } from '@registry/domain';
import type { ProblemCode } from './problem.ts';
import type { ClosedRoute, OpenRoute, Route } from './who-may-call.ts';
import { whoMayCall } from './who-may-call.ts';

/** One answer that a call may give: what it means, and what it holds. */
export interface Described {
  description: string;
  /** None for an answer without a body. */
  body?: z.ZodType;
  /** A page alone, without JSON. */
  isPage?: true;
  /** The same as a page, for a caller who asks for that. */
  alsoPage?: true;
  /** The same as CSV, for a caller who asks for that. */
  alsoCsv?: true;
  /** Headers that matter to a client, and what each is. */
  headers?: Readonly<Record<string, string>>;
  example?: unknown;
}

/** What the API takes and gives on one route. */
export interface CallSpec<Path, Query, Body> {
  /** One line. */
  summary: string;
  /** Shape of the parameters in the path. */
  path: z.ZodType<Path>;
  /** Shape of the query; a parameter that may be repeated is an array. */
  query: z.ZodType<Query>;
  /** Shape of the JSON body. */
  body: z.ZodType<Body>;
  bodyExample?: unknown;
  /** Request headers that it heeds. */
  heeds?: readonly ('If-Match' | 'Idempotency-Key' | 'Accept')[];
  /** By HTTP status. */
  answers: Readonly<Record<number, Described>>;
  /** Problems too are pages, for a caller who asks for that. */
  servesPages?: true;
  /** Codes of the problems that a caller should expect, besides those of every route. */
  problems: readonly ProblemCode[];
}

/** A part of a request that a route does not use. */
export const unused = z.unknown().transform(() => undefined);

type RoleOf<Path extends ClosedRoute> = (typeof whoMayCall)[Path][number];

/** A call that needs a token, and the kinds of caller that may make it. */
export interface Operation<Path, Query, Body, Role extends Caller['role']> extends CallSpec<
  Path,
  Query,
  Body
> {
  route: ClosedRoute;
  callers: readonly Role[];
}

/** A call that anyone may make. */
export interface OpenOperation<Path, Query, Body> extends CallSpec<Path, Query, Body> {
  route: OpenRoute;
}

/** Any call, as documents and templates read it. */
export interface AnyOperation extends CallSpec<unknown, unknown, unknown> {
  route: Route;
}

/** Describes a call that needs a token. */
export function operation<Closed extends ClosedRoute, Path, Query, Body>(
  route: Closed,
  spec: CallSpec<Path, Query, Body>,
): Operation<Path, Query, Body, RoleOf<Closed>> {
  return { ...spec, route, callers: whoMayCall[route] };
}

/** Describes a call that anyone may make. */
export function openOperation<Path, Query, Body>(
  route: OpenRoute,
  spec: CallSpec<Path, Query, Body>,
): OpenOperation<Path, Query, Body> {
  return { ...spec, route };
}
