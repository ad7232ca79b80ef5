import { operations } from '@registry/contract';
import { Refusal, requirePublisher } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import { createDatasetStore, StillColliding, untilDone } from '@registry/storage';

/**
 * `GET /datasets` and `PUT /datasets/{dataset}`: of which day each published dataset is, so that an
 * older file is refused before anything is written, and what it says of practices that no file has
 * placed.
 */
export const handler = serve([
  route(operations.listDatasets, async ({ caller, scope }) => {
    requirePublisher(caller);
    return json({ datasets: await createDatasetStore(scope.access.own).readAll() });
  }),
  route(operations.keepDataset, async ({ caller, scope, path: { dataset }, body }) => {
    requirePublisher(caller);
    const { own } = scope.access;
    const kept = { dataset, ...body };
    try {
      await untilDone(own, async () => {
        const outcome = await createDatasetStore(own).keep(kept);
        return outcome === 'done' ? outcome : 'again';
      });
    } catch (error) {
      if (!(error instanceof StillColliding)) throw error;
      throw new Refusal('too-busy', 'Other writers keep changing this dataset: try again');
    }
    return json(kept);
  }),
]);
