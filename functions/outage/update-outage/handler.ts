import * as z from 'zod';
import { NewAction, NewStatement, NewUpdate, OutageId } from '@registry/domain';
import { createRoute, parsePart, unused } from '@registry/http';
import { addNote } from './add-note.ts';
import { addUpdate } from './add-update.ts';

/** `POST /outages/{id}/updates`, `/actions` and `/statements`: what has changed, what was done, what others say. */
export const handler = createRoute(
  {
    callers: ['icb', 'national'],
    path: z.object({ id: OutageId }),
    query: unused,
    body: z.unknown(),
  },
  (request) => {
    switch (request.routeKey) {
      case 'POST /outages/{id}/actions': {
        const { text } = parsePart(NewAction, request.body, 'body');
        return addNote(request, { kind: 'action', by: request.caller.tenant, text });
      }
      case 'POST /outages/{id}/statements':
        return addNote(request, {
          kind: 'statement',
          ...parsePart(NewStatement, request.body, 'body'),
        });
      default:
        return addUpdate(request, parsePart(NewUpdate, request.body, 'body'));
    }
  },
);
