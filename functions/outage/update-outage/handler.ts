import { operations } from '@registry/contract';
import { route, serve } from '@registry/http';
import { addNote } from './add-note.ts';
import { holdOutage } from './hold-outage.ts';
import { addUpdate, reopenOutage, withdrawOutage } from './add-update.ts';

/**
 * `POST /outages/{id}/updates`, `/reopen`, `/withdraw`, `/actions` and `/statements`: what has
 * changed, what was done, what others say.
 */
export const handler = serve([
  route(operations.addUpdate, addUpdate),
  route(operations.reopenOutage, reopenOutage),
  route(operations.withdrawOutage, withdrawOutage),
  route(operations.holdOutage, holdOutage),
  route(operations.addAction, (request) =>
    addNote(request, { kind: 'action', by: request.caller.tenant, text: request.body.text }),
  ),
  route(operations.addStatement, (request) =>
    addNote(request, { kind: 'statement', ...request.body }),
  ),
]);
