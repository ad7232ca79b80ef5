import type { UpdateToPreview, WithdrawalToPreview } from '@registry/contract';
import type {
  AlertedPractice,
  AssessedPractice,
  Desk,
  Notify,
  OdsCode,
  Outage,
  OutageUpdate,
  Tenant,
  Written,
} from '@registry/domain';
import {
  countTotals,
  newlyAlerted,
  practicesNow,
  reopened,
  toConfirm,
  toldAmong,
  toReopen,
  toWithdraw,
  updated,
  withdrawn,
} from '@registry/domain';
import { createAlertStore, createOutageStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';
import type { Gathered } from './gathered.ts';
import { profileOf, recordsOf } from './gathered.ts';

/**
 * Gathers what an update would send: to the practices of the outage, and to those newly hit. Throws
 * as the update itself does.
 */
export async function gatherUpdate(
  caller: Desk,
  scope: Scope,
  asked: UpdateToPreview | WithdrawalToPreview,
  now: Date,
): Promise<Gathered> {
  const { tenant } = caller;
  const { outage: id } = asked;
  const database = scope.access.tenant(tenant);
  const outages = createOutageStore(database);
  const held = await outages.require(tenant, id);
  const [{ notes, updates }, told, catalogue, { rosters, unavailable }, profile] =
    await Promise.all([
      outages.readStory(tenant, id),
      createAlertStore(database).readPractices(tenant, id),
      scope.catalogue(),
      scope.rosters(),
      profileOf(caller, scope),
    ]);
  const exposed = practicesNow(rosters, catalogue, held, now);
  const reached = toldAmong(held, exposed);
  const { written, notify, confirmPractices } = wouldWrite(asked, held, {
    exposed,
    updates,
    told,
    reached: reached.length,
    by: { icb: tenant, now },
  });
  const { outage, update } = written;
  const known = new Set(told.map(({ odsCode }) => odsCode));
  // The end of an outage goes to those who heard of it; NHS England sees no ICB's rows.
  const onlyHeard = update.status === 'resolved' && caller.role === 'icb';
  const hearing = onlyHeard ? told.filter(({ firstSentAt }) => firstSentAt !== undefined) : told;
  const added = onlyHeard ? [] : reached.filter(({ row }) => !known.has(row.odsCode));
  const concerned = [...hearing, ...added.map(({ row }) => row)];
  const codesOf = (practices: readonly { odsCode: OdsCode }[]) =>
    practices.map(({ odsCode }) => odsCode);
  const rows = reached.map(({ row }) => row);
  const [records, repeats] = await Promise.all([
    recordsOf(caller, scope, codesOf(concerned)),
    outages.countRepeats(tenant, notify, codesOf(rows), now),
  ]);
  const copyOf = (practice: AlertedPractice, icb = outage.icb, icbName = outage.icbName) => ({
    practice,
    outage: { ...outage, icb, icbName },
    profile,
    record: records.get(practice.odsCode),
  });
  const names = new Map(rosters.map(({ icb, name }) => [icb, name]));
  return {
    concerned: [
      ...hearing.map((practice) => copyOf(practice)),
      ...added.map((each) =>
        copyOf(newlyAlerted(each, records.get(each.row.odsCode)), each.icb, names.get(each.icb)),
      ),
    ],
    totals: countTotals(exposed),
    confirmPractices,
    repeats,
    update,
    notes,
    catalogue,
    unavailable,
  };
}

/** What would be written, whom it is for, and the number that is to be confirmed. */
function wouldWrite(
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
