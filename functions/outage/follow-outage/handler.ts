import * as z from 'zod';
import type { OutageView } from '@registry/domain';
import { OutageId, Refusal } from '@registry/domain';
import { createRoute, json, unused } from '@registry/http';
import { createOutageStore } from '@registry/storage';

/** `GET /outages` and `GET /outages/{id}`: the caller's outages, latest first, or one with its story. */
export const handler = createRoute(
  {
    callers: ['icb', 'national'],
    path: z.object({ id: OutageId.optional() }),
    query: unused,
    body: unused,
  },
  async ({ caller: { tenant }, access, path: { id } }) => {
    const outages = createOutageStore(access.tenant(tenant));
    if (id === undefined) return json({ outages: await outages.list(tenant) });
    const outage = await outages.read(tenant, id);
    if (!outage) throw new Refusal('not-found', `There is no outage ${id} here`);
    const view: OutageView = { outage, ...(await outages.readStory(tenant, id)) };
    return json(view);
  },
);
