import { operations } from '@registry/contract';
import type { RebuiltRoster } from '@registry/contract';
import { Refusal, tenantOfDirectory } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import { createPointerStore, rebuildRoster, StillColliding } from '@registry/storage';

/**
 * `POST /icbs/{code}/roster`: makes one ICB's roster again from its records, and says what was
 * wrong with it. Safe to repeat.
 */
export const handler = serve([
  route(operations.rebuildRoster, async ({ caller, path: { code }, scope }) => {
    const tenant = tenantOfDirectory(caller, code);
    const { own } = scope.access;
    const icbs = await createPointerStore(own).readIcbs();
    const icb = icbs.find((each) => each.code === code);
    if (!icb) throw new Refusal('not-found', `There is no ICB ${code} here`);
    try {
      const rebuilt = await rebuildRoster(own, tenant, icb.name, (odsCodes) =>
        scope.trail('roster rebuilt', { odsCodes }),
      );
      const answer: RebuiltRoster = { icb: icb.code, ...rebuilt };
      return json(answer);
    } catch (error) {
      if (!(error instanceof StillColliding)) throw error;
      throw new Refusal('too-busy', 'Practices of this ICB keep being changed: try again');
    }
  }),
]);
