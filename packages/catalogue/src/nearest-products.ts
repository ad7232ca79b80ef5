import type { Catalogue, Product, ProductId } from '@registry/domain';
import { distance } from 'fastest-levenshtein';

/** Share of letters that may differ before two spellings are no longer near. */
const near = 0.34;
/** What matching only some words of a name costs, so that the whole name wins. */
const partial = 0.05;

/**
 * Up to three products whose id, name, supplier or published spelling is nearest to what somebody
 * wrote, nearest first; none when nothing is near. For an error that names what was probably meant.
 */
export function nearestProducts(id: string, catalogue: Catalogue): ProductId[] {
  const sought = words(id).join('');
  // One letter is near to every name with a short word in it.
  if (sought.length < 2) return [];
  return catalogue.products
    .map((product) => ({ id: product.id, remoteness: remotenessOf(product, sought) }))
    .filter(({ remoteness }) => remoteness <= near)
    .sort((a, b) => a.remoteness - b.remoteness)
    .slice(0, 3)
    .map((product) => product.id);
}

/**
 * `; the nearest are emis-web, emis-x-bc`, to end an error about an id that does not exist; empty
 * when nothing is near.
 */
export function nearestHint(id: string, catalogue: Catalogue): string {
  const nearest = nearestProducts(id, catalogue);
  return nearest.length > 0 ? `; the nearest are ${nearest.join(', ')}` : '';
}

/** 0 for the same letters, 1 for none in common, over every way to spell a product. */
function remotenessOf(product: Product, sought: string): number {
  const published = Object.values(product.publishedAs ?? {}).flat();
  const spellings = [product.id, product.name, product.supplier, ...published];
  return Math.min(...spellings.flatMap((spelling) => remotenesses(words(spelling), sought)));
}

/** Remoteness of every run of words: `emis` is in EMIS Web, `falcon` in CrowdStrike Falcon. */
function remotenesses(spelling: string[], sought: string): number[] {
  return spelling.flatMap((_, start) =>
    spelling.slice(start).map((_, length) => {
      const run = spelling.slice(start, start + length + 1);
      const letters = run.join('');
      const differing = distance(letters, sought) / Math.max(letters.length, sought.length);
      return run.length === spelling.length ? differing : differing + partial;
    }),
  );
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
