import type { Caller, Desk, IcbCode, IcbEntry, Roster } from '@registry/domain';
import { Refusal, seenFromOutside, tenantsInScope } from '@registry/domain';
import type { Database, RosterCache } from '@registry/storage';
import { createPointerStore, createRosterStore } from '@registry/storage';
import type { Access } from './access.ts';

/** Rosters that a caller may see, and the ICBs in scope whose roster cannot be read. */
export interface ScopedRosters {
  rosters: Roster[];
  unavailable: { icb: IcbCode; name: string }[];
}

/** Through what rosters are read, and who is told of one that cannot be. */
interface Reading {
  access: Access;
  cache: RosterCache;
  log: { error: (message: string, more: { icb: IcbCode }) => void };
}

/**
 * The rosters that a caller may see, of the ICBs asked about: an ICB its own; NHS England any, or
 * all when none is named, without what never leaves an ICB. A roster that cannot be read is named,
 * logged (which raises an alarm) and left out. Throws `not-found` for an ICB that is not there or
 * not the caller's to see, `roster-unreadable` when no roster asked about can be read, and
 * `forbidden` for a practice.
 */
export async function rostersInScope(
  caller: Caller,
  asked: readonly IcbCode[] | undefined,
  { access, cache, log }: Reading,
): Promise<ScopedRosters> {
  if (caller.role === 'practice') {
    throw new Refusal('forbidden', 'A practice sees its own record, and no other practice');
  }
  const own = caller.role === 'icb';
  const database = own ? access.tenant(caller.tenant) : access.national();
  const store = createRosterStore(database, cache);
  const isAsked = (icb: IcbCode) => (own ? icb === caller.tenant : (asked?.includes(icb) ?? true));
  const [icbs, held] = await Promise.all([
    own ? [{ code: caller.tenant, name: caller.tenant }] : currentIcbs(database),
    store.readHeld(isAsked),
  ]);
  const tenants = tenantsAsked(caller, asked, icbs);
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

function tenantsAsked(
  caller: Desk,
  asked: readonly IcbCode[] | undefined,
  icbs: readonly { code: IcbCode }[],
) {
  const visible = icbs.map(({ code }) => code);
  if (!asked) return tenantsInScope(caller, visible, undefined);
  return asked.flatMap((code) => tenantsInScope(caller, visible, code));
}

async function currentIcbs(database: Database): Promise<IcbEntry[]> {
  const icbs = await createPointerStore(database).readIcbs();
  return icbs.filter(({ dissolved }) => !dissolved);
}

function unreadableAll(icbs: readonly IcbCode[]): Refusal {
  return new Refusal(
    'roster-unreadable',
    `The roster of ${icbs.join(', ')} cannot be read. Nothing recorded is lost: NHS England’s registry rebuild-roster makes it again from the records`,
  );
}
