export { catalogue } from './catalogue.ts';
export { checkCatalogue } from './check-catalogue.ts';
export type { PublishedSpellings } from './check-catalogue.ts';
export { nearestHint, nearestProducts } from './nearest-products.ts';
export { knownProducts } from './known-products.ts';
export { unclaimedSpellings } from './unclaimed-spellings.ts';
