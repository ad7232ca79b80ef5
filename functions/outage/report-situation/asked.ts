import type { OutageId } from '@registry/domain';
import { Refusal } from '@registry/domain';
import type { Scope, ScopedRosters } from '@registry/tenancy';

/** Of which outage a report is asked for, when, and within what. */
export interface Asked {
  scope: Scope;
  id: OutageId;
  now: Date;
}

/** The rosters in scope; undefined while none can be read: what practices said is still there. */
export async function rostersIfReadable(scope: Scope): Promise<ScopedRosters | undefined> {
  try {
    return await scope.rosters();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'roster-unreadable') return undefined;
    throw error;
  }
}
