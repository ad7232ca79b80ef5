import { catalogue as national } from '@registry/catalogue';
import type { Catalogue, Outage, OutageUpdate, Roster, Totals } from '@registry/domain';
import { countTotals, isPrivate, practicesNow, seenFromOutside } from '@registry/domain';

/**
 * What partners are told of one update in one ICB: no contacts, no links, and nothing that never
 * leaves the ICB.
 */
export interface Announcement {
  icb: Outage['icb'];
  outage: Outage['id'];
  update: number;
  title: string;
  exercise: boolean;
  status: Outage['status'];
  products: readonly string[];
  /** Absent when which practices are hit would tell what protects or connects them. */
  totals?: Totals;
  practices?: readonly string[];
}

/**
 * What partners are told of an update: exposure as somebody outside the ICB may see it. Of an
 * outage of the ICB's own products, or of what protects and connects its practices, no product,
 * count or practice is named.
 */
export function announcement(
  outage: Outage,
  update: OutageUpdate,
  { roster, catalogue }: { roster: Roster | undefined; catalogue: Catalogue },
  now: Date,
): Announcement {
  const { icb, id, title, exercise, products } = outage;
  const isHidden = (product: string) =>
    catalogue.products.some((each) => each.id === product && isPrivate(each));
  const shown = products.filter((product) => !isHidden(product));
  const told = { icb, outage: id, update: update.number, title, exercise, status: update.status };
  if (!roster || shown.length < products.length) return { ...told, products: shown };
  const practices = practicesNow([seenFromOutside(roster)], national, outage, now);
  const hit = practices.filter(({ assessment }) => assessment.state === 'hit');
  return {
    ...told,
    products: shown,
    totals: countTotals(practices),
    practices: hit.map(({ row }) => row.name),
  };
}
