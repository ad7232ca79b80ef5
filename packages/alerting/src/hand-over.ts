import * as z from 'zod';
import type { OutageId, RaisingWork, Tenant } from '@registry/domain';
import { IcbCode, tenantOfItem } from '@registry/domain';
import { createQueue } from '@registry/messaging';
import { createOutageStore, createPointerStore, openOwnDatabase } from '@registry/storage';
import { icbsInScope } from './alerting.ts';
import { markIfAllRaised } from './all-raised.ts';
import { isOverdue } from './catch-up.ts';

const Environment = z.object({
  RAISING_QUEUE_URL: z.url(),
  NATIONAL_ORG: z.string().default('X26'),
});

/** What handing work over to the raising queue works with. */
export type HandingOver = ReturnType<typeof createHandingOver>;

/** Reads the environment and opens what handing over needs, with the function's own narrow role. */
export function createHandingOver(env: unknown) {
  const { RAISING_QUEUE_URL, NATIONAL_ORG } = Environment.parse(env);
  const database = openOwnDatabase(env);
  return {
    queue: createQueue(RAISING_QUEUE_URL),
    national: tenantOfItem(IcbCode.parse(NATIONAL_ORG)),
    outages: createOutageStore(database),
    pointers: createPointerStore(database),
  };
}

/** Puts work on the queue, where ICBs take turns. Throws when the queue did not take it all. */
export function handOver({ queue }: Pick<HandingOver, 'queue'>, work: readonly RaisingWork[]) {
  return queue.send(work.map((body) => ({ body, group: body.icb })));
}

/** The work that a new update is: its ICB's own, or for a national one a copy for each ICB. */
export async function workOf(
  { national, outages, pointers }: Pick<HandingOver, 'national' | 'outages' | 'pointers'>,
  tenant: Tenant,
  id: OutageId,
  number: number,
): Promise<RaisingWork[]> {
  const numbered = { outage: id, update: number };
  if (tenant !== national) return [{ act: 'raise', icb: tenant, ...numbered }];
  const [outage, icbs] = await Promise.all([outages.require(national, id), pointers.readIcbs()]);
  return icbsInScope(outage, icbs).map(({ code }) => ({ act: 'copy', icb: code, ...numbered }));
}

/**
 * What each ICB has to catch up with: the overdue national updates of which it has no copy, and
 * whatever it finds overdue of its own. Marks a national update as raised that nobody lacks.
 */
export async function catchingUp(
  { national, outages, pointers }: Pick<HandingOver, 'national' | 'outages' | 'pointers'>,
  now: Date,
): Promise<RaisingWork[]> {
  const icbs = await pointers.readIcbs();
  const missing = new Map<string, { outage: OutageId; update: number }[]>();
  for (const outage of await outages.listUnraised(national)) {
    const { updates } = await outages.readStory(national, outage.id);
    for (const { number } of updates.filter((each) => isOverdue(each, now))) {
      const copied = await outages.readCopied(national, outage.id, number);
      const lacking = icbsInScope(outage, icbs).filter(({ code }) => !copied.has(code));
      for (const { code } of lacking) {
        const known = missing.get(code) ?? [];
        missing.set(code, [...known, { outage: outage.id, update: number }]);
      }
      if (lacking.length > 0) continue;
      await outages.markRaised(national, outage.id, number, now.toISOString());
    }
    await markIfAllRaised(outages, national, outage.id, updates);
  }
  return icbs.map(({ code }) => ({
    act: 'catch-up',
    icb: code,
    missing: missing.get(code) ?? [],
  }));
}
