import { operations } from '@registry/contract';
import { Refusal, viewPractice, withUndelivered } from '@registry/domain';
import { etag, json, route, serve } from '@registry/http';
import { addressKeyOf, createFlagStore } from '@registry/storage';

/** `GET /practices/{odsCode}`: the record, to the practice itself and its ICB. */
export const handler = serve([
  route(operations.readPractice, async ({ caller, scope, path: { odsCode } }) => {
    const { tenant, database, records } = await scope.practice(odsCode);
    const [record, flags] = await Promise.all([
      records.read(tenant, odsCode),
      // A practice's own role reads nothing of what was sent.
      caller.role === 'icb'
        ? createFlagStore(database).list(tenant, { first: odsCode, last: odsCode })
        : undefined,
    ]);
    if (!record) throw new Refusal('not-found', `There is no practice ${odsCode} here`);
    const view = viewPractice(record);
    const keyOf = (address: string) => addressKeyOf(tenant, odsCode, address);
    const seen = flags ? withUndelivered(view, flags, keyOf) : view;
    return json(seen, 200, { etag: etag(record.version) });
  }),
]);
