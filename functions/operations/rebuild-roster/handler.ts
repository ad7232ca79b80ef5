import { ulid } from 'ulid';
import * as z from 'zod';
import type { RebuiltRoster } from '@registry/domain';
import { IcbCode, Refusal, tenantOfDirectory } from '@registry/domain';
import { createRoute, json, unused } from '@registry/http';
import { createPointerStore, rebuildRoster, StillColliding } from '@registry/storage';

/** `POST /icbs/{code}/roster`: makes one ICB's roster again from its records, and says what was wrong with it. Safe to repeat. */
export const handler = createRoute(
  { callers: ['national'], path: z.object({ code: IcbCode }), query: unused, body: unused },
  async ({ caller, path, access, now }) => {
    const tenant = tenantOfDirectory(caller, path.code);
    const icbs = await createPointerStore(access.own).readIcbs();
    const icb = icbs.find(({ code }) => code === path.code);
    if (!icb) throw new Refusal('not-found', `There is no ICB ${path.code} here`);
    try {
      const rebuilt = await rebuildRoster(access.own, tenant, icb.name, (odsCodes) => ({
        at: now.toISOString(),
        id: ulid(now.getTime()),
        by: { role: caller.role, org: caller.tenant, subject: caller.subject },
        act: 'roster rebuilt',
        odsCodes,
      }));
      const answer: RebuiltRoster = { icb: icb.code, ...rebuilt };
      return json(answer);
    } catch (error) {
      if (!(error instanceof StillColliding)) throw error;
      throw new Refusal('too-busy', 'Practices of this ICB keep being changed: try again');
    }
  },
);
