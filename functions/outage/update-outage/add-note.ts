import type { Desk, OutageId, OutageNote } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, onceOf } from '@registry/http';
import { createOutageStore } from '@registry/storage';

type Noting = Request<{ id: OutageId }, undefined, unknown, Desk>;

/** Adds an action taken or a statement by others to an outage of the caller's own. */
export async function addNote(request: Noting, said: Omit<OutageNote, 'at'>): Promise<Answer> {
  const { caller, scope, path, now, header, body, routeKey } = request;
  const { tenant } = caller;
  const note = { ...said, at: now.toISOString() };
  await createOutageStore(scope.access.tenant(tenant)).addNote(
    tenant,
    path.id,
    note,
    scope.trail(`${note.kind} noted`, { outage: path.id }),
    onceOf(header('idempotency-key'), [routeKey, path, body], now),
  );
  return json(note, 201);
}
