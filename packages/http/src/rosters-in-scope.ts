import type { Logger } from '@aws-lambda-powertools/logger';
import type { Caller, IcbCode, IcbEntry, Roster } from '@registry/domain';
import { Refusal, seenFromOutside, tenantsInScope } from '@registry/domain';
import type { Database, RosterCache } from '@registry/storage';
import { createPointerStore, createRosterStore } from '@registry/storage';
import type { Access } from './access.ts';

/** Rosters that a caller may see, and the ICBs in scope whose roster cannot be read. */
export interface ScopedRosters {
  rosters: Roster[];
  unavailable: { icb: IcbCode; name: string }[];
}

/** Of a request: who asks, and through what. */
interface Asking {
  caller: Extract<Caller, { role: 'icb' | 'national' }>;
  access: Access;
  log: Pick<Logger, 'error'>;
}

/**
 * The rosters that a caller may see, of the ICBs asked about: an ICB its own; NHS England any, or all when none is named,
 * without what never leaves an ICB. Throws `not-found` for an ICB that is not there or not the caller's to see, and
 * `unavailable` when no roster asked about can be read.
 */
export async function rostersInScope(
  { caller, access, log }: Asking,
  asked: readonly IcbCode[] | undefined,
  cache: RosterCache,
): Promise<ScopedRosters> {
  const own = caller.role === 'icb';
  const database = own ? access.tenant(caller.tenant) : access.national();
  const store = createRosterStore(database, cache);
  const isAsked = (icb: IcbCode) => (own ? icb === caller.tenant : (asked?.includes(icb) ?? true));
  const [icbs, held] = await Promise.all([
    own ? [{ code: caller.tenant, name: caller.tenant }] : currentIcbs(database),
    store.readHeld(isAsked),
  ]);
  const visible = icbs.map(({ code }) => code);
  const tenants = asked
    ? asked.flatMap((code) => tenantsInScope(caller, visible, code))
    : tenantsInScope(caller, visible, undefined);
  const { rosters, unreadable } = await store.readAll(tenants, held);
  for (const icb of unreadable) log.error('roster unreadable', { icb });
  if (unreadable.length > 0 && rosters.length === 0) throw unreadableAll(unreadable);
  return {
    rosters: own ? rosters : rosters.map(seenFromOutside),
    unavailable: icbs
      .filter(({ code }) => unreadable.some((icb) => icb === code))
      .map(({ code, name }) => ({ icb: code, name })),
  };
}

async function currentIcbs(database: Database): Promise<IcbEntry[]> {
  const icbs = await createPointerStore(database).readIcbs();
  return icbs.filter(({ dissolved }) => !dissolved);
}

function unreadableAll(icbs: readonly IcbCode[]): Refusal {
  return new Refusal(
    'unavailable',
    `The roster of ${icbs.join(', ')} cannot be read. Nothing recorded is lost: NHS England’s registry rebuild-roster makes it again from the records`,
  );
}
