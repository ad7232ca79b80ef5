import { operations } from '@registry/contract';
import { json, route, serve } from '@registry/http';
import { loadDirectory } from './load-directory.ts';

/**
 * `PUT /icbs/{code}/directory`: what published files say of one ICB; practices that another ICB
 * held are moved here.
 */
export const handler = serve([
  route(operations.loadDirectory, async (request) => json(await loadDirectory(request))),
]);
