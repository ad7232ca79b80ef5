import { expect, test } from '@jest/globals';
import { Catalogue } from '@registry/domain';
import type * as z from 'zod';
import { catalogue } from './catalogue.ts';
import { checkCatalogue } from './check-catalogue.ts';

type Parts = { [Part in keyof z.input<typeof Catalogue>]?: unknown[] };

const evidence = [{ title: 'A report', url: 'https://example.nhs.uk/report' }];
const alpha = { id: 'alpha', name: 'Alpha', supplier: 'Alpha Ltd', roles: ['clinical-system'] };
const beta = { id: 'beta', name: 'Beta', supplier: 'Beta Ltd', roles: ['pathology'] };
const gamma = { id: 'gamma', name: 'Gamma', supplier: 'Gamma Ltd', roles: [] };
const wait = { id: 'wait', text: 'Wait.', by: 'practice', reviewBy: '2027-06-30' };
const betaNeedsGamma = { from: 'beta', needs: ['gamma'], effect: 'unavailable', evidence };

function faults(parts: Parts): string[] {
  return checkCatalogue(
    Catalogue.parse({
      products: [alpha, beta, gamma],
      dependencies: [betaNeedsGamma],
      advice: [],
      ...parts,
    }),
  );
}

test('our catalogue and a small sound one have no fault', () => {
  expect(checkCatalogue(catalogue)).toEqual([]);
  expect(faults({})).toEqual([]);
});

test.each<[string, Parts, string]>([
  ['a product twice', { products: [alpha, beta, gamma, beta] }, 'Product beta is here twice'],
  [
    'a product with the id of a role',
    { products: [alpha, beta, gamma, { ...gamma, id: 'pathology' }] },
    'Product pathology has the id of a role',
  ],
  [
    'a product assumed everywhere for nothing',
    { products: [alpha, beta, { ...gamma, assumed: true }] },
    'Product gamma is assumed everywhere but fills no role',
  ],
  [
    'a role named twice',
    { products: [alpha, { ...beta, roles: ['pathology', 'pathology'] }, gamma] },
    'Product beta names the role pathology twice',
  ],
  [
    'a spelling for a role it does not fill',
    { products: [alpha, { ...beta, publishedAs: { email: ['Beta'] } }, gamma] },
    'Product beta is published as email, a role it does not fill',
  ],
  [
    'a spelling of two products, whatever its case',
    {
      products: [
        { ...alpha, publishedAs: { 'clinical-system': ['ACME'] } },
        { ...alpha, id: 'delta', publishedAs: { 'clinical-system': ['Acme'] } },
        beta,
        gamma,
      ],
    },
    '“acme” as clinical-system is claimed by alpha and delta',
  ],
  [
    'a need that does not exist',
    { dependencies: [{ ...betaNeedsGamma, needs: ['gamma', 'delta'] }] },
    '“beta needs gamma or delta”: there is no product or role delta.',
  ],
  [
    'a dependency of what does not exist',
    { dependencies: [{ ...betaNeedsGamma, from: 'delta' }] },
    '“delta needs gamma”: there is no product or role delta.',
  ],
  [
    'a product that needs itself',
    { dependencies: [{ ...betaNeedsGamma, needs: ['beta'] }] },
    '“beta needs beta”: nothing should need itself.',
  ],
  [
    'a need of one clinical system',
    { dependencies: [{ ...betaNeedsGamma, needs: ['alpha'] }] },
    '“beta needs alpha”: alpha should be the role clinical-system',
  ],
  [
    'a need of a role that the product fills itself',
    { dependencies: [{ ...betaNeedsGamma, needs: ['gamma', 'pathology'] }] },
    '“beta needs gamma or pathology”: beta fills pathology itself',
  ],
  [
    'national evidence without an address',
    { dependencies: [{ ...betaNeedsGamma, evidence: [{ title: 'A call' }, ...evidence] }] },
    '“beta needs gamma”: its evidence “A call” should have an https address.',
  ],
  [
    'national evidence at an address that anybody could forge',
    {
      dependencies: [
        { ...betaNeedsGamma, evidence: [{ title: 'A page', url: 'http://example.nhs.uk' }] },
      ],
    },
    '“beta needs gamma”: its evidence “A page” should have an https address.',
  ],
  [
    'advice that needs what does not exist',
    {
      advice: [{ ...wait, needs: ['network', 'delta'] }],
      dependencies: [{ ...betaNeedsGamma, advice: ['wait'] }],
    },
    'Advice wait needs delta, but there is no product or role delta.',
  ],
  [
    'an alternative twice',
    { dependencies: [{ ...betaNeedsGamma, needs: ['gamma', 'gamma'] }] },
    '“beta needs gamma or gamma”: gamma is here twice',
  ],
  [
    'a dependency that ends before it begins',
    { dependencies: [{ ...betaNeedsGamma, since: '2026-02-01', until: '2026-01-01' }] },
    '“beta needs gamma”: ends on 2026-01-01, before it begins on 2026-02-01.',
  ],
  [
    'a dependency said twice at once',
    { dependencies: [betaNeedsGamma, { ...betaNeedsGamma, effect: 'degraded' }] },
    '“beta needs gamma” is here twice for the same days',
  ],
  [
    'advice that does not exist',
    { dependencies: [{ ...betaNeedsGamma, advice: ['wait'] }] },
    '“beta needs gamma”: there is no advice wait.',
  ],
  ['advice of no use', { advice: [wait] }, 'Advice wait is named by no dependency'],
  [
    'advice twice',
    { advice: [wait, wait], dependencies: [{ ...betaNeedsGamma, advice: ['wait'] }] },
    'Advice wait is here twice',
  ],
  [
    'advice due for review before it was approved',
    {
      advice: [{ ...wait, approved: { by: 'A medical director', on: '2027-07-01' } }],
      dependencies: [{ ...betaNeedsGamma, advice: ['wait'] }],
    },
    'Advice wait is to be reviewed by 2027-06-30, which should be after its approval on 2027-07-01.',
  ],
])('refuses %s', (_name, parts, expected) => {
  expect(faults(parts).filter((fault) => fault.startsWith(expected))).toHaveLength(1);
});

test('refuses a catalogue without a product for a published supplier, whatever its case', () => {
  const spelt = { ...alpha, publishedAs: { 'clinical-system': ['ACME'] } };
  const small = Catalogue.parse({ products: [spelt], dependencies: [], advice: [] });
  expect(checkCatalogue(small, { 'clinical-system': ['Acme', 'Zenith', 'Zenith'] })).toEqual([
    '“Zenith” is published as clinical-system, but no product has that spelling.',
  ]);
});

test('takes an ICB’s own products beside the national ones, on its own evidence', () => {
  const firewall = {
    id: 'qks.firewall',
    name: 'Firewall',
    supplier: 'The county',
    roles: ['network'],
  };
  const dependencies = [
    {
      from: 'qks.firewall',
      needs: ['gamma'],
      effect: 'degraded',
      evidence: [{ title: 'Contract' }],
    },
    { from: 'beta', needs: ['qks.firewall'], effect: 'unavailable', evidence: [{ title: 'Plan' }] },
  ];
  expect(faults({ products: [alpha, beta, gamma, firewall], dependencies })).toEqual([]);
});

test('lets a dependency follow itself when hosting moves', () => {
  const moved = [
    { ...betaNeedsGamma, until: '2026-01-31' },
    { ...betaNeedsGamma, effect: 'degraded', since: '2026-02-01' },
  ];
  expect(faults({ dependencies: moved })).toEqual([]);
});
