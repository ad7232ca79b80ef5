import { marshall } from '@aws-sdk/util-dynamodb';
import type { AlertedPractice, Chased, OdsCode, OutageId, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { transact, untilDone } from '../database.ts';
import type { Once } from '../idempotency.ts';
import { doneBefore, rememberOnce } from '../idempotency.ts';
import { alertKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';
import { createAlertStore, notIn } from './alert-store.ts';

/** What somebody at the ICB did by telephone. */
export interface NewChase {
  outage: OutageId;
  odsCode: OdsCode;
  /** Makes it of the practice as it is held; it throws for what may not be. */
  decide: (held: AlertedPractice) => Chased;
  trail: TrailEntry;
  once?: Once | undefined;
}

/** Keeps who is being rung. */
export type ChaseStore = ReturnType<typeof createChaseStore>;

/** Makes a store over what the database's credentials can reach. */
export function createChaseStore(db: Database) {
  const { alerts: table, registry } = db.tables;
  return {
    /**
     * Writes down what somebody did by telephone, in one transaction with the trail, and gives the
     * practice as it is then. Throws `not-found` for a practice that is not in the outage.
     */
    async chase(
      tenant: Tenant,
      { outage, odsCode, decide, trail, once }: NewChase,
    ): Promise<AlertedPractice> {
      const { readPractice } = createAlertStore(db);
      return untilDone(db, async () => {
        const held = await readPractice(tenant, outage, odsCode);
        if (!held) throw notIn(outage, odsCode);
        if (await doneBefore(db, tenant, once)) return held;
        const chased = decide(held);
        const isAsItWas =
          held.chased === undefined
            ? 'attribute_not_exists(practice.chased)'
            : 'practice.chased = :before';
        const before = held.chased === undefined ? {} : { ':before': held.chased };
        const outcome = await transact(db, [
          {
            Update: {
              TableName: table,
              Key: marshall(alertKeys.practice(tenant, outage, odsCode)),
              UpdateExpression: 'SET practice.chased = :chased',
              ConditionExpression: `attribute_exists(pk) AND ${isAsItWas}`,
              ExpressionAttributeValues: marshall({ ':chased': chased, ...before }),
            },
          },
          ...rememberOnce(registry, tenant, once, odsCode),
          trailWrite(registry, tenant, trail),
        ]);
        return outcome === 'done' ? { ...held, chased } : 'again';
      });
    },
  };
}
