export { catalogue } from './catalogue.ts';
export { checkCatalogue } from './check-catalogue.ts';
export { nearestProducts } from './nearest-products.ts';
export { knownProducts } from './known-products.ts';
