import { operations } from '@registry/contract';
import { board } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import { createAlertStore, createOutageStore } from '@registry/storage';
import { thenAndNow } from './then-and-now.ts';

/** `GET /outages/{id}/practices`: the live board of an outage. */
export const handler = serve([
  route(operations.readBoard, async ({ caller: { tenant }, path: { id }, scope, now }) => {
    const database = scope.access.tenant(tenant);
    const outage = await createOutageStore(database).require(tenant, id);
    const [practices, exposure] = await Promise.all([
      createAlertStore(database).readPractices(tenant, id),
      thenAndNow(tenant, scope, outage, now),
    ]);
    return json(board(outage, practices, exposure));
  }),
]);
