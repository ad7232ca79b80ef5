import * as z from 'zod';
import { IcbCode, IcbDirectory } from '@registry/domain';
import { createRoute, json, unused } from '@registry/http';
import { loadDirectory } from './load-directory.ts';

/** `PUT /icbs/{code}/directory`: what published files say of one ICB; practices that another ICB held are moved here. */
export const handler = createRoute(
  {
    callers: ['national'],
    path: z.object({ code: IcbCode }),
    query: unused,
    body: IcbDirectory,
  },
  async (request) => json(await loadDirectory(request)),
);
