import { ulid } from 'ulid';
import type { DeclareAnswer } from '@registry/contract';
import type { AssessedPractice, Desk, NewDeclaration, Outage } from '@registry/domain';
import {
  channelsFor,
  declared,
  openBeside,
  OutageId,
  requireConfirmation,
  requireRepeatConfirmed,
  toConfirm,
  toldAmong,
  withNationalWords,
} from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, onceOf } from '@registry/http';
import { createOutageStore } from '@registry/storage';
import { exposedTo, openNationally } from '@registry/tenancy';

type Declaring = Request<undefined, undefined, NewDeclaration, Desk>;

/**
 * Declares an outage in the caller's own tenant, and says whom it reaches. The same key again gives
 * the outage declared under it.
 */
export async function declareOutage(request: Declaring): Promise<Answer> {
  const { caller, body, scope, now, header } = request;
  const { tenant } = caller;
  const once = onceOf(header('idempotency-key'), body, now);
  const outages = createOutageStore(scope.access.tenant(tenant));
  const [{ practices, products, icbName }, open, sending] = await Promise.all([
    exposedTo(caller, scope, body, now),
    openNationally(caller, scope, body.products),
    scope.sending(),
  ]);
  const told = toldAmong(body, practices).map(({ row }) => row.odsCode);
  const repeats = await outages.countRepeats(tenant, body.notify, told, now);
  const before = await outages.declaredBefore(tenant, once);
  const beside = { nationally: openBeside(body, open), sending };
  if (before) return answer(before, body, practices, beside, 200);

  requireConfirmation(body.confirmPractices, toConfirm(body, [], told.length));
  requireRepeatConfirmed(body.confirmRepeat, repeats);
  const id = OutageId.parse(ulid(now.getTime()));
  const declaration = { ...withNationalWords(body, open), products };
  const change = declared(declaration, practices, { icb: tenant, icbName, id, now });
  const trail = scope.trail('outage declared', { outage: id });
  const outage = await outages.declare(tenant, { ...change, trail }, once);
  return answer(outage, body, practices, beside, outage.id === id ? 201 : 200);
}

function answer(
  outage: Outage,
  { notify }: NewDeclaration,
  practices: readonly AssessedPractice[],
  beside: Pick<DeclareAnswer, 'nationally' | 'sending'>,
  status: 200 | 201,
): Answer {
  const concerned = toldAmong(outage, practices);
  const told = (channel: 'sms' | 'email') =>
    concerned.filter(({ row }) => channelsFor(notify, row.reachable).includes(channel)).length;
  const body: DeclareAnswer = {
    outage,
    totals: outage.totals,
    board: `/outages/${outage.id}/practices`,
    alerts: {
      sms: told('sms'),
      email: told('email'),
      unreachable: concerned.filter(({ row }) => row.reachable.length === 0).length,
    },
    ...beside,
  };
  return json(body, status, { location: `/outages/${outage.id}` });
}
