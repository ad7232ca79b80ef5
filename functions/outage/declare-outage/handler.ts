import { Declaration } from '@registry/domain';
import { createRoute, unused } from '@registry/http';
import { declareOutage } from './declare-outage.ts';

/** `POST /outages`: declares an outage in the caller's own ICB, or for NHS England in its own, from where it is copied to each ICB in scope. */
export const handler = createRoute(
  { callers: ['icb', 'national'], path: unused, query: unused, body: Declaration },
  declareOutage,
);
