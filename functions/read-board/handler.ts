import * as z from 'zod';
import { board, OutageId, Refusal } from '@registry/domain';
import { createRoute, json, unused } from '@registry/http';
import { createAlertStore, createOutageStore } from '@registry/storage';

/** `GET /outages/{id}/practices`: the live board of an outage. */
export const handler = createRoute(
  {
    callers: ['icb', 'national'],
    path: z.object({ id: OutageId }),
    query: unused,
    body: unused,
  },
  async ({ caller: { tenant }, access, path: { id } }) => {
    const database = access.tenant(tenant);
    const outage = await createOutageStore(database).read(tenant, id);
    if (!outage) throw new Refusal('not-found', `There is no outage ${id} here`);
    const practices = await createAlertStore(database).readPractices(tenant, id);
    return json(board(outage, practices));
  },
);
