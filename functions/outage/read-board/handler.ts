import { operations } from '@registry/contract';
import { board, countedBoard, withAnswersElsewhere } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import { createAlertStore, createOutageStore } from '@registry/storage';
import { answersElsewhere } from './answers-elsewhere.ts';
import { countedIn } from './counted-in.ts';
import { practicesIfReadable, thenAndNow } from './then-and-now.ts';

/**
 * `GET /outages/{id}/practices`: the live board of an outage; of a national one NHS England has the
 * counts.
 */
export const handler = serve([
  route(operations.readBoard, async ({ caller, path: { id }, scope, now }) => {
    const { tenant, role } = caller;
    const database = scope.access.tenant(tenant);
    const outage = await createOutageStore(database).require(tenant, id);
    const practices = await practicesIfReadable(scope, outage, now);
    const exposure = await thenAndNow(tenant, scope, outage, practices, now);
    if (role === 'national') {
      const says = await countedIn(caller, scope, outage);
      return json(countedBoard(outage, practices?.practices, says, exposure));
    }
    const [own, elsewhere] = await Promise.all([
      createAlertStore(database).readPractices(tenant, id),
      answersElsewhere(database, tenant, outage),
    ]);
    return json(board(outage, withAnswersElsewhere(own, elsewhere), exposure));
  }),
]);
