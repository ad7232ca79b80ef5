import type { UpdateToPreview } from '@registry/contract';
import type { AlertedPractice, Desk, OdsCode } from '@registry/domain';
import {
  countTotals,
  newlyAlerted,
  practicesNow,
  reopened,
  toConfirm,
  toldAmong,
  toReopen,
  updated,
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
  { outage: id, update: body }: UpdateToPreview,
  now: Date,
): Promise<Gathered> {
  const { tenant } = caller;
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
  const isReopening = held.status === 'resolved' && body.status === 'open';
  const advance = isReopening ? reopened : updated;
  const { outage, update } = advance(held, body, exposed, { icb: tenant, now });
  const known = new Set(told.map(({ odsCode }) => odsCode));
  const reached = toldAmong(held, exposed);
  const added = reached.filter(({ row }) => !known.has(row.odsCode));
  const concerned = [...told, ...added.map(({ row }) => row)];
  const confirmPractices = isReopening
    ? toReopen(body, reached.length)
    : toConfirm({ ...body, include: held.include }, updates, reached.length);
  const codesOf = (practices: readonly { odsCode: OdsCode }[]) =>
    practices.map(({ odsCode }) => odsCode);
  const rows = reached.map(({ row }) => row);
  const [records, repeats] = await Promise.all([
    recordsOf(caller, scope, codesOf(concerned)),
    outages.countRepeats(tenant, body.notify, codesOf(rows), now),
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
      ...told.map((practice) => copyOf(practice)),
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
