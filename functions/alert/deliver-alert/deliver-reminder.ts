import type { ReminderMessage } from '@registry/domain';
import { promiseDue, reminderText, tenantOfItem, whoHearsOf } from '@registry/domain';
import { PermanentFailure } from '@registry/messaging';
import type { Delivering } from './delivering.ts';
import type { Stories } from './gather.ts';
import { LEASE_MS } from './lease.ts';
import { kindOf, NotTaken } from './not-taken.ts';

/**
 * Texts somebody at an ICB what practices were promised, once; a promise that was kept meanwhile
 * needs no reminder. Gives what became of it, or until when another run has claimed it. Throws
 * `NotTaken` where the provider takes none.
 */
export async function deliverReminder(
  delivering: Delivering,
  stories: Stories,
  { icb, outage: id, update, remind }: ReminderMessage,
): Promise<string | { claimedUntil: string }> {
  const { reminders, sender, now } = delivering;
  const tenant = tenantOfItem(icb);
  const { outage, profile, catalogue } = await stories(tenant, id);
  const due = outage && promiseDue(outage, now());
  if (!due || due.update !== update || due.remind !== remind) return 'not wanted';
  const who = whoHearsOf(profile, remind);
  if (!who) return 'nobody on call';
  const names = new Map<string, string>(catalogue.products.map(({ id: of, name }) => [of, name]));
  const claimed = await reminders.claim(tenant, id, {
    update,
    remind,
    now: now().toISOString(),
    leaseUntil: new Date(now().getTime() + LEASE_MS).toISOString(),
  });
  if (claimed === 'done-before') return 'done before';
  if (claimed !== 'claimed') return claimed;
  const text = reminderText(outage, remind, (product) => names.get(product) ?? product);
  try {
    await sender.sms(who.mobile, text);
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw new NotTaken(kindOf(error));
  }
  await reminders.record(tenant, id, { update, remind, at: now().toISOString() });
  return 'reminded';
}
