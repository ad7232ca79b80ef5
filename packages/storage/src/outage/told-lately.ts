import type { Notify, OdsCode, Outage, OutageUpdate, Tenant } from '@registry/domain';
import { repeatsAmong, TOLD_WITHIN_MS, toldAmong } from '@registry/domain';
import type { Database } from '../database.ts';
import { createOutageReads } from './read-outages.ts';

/** What tells who has had messages of late. */
export function createToldLately(db: Database) {
  const outages = createOutageReads(db);

  /** The updates of an outage that were sent since then, from the latest back. */
  async function sentSince(tenant: Tenant, outage: Outage, since: number): Promise<OutageUpdate[]> {
    const sent: OutageUpdate[] = [];
    for (let number = outage.lastUpdate; number > 0; number -= 1) {
      const update = await outages.readUpdate(tenant, outage.id, number);
      if (update && Date.parse(update.at) < since) break;
      if (update && update.notify !== 'none') sent.push(update);
    }
    return sent;
  }

  /** Whom an update was for, as far as its exposure was kept. */
  async function toldBy(tenant: Tenant, outage: Outage, number: number): Promise<Set<OdsCode>> {
    const kept = (await outages.readExposure(tenant, outage.id, number)) ?? [];
    return new Set(toldAmong(outage, kept).map(({ odsCode }) => odsCode));
  }

  return {
    /**
     * How many of these practices, told now, would have more messages within ten minutes than go
     * without a second confirmation, whichever of this tenant's outages they were about.
     */
    async countRepeats(
      tenant: Tenant,
      notify: Notify,
      practices: readonly OdsCode[],
      now: Date,
    ): Promise<number> {
      if (notify === 'none') return 0;
      const since = now.getTime() - TOLD_WITHIN_MS;
      const all = (await outages.list(tenant)).filter(
        ({ resolvedAt }) => resolvedAt === undefined || Date.parse(resolvedAt) >= since,
      );
      const told = await Promise.all(
        all.map(async (outage) => {
          const updates = await sentSince(tenant, outage, since);
          return Promise.all(updates.map(({ number }) => toldBy(tenant, outage, number)));
        }),
      );
      return repeatsAmong(practices, told.flat());
    },
  };
}
