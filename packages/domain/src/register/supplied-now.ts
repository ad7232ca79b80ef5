import { productsByRole } from './products-by-role.ts';
import type { RecordBody, Statement } from './record.ts';

/**
 * What an author who has changed one thing says of a practice from `at` on, after what they said
 * before: roles filled as before keep the time when that was first said, so that an ICB that
 * assigns a firewall does not make its old word on the clinical system look new.
 */
export function suppliedNow(
  body: RecordBody,
  at: string,
  before: Statement | undefined,
): Statement {
  const is = productsByRole(body.systems);
  const was = productsByRole(before?.systems ?? []);
  const kept = [...is].flatMap(([role, products]) => {
    const same =
      was.has(role) && [...products].sort().join() === [...(was.get(role) ?? [])].sort().join();
    return before && same ? [[role, before.since?.[role] ?? before.at] as const] : [];
  });
  return { ...body, at, ...(kept.length > 0 && { since: Object.fromEntries(kept) }) };
}
