import { operations } from '@registry/contract';
import type { OutageView } from '@registry/contract';
import { json, route, serve } from '@registry/http';
import { createOutageStore } from '@registry/storage';

/**
 * `GET /outages` and `GET /outages/{id}`: the caller's outages, latest first, or one with its
 * story.
 */
export const handler = serve([
  route(operations.listOutages, async ({ caller: { tenant }, scope }) =>
    json({ outages: await createOutageStore(scope.access.tenant(tenant)).list(tenant) }),
  ),
  route(operations.readOutage, async ({ caller: { tenant }, scope, path: { id } }) => {
    const outages = createOutageStore(scope.access.tenant(tenant));
    const outage = await outages.require(tenant, id);
    const view: OutageView = { outage, ...(await outages.readStory(tenant, id)) };
    return json(view);
  }),
]);
