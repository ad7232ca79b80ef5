import { ulid } from 'ulid';
import type { AssessedPractice, Caller, NewUpdate, Outage, OutageId } from '@registry/domain';
import { practicesNow, Refusal, updated } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { catalogueInScope, json, onceOf, rostersInScope } from '@registry/http';
import type { RosterCache } from '@registry/storage';
import { createOutageStore } from '@registry/storage';

const cache: RosterCache = new Map();

type Updating = Request<
  { id: OutageId },
  undefined,
  unknown,
  Extract<Caller, { role: 'icb' | 'national' }>
>;

/** Adds a numbered update to an outage that the caller leads, with the exposure as it is now. */
export async function addUpdate(request: Updating, update: NewUpdate): Promise<Answer> {
  const { caller, access, path, now, header } = request;
  const { tenant } = caller;
  const outages = createOutageStore(access.tenant(tenant));
  const held = await outages.read(tenant, path.id);
  if (!held) throw new Refusal('not-found', `There is no outage ${path.id} here`);
  const practices = await exposedBy(request, held);
  const by = { role: caller.role, org: tenant, subject: caller.subject };
  const outage = await outages.addUpdate(
    tenant,
    path.id,
    (current) => ({
      ...updated(current, update, practices, { icb: tenant, now }),
      trail: {
        at: now.toISOString(),
        id: ulid(now.getTime()),
        by,
        act: `outage updated: ${update.status}`,
        outage: path.id,
      },
    }),
    onceOf(header('idempotency-key'), [path, update], now),
  );
  return json({ outage }, 201, { location: `/outages/${outage.id}` });
}

async function exposedBy(request: Updating, outage: Outage): Promise<readonly AssessedPractice[]> {
  const { caller, access, now } = request;
  const [catalogue, { rosters }] = await Promise.all([
    catalogueInScope(caller, access),
    rostersInScope(request, undefined, cache),
  ]);
  return practicesNow(rosters, catalogue, outage, now);
}
