import type { DataRole } from './data-roles.ts';
import type { Access } from './reach.ts';

/** One function behind the API: what calls it, and what it may reach. */
export interface UseCase {
  /** Its folder in a room of `functions/`. */
  name: string;
  /** `METHOD /path` as HTTP APIs write it. */
  routes: readonly string[];
  /** Data roles it may assume with tags from its caller's verified claims. */
  assumes: readonly DataRole[];
  /** What it may touch under its own role, before it knows on whose behalf it acts. */
  reaches: readonly Access[];
  /** Why callers need no token, where they need none. */
  open?: string;
  /** Megabytes, where the usual is not right. */
  memorySize?: number;
}

/** Which practice is whose: the tenant of a practice's own token. */
const whoseIs: Access[] = [{ table: 'pointers', actions: ['GetItem'], keys: ['ODS#*'] }];
const icbs: Access[] = [{ table: 'pointers', actions: ['GetItem'], keys: ['ICBS'] }];

/** One core: these unpack whole rosters, England's at worst. */
const oneCore = 1769;

/** The functions behind the API. */
export const useCases: readonly UseCase[] = [
  {
    name: 'register-practice',
    routes: ['PUT /practices/{odsCode}'],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  {
    name: 'read-practice',
    routes: ['GET /practices/{odsCode}'],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  { name: 'list-practices', routes: ['GET /practices'], assumes: ['tenant'], reaches: [] },
  {
    name: 'confirm-practice',
    routes: ['POST /practices/{odsCode}/confirmation'],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  {
    name: 'query-exposure',
    routes: ['GET /exposure', 'GET /exposure/summary'],
    assumes: ['tenant', 'national'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'list-products',
    routes: ['GET /products'],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  { name: 'keep-product', routes: ['PUT /products/{id}'], assumes: ['tenant'], reaches: [] },
  {
    name: 'load-directory',
    routes: ['PUT /icbs/{code}/directory'],
    assumes: ['directory'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'rebuild-roster',
    routes: ['POST /icbs/{code}/roster'],
    // Under its own role: no data role may scan. Only NHS England with the scope directory:write gets as far.
    assumes: [],
    reaches: [
      { table: 'registry', actions: ['Scan'], keys: 'whole table' },
      { table: 'registry', actions: ['GetItem'], keys: ['ICB#*#ROSTER'] },
      { table: 'registry', actions: ['PutItem'], keys: ['ICB#*#ROSTER', 'ICB#*#TRAIL#*'] },
      ...icbs,
    ],
    memorySize: oneCore,
  },
  { name: 'list-icbs', routes: ['GET /icbs'], assumes: [], reaches: icbs },
  {
    name: 'report-health',
    routes: ['GET /health'],
    assumes: [],
    reaches: [],
    open: 'Open on purpose: it tells load balancers and monitors that the API answers, and nothing else.',
  },
  {
    name: 'declare-outage',
    routes: ['POST /outages'],
    assumes: ['tenant', 'national'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'follow-outage',
    routes: ['GET /outages', 'GET /outages/{id}'],
    assumes: ['tenant'],
    reaches: [],
  },
  {
    name: 'read-board',
    routes: ['GET /outages/{id}/practices'],
    // It says what has changed since: for NHS England, in every ICB.
    assumes: ['tenant', 'national'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'update-outage',
    routes: [
      'POST /outages/{id}/updates',
      'POST /outages/{id}/actions',
      'POST /outages/{id}/statements',
    ],
    // Each update says how many are hit then: for NHS England, of every ICB.
    assumes: ['tenant', 'national'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'keep-profile',
    routes: ['GET /icbs/{code}', 'PUT /icbs/{code}'],
    assumes: ['tenant'],
    reaches: [],
  },
  {
    name: 'receive-reply',
    routes: ['GET /reply', 'GET /reply/{token}', 'POST /reply/{token}'],
    assumes: [],
    reaches: [
      { table: 'pointers', actions: ['GetItem'], keys: ['REPLY#*'] },
      {
        table: 'outages',
        actions: ['GetItem', 'Query'],
        keys: ['ICB#*#OUTAGES', 'ICB#*#OUTAGE#*'],
      },
      {
        table: 'alerts',
        actions: ['GetItem', 'UpdateItem'],
        keys: ['ICB#*#OUTAGE#*'],
      },
      { table: 'registry', actions: ['GetItem'], keys: ['ICB#*#PROFILE', 'ICB#*#PRODUCTS'] },
      { table: 'registry', actions: ['Query'], keys: ['ICB#*#PRODUCTS'] },
    ],
    open: 'Open on purpose: on the day, people answer from phones that can sign in nowhere. Whoever holds the link or code (80 random bits) answers for one practice in one outage.',
  },
];
