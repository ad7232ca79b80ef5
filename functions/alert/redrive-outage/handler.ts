import * as z from 'zod';
import type { RedriveAnswer } from '@registry/contract';
import { operations } from '@registry/contract';
import { newestTold, notTold } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import { createQueue } from '@registry/messaging';
import { createAlertStore, createOutageStore } from '@registry/storage';

const Environment = z.object({ RAISING_QUEUE_URL: z.url() });

/** `POST /outages/{id}/redrive`: alerts that nothing says have gone out do so again. */
export const handler = serve([
  route(operations.redriveOutage, async ({ caller: { tenant }, scope, path: { id } }) => {
    const database = scope.access.tenant(tenant);
    const outages = createOutageStore(database);
    const outage = await outages.require(tenant, id);
    const [{ updates }, practices] = await Promise.all([
      outages.readStory(tenant, id),
      createAlertStore(database).readPractices(tenant, id),
    ]);
    const newest = newestTold(updates);
    const answer: RedriveAnswer = {
      update: newest?.number ?? null,
      practices: notTold(outage, newest, practices).length,
    };
    if (answer.practices > 0) {
      await outages.recordRedrive(tenant, scope.trail('alerts sent again', { outage: id }));
      const queue = createQueue(Environment.parse(process.env).RAISING_QUEUE_URL);
      await queue.send([{ body: { act: 'redrive', icb: tenant, outage: id }, group: tenant }]);
    }
    return json(answer, 202);
  }),
]);
