import { operations } from '@registry/contract';
import type {
  AlertedPractice,
  Chased,
  IcbCaller,
  OdsCode,
  OutageId,
  Ringing,
} from '@registry/domain';
import { boardRow, claimed, rung, stepsOf } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, onceOf, route, serve } from '@registry/http';
import { createChaseStore, createOutageStore, createProfileStore } from '@registry/storage';

type Asking = Request<{ id: OutageId; odsCode: OdsCode }, undefined, Ringing, IcbCaller>;
type Decide = (held: AlertedPractice, ringing: Ringing, now: Date) => Chased;

/** `POST …/claim` and `POST …/rung` of a practice in an outage: who rings it, so that one does. */
export const handler = serve([
  route(operations.claimPractice, (request) => chase(request, 'practice claimed', claimed)),
  route(operations.practiceRung, (request) => chase(request, 'practice rung in vain', rung)),
]);

async function chase(request: Asking, act: string, decide: Decide): Promise<Answer> {
  const { caller, scope, path, body, now, header, routeKey } = request;
  const { tenant } = caller;
  const { id, odsCode } = path;
  const database = scope.access.tenant(tenant);
  const [outage, { profile }] = await Promise.all([
    createOutageStore(database).require(tenant, id),
    createProfileStore(database).read(tenant),
  ]);
  const practice = await createChaseStore(database).chase(tenant, {
    outage: id,
    odsCode,
    decide: (held) => decide(held, body, now),
    trail: scope.trail(act, { odsCodes: [odsCode], outage: id }),
    once: onceOf(header('idempotency-key'), [routeKey, path, body], now),
  });
  const { ringAfter } = stepsOf(profile, outage.severity);
  return json(boardRow(practice, { outage, ringAfter, now }), 201);
}
