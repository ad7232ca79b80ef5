import { nearestHint } from '@registry/catalogue';
import type { Catalogue, Registration } from '@registry/domain';
import { Refusal } from '@registry/domain';

/**
 * Throws `invalid` for products that the catalogue does not have, naming the nearest that it has,
 * and for those that cannot fill the role they are given.
 */
export function checkProducts(body: Registration, catalogue: Catalogue): void {
  const errors = [
    ...(body.systems ?? []).flatMap(({ role, product }, index) => {
      if (product === null) return [];
      const path = `systems[${index}].product`;
      const known = catalogue.products.find(({ id }) => id === product);
      if (!known) return [{ path, message: unknown(product, catalogue) }];
      if (known.roles.includes(role)) return [];
      const can =
        known.roles.length > 0 ? `it can fill ${known.roles.join(', ')}` : 'it fills none';
      return [{ path, message: `${product} cannot fill the role ${role}: ${can}` }];
    }),
    ...offlineAccess(body, catalogue),
  ];
  if (errors.length > 0) {
    throw new Refusal('invalid', 'The body names products that do not fit', errors);
  }
}

function offlineAccess(
  { continuity }: Registration,
  catalogue: Catalogue,
): { path: string; message: string }[] {
  const product = continuity.offlineRecordAccess?.product;
  if (product === undefined || catalogue.products.some(({ id }) => id === product)) return [];
  const path = 'continuity.offlineRecordAccess.product';
  return [{ path, message: unknown(product, catalogue) }];
}

function unknown(product: string, catalogue: Catalogue): string {
  return `there is no product ${product}${nearestHint(product, catalogue)}`;
}
