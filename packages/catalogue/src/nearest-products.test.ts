import { expect, test } from '@jest/globals';
import { catalogue } from './catalogue.ts';
import { nearestProducts } from './nearest-products.ts';

test.each([
  ['emis', ['emis-web', 'emis-x-bc']],
  ['EMIS Web', ['emis-web']],
  ['emisweb', ['emis-web']],
  ['systmonee', ['systmone', 'systmone-online-consultation']],
  ['SystemOne', ['systmone', 'systmone-online-consultation']],
  ['TPP', ['systmone', 'systmone-online-consultation']],
  ['accurx', ['accurx-triage', 'accurx-messaging']],
  ['acurx', ['accurx-triage', 'accurx-messaging']],
  ['E-Consult', ['econsult']],
  ['falcon', ['crowdstrike-falcon']],
  ['nhs mail', ['nhsmail']],
])('%s is near %j', (written, expected) => {
  expect(nearestProducts(written, catalogue).slice(0, expected.length)).toEqual(expected);
});

test('names three at most', () => {
  expect(nearestProducts('health', catalogue)).toHaveLength(3);
});

test.each(['banana', 'wordperfect', 'x', '', '—'])('nothing is near %j', (written) => {
  expect(nearestProducts(written, catalogue)).toEqual([]);
});
