import { ulid } from 'ulid';
import { catalogue } from '@registry/catalogue';
import type { Caller, NewUpdate, Outage, OutageId } from '@registry/domain';
import { assessOutage, assessRosters, inScope, Refusal, updated } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, onceOf, rostersInScope } from '@registry/http';
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

async function exposedBy({ caller, access, now }: Updating, outage: Outage) {
  const rosters = await rostersInScope(caller, access, undefined, cache);
  // An ICB in the scope of a national outage may have been dissolved since.
  const scope = rosters.filter(({ icb }) => outage.icbs?.includes(icb) ?? true);
  const all = assessRosters(scope, assessOutage(catalogue, outage.products, now));
  const here = new Set<string>(all.map(({ row }) => row.odsCode));
  return inScope(
    all,
    outage.practices?.filter((odsCode) => here.has(odsCode)),
  );
}
