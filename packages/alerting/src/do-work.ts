import type { RaisingWork } from '@registry/domain';
import { tenantOfItem } from '@registry/domain';
import type { Alerting } from './alerting.ts';
import { raiseOverdue } from './catch-up.ts';
import { copyUpdate } from './copy-update.ts';
import { doDue } from './do-due.ts';
import { raiseUpdate } from './raise-update.ts';
import { redrive } from './redrive.ts';

/**
 * Does one ICB's part of raising updates. Throws when some of it did not go through: it may be done
 * again, from wherever it stopped.
 */
export async function doWork(alerting: Alerting, work: RaisingWork, now: Date): Promise<void> {
  switch (work.act) {
    case 'raise':
      return raiseUpdate(alerting, tenantOfItem(work.icb), work.outage, work.update, now);
    case 'redrive':
      return redrive(alerting, tenantOfItem(work.icb), work.outage);
    case 'copy':
      return copyUpdate(alerting, work.icb, work.outage, work.update, now);
    case 'catch-up':
      return catchUp(alerting, work, now);
  }
}

async function catchUp(
  alerting: Alerting,
  { icb, missing }: Extract<RaisingWork, { act: 'catch-up' }>,
  now: Date,
): Promise<void> {
  const failures: unknown[] = [];
  for (const { outage, update } of missing) {
    await copyUpdate(alerting, icb, outage, update, now).catch((error: unknown) =>
      failures.push(error),
    );
  }
  await raiseOverdue(alerting, tenantOfItem(icb), now, failures);
  await doDue(alerting, tenantOfItem(icb), now, failures);
  if (failures.length > 0) throw new AggregateError(failures, 'Some updates were not raised');
}
