import { limits } from '@registry/contract';
import type { RunningRegister } from '../set-up/register.ts';

/** Layers of products, each needing the one before: as deep as an ICB may build. */
const LAYERS = limits.ownDepth;
const IN_LAYER = limits.ownProducts / LAYERS;
/** Roles that the last layer brings down at every practice, by chains through all the others. */
const roles = [
  'telephony',
  'document-management',
  'pathology',
  'referrals',
  'patient-messaging',
] as const;
/** Dependencies of each product of the second layer and of the others: 600 with all else. */
const EACH = [18, 10] as const;

const effect = 'unavailable' as const;

/** The worst catalogue of its own that an ICB may have: all of it comes down with EMIS Web. */
function worstCatalogue(icb: string) {
  return Array.from({ length: LAYERS * IN_LAYER }, (_, index) => {
    const [layer, nth] = [Math.floor(index / IN_LAYER), index % IN_LAYER];
    const id = idOf(icb, layer, nth);
    const role = layer === LAYERS - 1 ? roles[nth] : undefined;
    const dependencies = needsOf(icb, layer).map((needs) => ({ needs, effect }));
    return {
      id,
      product: {
        ...empty,
        dependencies: role ? [...dependencies, { from: role, needs: [id], effect }] : dependencies,
      },
    };
  });
}

/** Gives an ICB the worst catalogue. */
export async function putWorstCatalogue(
  { as }: Pick<RunningRegister, 'as'>,
  icb: string,
): Promise<void> {
  const client = as({ role: 'icb', org: icb });
  for (const { id, product } of worstCatalogue(icb)) await client.putProduct(id, product);
}

/** Takes every dependency of the worst catalogue away again: the products themselves stay. */
export async function emptyCatalogue(
  { as }: Pick<RunningRegister, 'as'>,
  icb: string,
): Promise<void> {
  const client = as({ role: 'icb', org: icb });
  for (const { id } of worstCatalogue(icb)) await client.putProduct(id, empty);
}

const empty = { name: 'Product', supplier: 'Fictional', roles: [], dependencies: [], advice: [] };

function idOf(icb: string, layer: number, nth: number): string {
  return `${icb.toLowerCase()}.layer-${layer}-product-${nth}`;
}

/** What a product of that layer needs, each time something else: any of some of the layer below. */
function needsOf(icb: string, layer: number): string[][] {
  const [second, others] = EACH;
  if (layer === 0) return [['clinical-system']];
  const below = Array.from({ length: IN_LAYER }, (_, nth) => idOf(icb, layer - 1, nth));
  const some = Array.from({ length: 2 ** IN_LAYER - 1 }, (_, index) =>
    below.filter((_id, nth) => ((index + 1) >> nth) % 2 === 1),
  );
  return some.toReversed().slice(0, layer === 1 ? second : others);
}
