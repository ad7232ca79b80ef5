import { operations } from '@registry/contract';
import { route, serve } from '@registry/http';
import { declareOutage } from './declare-outage.ts';

/**
 * `POST /outages`: declares an outage in the caller's own ICB, or for NHS England in its own, from
 * where it is copied to each ICB in scope.
 */
export const handler = serve([route(operations.declareOutage, declareOutage)]);
