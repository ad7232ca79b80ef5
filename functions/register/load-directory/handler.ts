import { operations } from '@registry/contract';
import { json, route, serve } from '@registry/http';
import { heldDirectory } from './held-directory.ts';
import { loadDirectory } from './load-directory.ts';

/**
 * `GET` and `PUT /icbs/{code}/directory`: what published files say of one ICB, and what they say
 * from now on; practices that another ICB held are moved here.
 */
export const handler = serve([
  route(operations.readDirectory, async (request) => json(await heldDirectory(request))),
  route(operations.loadDirectory, async (request) => json(await loadDirectory(request))),
]);
