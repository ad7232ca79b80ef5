import { operations } from '@registry/contract';
import { Refusal, viewPractice } from '@registry/domain';
import { etag, json, route, serve } from '@registry/http';

/** `GET /practices/{odsCode}`: the record, to the practice itself and its ICB. */
export const handler = serve([
  route(operations.readPractice, async ({ scope, path: { odsCode } }) => {
    const { tenant, records } = await scope.practice(odsCode);
    const record = await records.read(tenant, odsCode);
    if (!record) throw new Refusal('not-found', `There is no practice ${odsCode} here`);
    return json(viewPractice(record), 200, { etag: etag(record.version) });
  }),
]);
