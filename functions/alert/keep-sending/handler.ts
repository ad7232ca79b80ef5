import { operations } from '@registry/contract';
import { json, route, serve } from '@registry/http';
import { createSendingStore } from '@registry/storage';

/** `PUT` and `GET /sending`: the stop switch, which the functions that deliver obey. */
export const handler = serve([
  route(operations.readSending, async ({ scope }) => json(await scope.sending())),
  route(operations.moveStopSwitch, async ({ caller, scope, body, now }) => {
    const { tenant } = caller;
    const { stopped, reason = '' } = body;
    const stop = stopped ? { icb: tenant, reason, at: now.toISOString() } : null;
    const trail = scope.trail(stopped ? 'sending stopped' : 'sending goes on');
    await createSendingStore(scope.access.tenant(tenant)).move(tenant, stop, trail);
    return json(await scope.sending());
  }),
]);
