import type { ApiClient } from '@registry/api-client';
import type { ProductId } from '@registry/domain';
import { isOwn } from '@registry/domain';
import { learnNames } from './wording.ts';

/**
 * Asks what an ICB's own products are called, where some of these are; national ones go by the
 * names known here.
 */
export async function learnOwnNames(
  client: Pick<ApiClient, 'listProducts'>,
  products: readonly ProductId[],
): Promise<void> {
  if (products.some(isOwn)) learnNames((await client.listProducts()).products);
}
