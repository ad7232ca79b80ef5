import * as z from 'zod';
import { board, OutageId, Refusal } from '@registry/domain';
import { createRoute, json, unused } from '@registry/http';
import { createAlertStore, createOutageStore } from '@registry/storage';
import { thenAndNow } from './then-and-now.ts';

/** `GET /outages/{id}/practices`: the live board of an outage. */
export const handler = createRoute(
  {
    callers: ['icb', 'national'],
    path: z.object({ id: OutageId }),
    query: unused,
    body: unused,
  },
  async (request) => {
    const { tenant } = request.caller;
    const { id } = request.path;
    const database = request.access.tenant(tenant);
    const outage = await createOutageStore(database).read(tenant, id);
    if (!outage) throw new Refusal('not-found', `There is no outage ${id} here`);
    const [practices, exposure] = await Promise.all([
      createAlertStore(database).readPractices(tenant, id),
      thenAndNow(request, outage),
    ]);
    return json(board(outage, practices, exposure));
  },
);
