import type { Declaration, Desk } from '@registry/domain';
import { declared, newlyAlerted, OutageId, toConfirm } from '@registry/domain';
import type { Scope } from '@registry/tenancy';
import { exposedTo } from '@registry/tenancy';
import type { Gathered } from './gathered.ts';
import { hitAmong, profileOf, recordsOf } from './gathered.ts';

/** Of an outage that is not declared. */
const NO_ID = OutageId.parse('0'.repeat(26));

/** Gathers what declaring would send. Throws as declaring does, but for what is to be confirmed. */
export async function gatherDeclaration(
  caller: Desk,
  scope: Scope,
  declaration: Declaration,
  now: Date,
): Promise<Gathered> {
  const { tenant } = caller;
  const exposed = await exposedTo(caller, scope, declaration, now);
  const { practices, products, icbName, rosters, totals, catalogue, unavailable } = exposed;
  const { outage, update } = declared({ ...declaration, products }, practices, {
    icb: tenant,
    icbName,
    id: NO_ID,
    now,
  });
  const hit = hitAmong(practices);
  const [records, profile] = await Promise.all([
    recordsOf(
      caller,
      scope,
      hit.map(({ row }) => row.odsCode),
    ),
    profileOf(caller, scope),
  ]);
  const names = new Map(rosters.map(({ icb, name }) => [icb, name]));
  return {
    concerned: hit.map((each) => {
      const record = records.get(each.row.odsCode);
      const copy = { ...outage, icb: each.icb, icbName: names.get(each.icb) ?? each.icb };
      return { practice: newlyAlerted(each, record), outage: copy, profile, record };
    }),
    totals,
    confirmPractices: toConfirm(declaration, totals.hit),
    update,
    notes: [],
    catalogue,
    unavailable,
  };
}
