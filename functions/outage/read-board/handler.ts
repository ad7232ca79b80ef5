import { operations } from '@registry/contract';
import { board, countedBoard, stepsOf, withAnswersElsewhere } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import { createAlertStore, createOutageStore, createProfileStore } from '@registry/storage';
import { answersElsewhere, countedIn } from '@registry/tenancy';
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
    const current = practicesIfReadable(scope, outage, now);
    const exposing = Promise.all([
      thenAndNow(tenant, scope, outage, current, now),
      scope.sending(),
    ]);
    if (role === 'national') {
      const [[exposure, sending], counted] = await Promise.all([
        exposing,
        countedIn(caller, scope, outage),
      ]);
      const says = new Map(counted.flatMap((each) => [...each.says]));
      return json(countedBoard(outage, (await current)?.practices, says, exposure, sending));
    }
    const [[exposure, sending], { profile }, own, elsewhere] = await Promise.all([
      exposing,
      createProfileStore(database).read(tenant),
      createAlertStore(database).readPractices(tenant, id),
      answersElsewhere(database, tenant, outage),
    ]);
    const { ringAfter } = stepsOf(profile, outage.severity);
    const practices = withAnswersElsewhere(own, elsewhere);
    return json(board(outage, practices, exposure, { sending, ringAfter, now }));
  }),
]);
