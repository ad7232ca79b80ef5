import type { OutageId, Tenant } from '@registry/domain';
import { mayExpire, withoutPeople } from '@registry/domain';
import type { Alerting } from './alerting.ts';

/** Milliseconds after which an outage that is held for the law is looked at again: thirty days. */
const HELD_MS = 30 * 24 * 3600_000;

/**
 * Takes out of an outage that is long over what is personal: the deliveries with their words, and
 * who said what; what practices said is kept without. Gives when to look again where it is held.
 */
export async function expire(
  { outages, alerts, expiry }: Alerting,
  tenant: Tenant,
  id: OutageId,
  now: Date,
): Promise<Date | undefined> {
  const outage = await outages.read(tenant, id);
  if (!outage || !mayExpire(outage, now)) return undefined;
  if (outage.hold) return new Date(now.getTime() + HELD_MS);
  await expiry.removeDeliveries(tenant, id);
  for (const practice of await alerts.readPractices(tenant, id))
    await expiry.replacePractice(tenant, id, withoutPeople(practice));
  return undefined;
}
