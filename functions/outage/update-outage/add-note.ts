import { ulid } from 'ulid';
import type { Caller, OutageId, OutageNote } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, onceOf } from '@registry/http';
import { createOutageStore } from '@registry/storage';

type Noting = Request<
  { id: OutageId },
  undefined,
  unknown,
  Extract<Caller, { role: 'icb' | 'national' }>
>;

/** Adds an action taken or a statement by others to an outage of the caller's own. */
export async function addNote(request: Noting, said: Omit<OutageNote, 'at'>): Promise<Answer> {
  const { caller, access, path, now, header, body, routeKey } = request;
  const note = { ...said, at: now.toISOString() };
  await createOutageStore(access.tenant(caller.tenant)).addNote(
    caller.tenant,
    path.id,
    note,
    {
      at: note.at,
      id: ulid(now.getTime()),
      by: { role: caller.role, org: caller.tenant, subject: caller.subject },
      act: `${note.kind} noted`,
      outage: path.id,
    },
    onceOf(header('idempotency-key'), [routeKey, path, body], now),
  );
  return json(note, 201);
}
