import type { PreviewAnswer, PreviewBody } from '@registry/contract';
import { operations } from '@registry/contract';
import type { Desk } from '@registry/domain';
import { previewOf } from '@registry/domain';
import type { Request } from '@registry/http';
import { json, route, serve } from '@registry/http';
import { gatherDeclaration } from './gather-declaration.ts';
import type { Gathered } from './gathered.ts';
import { gatherUpdate } from './gather-update.ts';
import { settingsIn } from './settings.ts';

/**
 * `POST /outages/preview`: all that a declaration or an update would do, of which nothing is done.
 */
export const handler = serve([
  route(operations.previewOutage, async (request) => {
    const [{ unavailable, nationally = [], ...gathered }, sending] = await Promise.all([
      gather(request),
      request.scope.sending(),
    ]);
    const answer: PreviewAnswer = {
      ...previewOf({
        ...gathered,
        national: request.caller.role === 'national',
        settings: settingsIn(process.env),
        now: request.now,
      }),
      unavailable,
      nationally,
      sending,
    };
    return json(answer);
  }),
]);

function gather(request: Request<undefined, undefined, PreviewBody, Desk>): Promise<Gathered> {
  const { caller, scope, body, now } = request;
  if (!('outage' in body)) return gatherDeclaration(caller, scope, body, now);
  return gatherUpdate(caller, scope, body, now);
}
