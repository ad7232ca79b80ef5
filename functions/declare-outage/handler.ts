import { ulid } from 'ulid';
import { catalogue, knownProducts } from '@registry/catalogue';
import type { Caller, DeclareAnswer } from '@registry/domain';
import {
  assessOutage,
  assessRosters,
  Declaration,
  declared,
  inScope,
  OutageId,
  Refusal,
  tenantsInScope,
} from '@registry/domain';
import type { Access } from '@registry/http';
import { createRoute, json, onceOf, unused } from '@registry/http';
import type { RosterCache } from '@registry/storage';
import { createOutageStore, createPointerStore, createRosterStore } from '@registry/storage';

const cache: RosterCache = new Map();

/** `POST /outages`: declares an outage in the caller's own ICB, or for NHS England in its own, from where it is copied to each ICB in scope. */
export const handler = createRoute(
  { callers: ['icb', 'national'], path: unused, query: unused, body: Declaration },
  async ({ caller, body, access, now, header }) => {
    const products = knownProducts(body.products, catalogue, 'products');
    if (caller.role === 'icb' && body.icbs) {
      throw new Refusal('invalid', 'An ICB declares for itself', [
        { path: 'icbs', message: 'should be left out: only NHS England declares for several ICBs' },
      ]);
    }
    const rosters = await rostersInScope(caller, access, body);
    const assessed = assessRosters(rosters, assessOutage(catalogue, products, now));
    const practices = inScope(assessed, body.practices);
    const at = now.toISOString();
    const { tenant } = caller;
    const id = OutageId.parse(ulid(now.getTime()));
    const icbName = caller.role === 'national' ? 'NHS England' : (rosters[0]?.name ?? tenant);
    const change = declared({ ...body, products }, practices, { icb: tenant, icbName, id, now });
    const by = { role: caller.role, org: tenant, subject: caller.subject };
    const outage = await createOutageStore(access.tenant(tenant)).declare(
      tenant,
      { ...change, trail: { at, id: ulid(), by, act: 'outage declared', outage: id } },
      onceOf(header('idempotency-key'), body, now),
    );
    const hit = practices.filter(({ assessment }) => assessment.state === 'hit');
    const reached = (channel: 'sms' | 'email') =>
      hit.filter(({ row }) => row.reachable.includes(channel)).length;
    const answer: DeclareAnswer = {
      outage,
      totals: outage.totals,
      board: `/outages/${outage.id}/practices`,
      alerts: {
        sms: body.notify === 'all' ? reached('sms') : 0,
        email: body.notify === 'none' ? 0 : reached('email'),
        unreachable: hit.filter(({ row }) => row.reachable.length === 0).length,
      },
    };
    return json(answer, outage.id === id ? 201 : 200, { location: `/outages/${outage.id}` });
  },
);

async function rostersInScope(
  caller: Extract<Caller, { role: 'icb' | 'national' }>,
  access: Access,
  { icbs: asked }: Declaration,
) {
  if (caller.role === 'icb') {
    return createRosterStore(access.tenant(caller.tenant), cache).readAll([caller.tenant]);
  }
  const known = await createPointerStore(access.own).readIcbs();
  const current = known.filter(({ dissolved }) => !dissolved).map(({ code }) => code);
  const tenants = asked
    ? asked.flatMap((code) => tenantsInScope(caller, current, code))
    : tenantsInScope(caller, current, undefined);
  return createRosterStore(access.national(), cache).readAll(tenants);
}
