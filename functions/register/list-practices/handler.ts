import * as z from 'zod';
import { viewPractice } from '@registry/domain';
import { createRoute, json, readCursor, rostersInScope, unused, writeCursor } from '@registry/http';
import type { RosterCache } from '@registry/storage';
import { createRecordStore, createRosterStore } from '@registry/storage';

const cache: RosterCache = new Map();
const question = 'GET /practices';

/** `GET /practices`: the ICB's records, a page at a time, by ODS code. */
export const handler = createRoute(
  {
    callers: ['icb'],
    path: unused,
    query: z.strictObject({
      limit: z.tuple([z.coerce.number().int().min(1).max(500)]).default([500]),
      cursor: z.tuple([z.string()]).optional(),
    }),
    body: unused,
  },
  async (request) => {
    const { tenant } = request.caller;
    const { limit, cursor } = request.query;
    const {
      rosters: [roster],
    } = await rostersInScope(request, undefined, cache);
    const after = cursor ? readCursor(question, cursor[0]) : '';
    const rest = (roster?.rows ?? []).map((row) => row.odsCode).filter((code) => code > after);
    const page = rest.slice(0, limit[0]);
    const database = request.access.tenant(tenant);
    const rosters = createRosterStore(database, cache);
    const records = await createRecordStore(database, rosters).readMany(tenant, page);
    const last = page.at(-1);
    return json({
      practices: records.map(viewPractice),
      ...(last && rest.length > page.length && { cursor: writeCursor(question, last) }),
    });
  },
);
