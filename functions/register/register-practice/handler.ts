import { operations } from '@registry/contract';
import { registered, viewPractice } from '@registry/domain';
import { etag, json, requireMatch, route, serve } from '@registry/http';
import { checkProducts } from './check-products.ts';

/**
 * `PUT /practices/{odsCode}`: what a practice declares of itself, or its ICB supplies; each
 * replaces only its own word. Record, roster and trail change in one transaction.
 */
export const handler = serve([
  route(
    operations.registerPractice,
    async ({ caller, scope, path: { odsCode }, body, header, now }) => {
      const { tenant, records } = await scope.practice(odsCode);
      checkProducts(body, await scope.catalogue());
      const at = now.toISOString();
      const record = await records.change(tenant, odsCode, (held) => {
        requireMatch(header('if-match'), held.version);
        const act = caller.role === 'practice' ? 'record declared' : 'record supplied';
        return {
          record: registered(held, caller.role, body, at),
          trail: scope.trail(act, { odsCodes: [odsCode] }),
        };
      });
      return json(viewPractice(record), 200, { etag: etag(record.version) });
    },
  ),
]);
