import type { UpdateToPreview, WithdrawalToPreview } from '@registry/contract';
import type {
  AlertedPractice,
  AssessedPractice,
  Notify,
  Outage,
  OutageUpdate,
  Tenant,
  Written,
} from '@registry/domain';
import { reopened, toConfirm, toReopen, toWithdraw, updated, withdrawn } from '@registry/domain';

/**
 * What would be written, whom it is for, and the number that is to be confirmed. Throws as writing
 * it does.
 */
export function wouldWrite(
  asked: UpdateToPreview | WithdrawalToPreview,
  held: Outage,
  {
    exposed,
    updates,
    told,
    reached,
    by,
  }: {
    exposed: readonly AssessedPractice[];
    updates: readonly OutageUpdate[];
    told: readonly AlertedPractice[];
    reached: number;
    by: { icb: Tenant; now: Date };
  },
): { written: Written; notify: Notify; confirmPractices: number | undefined } {
  if ('withdrawal' in asked) {
    const { notify } = asked.withdrawal;
    const heard = told.filter(({ firstSentAt }) => firstSentAt !== undefined).length;
    const confirmPractices = toWithdraw(asked.withdrawal, heard);
    return { written: withdrawn(held, asked.withdrawal, exposed, by), notify, confirmPractices };
  }
  const { update } = asked;
  const { notify } = update;
  if (held.status === 'resolved' && update.status === 'open') {
    const confirmPractices = toReopen(update, reached);
    return { written: reopened(held, update, exposed, by), notify, confirmPractices };
  }
  const confirmPractices = toConfirm({ ...update, include: held.include }, updates, reached);
  return { written: updated(held, update, exposed, by), notify, confirmPractices };
}
