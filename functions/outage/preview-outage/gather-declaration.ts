import type { Desk, NewDeclaration } from '@registry/domain';
import {
  declared,
  newlyAlerted,
  openBeside,
  OutageId,
  toConfirm,
  toldAmong,
  withNationalWords,
} from '@registry/domain';
import { createOutageStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';
import { exposedTo, openNationally } from '@registry/tenancy';
import type { Gathered } from './gathered.ts';
import { profileOf, recordsOf } from './gathered.ts';

/** Of an outage that is not declared. */
const NO_ID = OutageId.parse('0'.repeat(26));

/** Gathers what declaring would send. Throws as declaring does, but for what is to be confirmed. */
export async function gatherDeclaration(
  caller: Desk,
  scope: Scope,
  body: NewDeclaration,
  now: Date,
): Promise<Gathered> {
  const { tenant } = caller;
  const [exposed, open] = await Promise.all([
    exposedTo(caller, scope, body, now),
    openNationally(caller, scope, body.products),
  ]);
  const declaration = withNationalWords(body, open);
  const { practices, products, icbName, rosters, totals, catalogue, unavailable } = exposed;
  const { outage, update } = declared({ ...declaration, products }, practices, {
    icb: tenant,
    icbName,
    id: NO_ID,
    now,
  });
  const told = toldAmong(outage, practices);
  const codes = told.map(({ row }) => row.odsCode);
  const outages = createOutageStore(scope.access.tenant(tenant));
  const [records, profile, repeats] = await Promise.all([
    recordsOf(caller, scope, codes),
    profileOf(caller, scope),
    outages.countRepeats(tenant, declaration.notify, codes, now),
  ]);
  const names = new Map(rosters.map(({ icb, name }) => [icb, name]));
  return {
    concerned: told.map((each) => {
      const record = records.get(each.row.odsCode);
      const copy = { ...outage, icb: each.icb, icbName: names.get(each.icb) ?? each.icb };
      return { practice: newlyAlerted(each, record), outage: copy, profile, record };
    }),
    totals,
    confirmPractices: toConfirm(declaration, [], told.length),
    repeats,
    update,
    notes: [],
    catalogue,
    unavailable,
    nationally: openBeside(body, open),
  };
}
