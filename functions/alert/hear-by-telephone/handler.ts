import { limits, operations } from '@registry/contract';
import type { AlertedPractice } from '@registry/domain';
import { boardRow, heardByTelephone, Refusal, stepsOf } from '@registry/domain';
import { json, onceOf, route, serve } from '@registry/http';
import { createAlertStore, createOutageStore, createProfileStore } from '@registry/storage';

/** `POST /outages/{id}/practices/{odsCode}/answer`: what a practice said by telephone. */
export const handler = serve([
  route(operations.hearByTelephone, async (request) => {
    const { caller, scope, path, body, now, header, routeKey } = request;
    const { tenant } = caller;
    const { id, odsCode } = path;
    const database = scope.access.tenant(tenant);
    const outage = await createOutageStore(database).require(tenant, id);
    const practice = await createAlertStore(database).addAnswer(tenant, {
      outage,
      odsCode,
      decide: (held) => {
        requireRoom(held);
        return heardByTelephone(body, outage, now);
      },
      trail: scope.trail('answer heard by telephone', { odsCodes: [odsCode], outage: id }),
      once: onceOf(header('idempotency-key'), [routeKey, path, body], now),
    });
    const { profile } = await createProfileStore(database).read(tenant);
    const { ringAfter } = stepsOf(profile, outage.severity);
    return json(boardRow(practice, { outage, ringAfter, now }), 201);
  }),
]);

/** Throws `too-many-answers` where no more fit beside those by link. */
function requireRoom({ odsCode, replies }: AlertedPractice): void {
  const heard = replies.filter(({ heardBy }) => heardBy !== undefined).length;
  if (heard < limits.answersByTelephone) return;
  throw new Refusal(
    'too-many-answers',
    `${limits.answersByTelephone} answers of ${odsCode} by telephone are kept already: say the rest in a note of the outage`,
  );
}
