import { ulid } from 'ulid';
import { knownProducts } from '@registry/catalogue';
import type {
  AssessedPractice,
  Caller,
  Declaration,
  DeclareAnswer,
  Outage,
} from '@registry/domain';
import {
  assessOutage,
  assessRosters,
  declared,
  inScope,
  OutageId,
  practicesIn,
  Refusal,
} from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { catalogueInScope, json, onceOf, rostersInScope } from '@registry/http';
import type { RosterCache } from '@registry/storage';
import { createOutageStore } from '@registry/storage';

type Desk = Extract<Caller, { role: 'icb' | 'national' }>;
type Declaring = Request<undefined, undefined, Declaration, Desk>;

const cache: RosterCache = new Map();

/** Declares an outage in the caller's own tenant, and says whom it reaches. The same key again gives the outage declared under it. */
export async function declareOutage(request: Declaring): Promise<Answer> {
  const { caller, body, access, now, header } = request;
  const { tenant } = caller;
  if (caller.role === 'icb' && body.icbs) {
    throw new Refusal('invalid', 'An ICB declares for itself', [
      { path: 'icbs', message: 'should be left out: only NHS England declares for several ICBs' },
    ]);
  }
  const once = onceOf(header('idempotency-key'), body, now);
  const outages = createOutageStore(access.tenant(tenant));
  const [catalogue, { rosters }] = await Promise.all([
    catalogueInScope(caller, access),
    rostersInScope(request, body.icbs, cache),
  ]);
  const products = knownProducts(body.products, catalogue, 'products', tenant);
  const assess = assessOutage(catalogue, { ...body, products }, now);
  const practices = inScope(practicesIn(assessRosters(rosters, assess)), body.practices);
  const before = await outages.declaredBefore(tenant, once);
  if (before) return answer(before, body, practices, 200);

  const at = now.toISOString();
  const id = OutageId.parse(ulid(now.getTime()));
  const icbName = caller.role === 'national' ? 'NHS England' : (rosters[0]?.name ?? tenant);
  const change = declared({ ...body, products }, practices, { icb: tenant, icbName, id, now });
  const by = { role: caller.role, org: tenant, subject: caller.subject };
  const trail = { at, id: ulid(), by, act: 'outage declared', outage: id };
  const outage = await outages.declare(tenant, { ...change, trail }, once);
  return answer(outage, body, practices, outage.id === id ? 201 : 200);
}

function answer(
  outage: Outage,
  { notify }: Declaration,
  practices: readonly AssessedPractice[],
  status: 200 | 201,
): Answer {
  const hit = practices.filter(({ assessment }) => assessment.state === 'hit');
  const reached = (channel: 'sms' | 'email') =>
    hit.filter(({ row }) => row.reachable.includes(channel)).length;
  const body: DeclareAnswer = {
    outage,
    totals: outage.totals,
    board: `/outages/${outage.id}/practices`,
    alerts: {
      sms: notify === 'all' ? reached('sms') : 0,
      email: notify === 'none' ? 0 : reached('email'),
      unreachable: hit.filter(({ row }) => row.reachable.length === 0).length,
    },
  };
  return json(body, status, { location: `/outages/${outage.id}` });
}
