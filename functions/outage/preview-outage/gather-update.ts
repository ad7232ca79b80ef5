import type { UpdateToPreview, WithdrawalToPreview } from '@registry/contract';
import type {
  AlertedPractice,
  AssessedPractice,
  Desk,
  OdsCode,
  OutageUpdate,
} from '@registry/domain';
import { countTotals, newlyAlerted, practicesNow, toldAmong } from '@registry/domain';
import { createAlertStore, createOutageStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';
import type { Gathered } from './gathered.ts';
import { profileOf, recordsOf } from './gathered.ts';
import { wouldWrite } from './would-write.ts';

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
  const { hearing, added } = whoHears(update, caller, told, reached);
  const concerned = [...hearing, ...added.map(({ row }) => row)];
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

/**
 * The practices that an update goes to: those of the outage, and those newly hit. The end of an
 * outage goes to those who heard of it; NHS England sees no ICB's rows.
 */
function whoHears(
  { status }: OutageUpdate,
  { role }: Desk,
  told: readonly AlertedPractice[],
  reached: readonly AssessedPractice[],
): { hearing: readonly AlertedPractice[]; added: readonly AssessedPractice[] } {
  if (status === 'resolved' && role === 'icb') {
    return { hearing: told.filter(({ firstSentAt }) => firstSentAt !== undefined), added: [] };
  }
  const known = new Set(told.map(({ odsCode }) => odsCode));
  return { hearing: told, added: reached.filter(({ row }) => !known.has(row.odsCode)) };
}

function codesOf(practices: readonly { odsCode: OdsCode }[]): OdsCode[] {
  return practices.map(({ odsCode }) => odsCode);
}
