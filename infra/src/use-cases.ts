import type { DataRole } from './data-roles.ts';

/** One function behind the API: what calls it, and what it may reach. */
export interface UseCase {
  /** Its folder under `functions/`. */
  name: string;
  /** `METHOD /path` as HTTP APIs write it. */
  routes: readonly string[];
  /** Data roles it may assume with tags from its caller's verified claims. */
  assumes: readonly DataRole[];
  /** Pointers it may get under its own role, before it knows on whose behalf it acts. */
  pointers: readonly string[];
  /** True when callers need no token. */
  open?: boolean;
  /** Megabytes, where the usual is not right. */
  memorySize?: number;
}

/** Which practice is whose: the tenant of a practice's own token. */
const whoseIs = ['ODS#*'];
const icbs = ['ICBS'];

/** One core: these unpack whole rosters, England's at worst. */
const oneCore = 1769;

/** The functions behind the API. */
export const useCases: readonly UseCase[] = [
  {
    name: 'register-practice',
    routes: ['PUT /practices/{odsCode}'],
    assumes: ['tenant', 'practice'],
    pointers: whoseIs,
  },
  {
    name: 'read-practice',
    routes: ['GET /practices/{odsCode}'],
    assumes: ['tenant', 'practice'],
    pointers: whoseIs,
  },
  { name: 'list-practices', routes: ['GET /practices'], assumes: ['tenant'], pointers: [] },
  {
    name: 'confirm-practice',
    routes: ['POST /practices/{odsCode}/confirmation'],
    assumes: ['tenant', 'practice'],
    pointers: whoseIs,
  },
  {
    name: 'query-exposure',
    routes: ['GET /exposure', 'GET /exposure/summary'],
    assumes: ['tenant', 'national'],
    pointers: icbs,
    memorySize: oneCore,
  },
  {
    name: 'load-directory',
    routes: ['PUT /icbs/{code}/directory'],
    assumes: ['directory'],
    pointers: [],
    memorySize: oneCore,
  },
  { name: 'list-icbs', routes: ['GET /icbs'], assumes: [], pointers: icbs },
  { name: 'report-health', routes: ['GET /health'], assumes: [], pointers: [], open: true },
];
