import { operations } from '@registry/contract';
import { viewPractice } from '@registry/domain';
import { etag, json, onceOf, requireMatch, route, serve } from '@registry/http';

/** `POST /practices/{odsCode}/confirmation`: "still right", by the practice or its ICB. */
export const handler = serve([
  route(operations.confirmPractice, async ({ caller, scope, path: { odsCode }, header, now }) => {
    const { tenant, records } = await scope.practice(odsCode);
    const trail = scope.trail('record confirmed', { odsCodes: [odsCode] });
    const { role, org } = trail.by;
    const record = await records.change(
      tenant,
      odsCode,
      (held) => {
        requireMatch(header('if-match'), held.version);
        const confirmed = { at: trail.at, by: caller.role };
        return { record: { ...held, version: held.version + 1, confirmed }, trail };
      },
      onceOf(header('idempotency-key'), [{ role, org }, odsCode], now),
    );
    return json(viewPractice(record), 200, { etag: etag(record.version) });
  }),
]);
