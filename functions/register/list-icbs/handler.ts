import { operations } from '@registry/contract';
import { json, route, serve } from '@registry/http';
import { createPointerStore } from '@registry/storage';

/** `GET /icbs`: the ICBs that the register knows, or knew. */
export const handler = serve([
  route(operations.listIcbs, async ({ scope }) =>
    json({ icbs: await createPointerStore(scope.access.own).readIcbs() }),
  ),
]);
