import type { Reply } from '@registry/domain';
import { recordable, Refusal, usesOf, withUse } from '@registry/domain';
import type { OpenRequest } from '@registry/http';
import type { Gathered } from './gather.ts';

/**
 * Writes into the practice's record that it uses the product: in the practice's own name, with
 * credentials that reach this practice alone, and once for an outage. Throws `invalid` where it has
 * not said that it does, or where no record can say so.
 */
export async function recordUse(
  scopeOf: OpenRequest<unknown, unknown>['scopeOf'],
  { link, sources: { outage, practice, catalogue, now } }: Gathered,
  { uses }: Reply,
): Promise<void> {
  const use = recordable(outage.products, catalogue);
  if (use === undefined)
    throw wrong('should be left out: no record can say what exactly is used, and for what');
  if ((uses ?? usesOf(practice.replies)) !== 'yes')
    throw wrong('should come with or after "uses": "yes"');
  if (practice.replies.some(({ record }) => record === 'yes')) return;
  const { odsCode } = link;
  const scope = scopeOf({ role: 'practice', practice: odsCode, subject: 'reply link' });
  const { tenant, records } = await scope.practice(odsCode);
  const trail = scope.trail('use recorded by reply', { odsCodes: [odsCode], outage: outage.id });
  await records.change(tenant, odsCode, (held) => ({
    record: withUse(held, use, now.toISOString()),
    trail,
  }));
}

function wrong(message: string): Refusal {
  return new Refusal('invalid', 'The record cannot take this', [{ path: 'record', message }]);
}
