import { expect, test } from '@jest/globals';
import { Catalogue } from '../catalogue/catalogue.ts';
import { ProductId } from '../catalogue/product.ts';
import { PracticeRecord } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import { recordable, withUse } from './said-to-use.ts';

const [march, april, may] = ['03', '04', '05'].map((month) => `2026-${month}-01T08:00:00.000Z`);
const docman = { product: ProductId.parse('docman'), role: 'document-management' } as const;
const held = (more: object = {}) =>
  PracticeRecord.parse({
    odsCode: 'Z99001',
    icb: 'Z99',
    version: 1,
    directory: { odsCode: 'Z99001', name: 'Fictional Surgery', systems: [], provenance: {} },
    ...more,
  });
const declared = (...systems: object[]) => ({ systems, contacts: [], continuity: {}, at: march });
const documents = (product: string | null) => ({ role: 'document-management', product });
const inDocuments = (record: PracticeRecord) =>
  recordedRoles(record).filter(({ role }) => role === 'document-management');

test.each([
  ['nothing was declared', held(), ['docman']],
  ['it had said none', held({ declared: declared(documents(null)) }), ['docman']],
  ['it had said so', held({ declared: declared(documents('docman')) }), ['docman']],
  ['it has another besides', held({ declared: declared(documents('z99.x')) }), ['docman', 'z99.x']],
])('where %s, it is recorded as declared', (_, before, products) => {
  const after = withUse(before, docman, may!);
  expect(after.version).toBe(2);
  expect(inDocuments(after)).toMatchObject([
    { products, contradictory: false, provenance: 'declared' },
  ]);
});

test('what contradicted another source is settled by it', () => {
  const before = held({
    declared: declared(documents('z99.x')),
    supplied: { ...declared(documents('docman')), at: april },
  });
  expect(inDocuments(before)).toMatchObject([{ contradictory: true }]);
  expect(inDocuments(withUse(before, docman, may!))).toMatchObject([
    { products: ['docman'], contradictory: false, provenance: 'declared' },
  ]);
});

test('everything else is as it was, and as old', () => {
  const said = declared({ role: 'clinical-system', product: 'emis-web' });
  const contact = { name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' };
  const before = held({ declared: { ...said, contacts: [contact] } });
  const after = withUse(before, docman, may!);
  expect(after.declared).toMatchObject({
    contacts: [{ name: 'Sam Fictional' }],
    systems: [{ product: 'emis-web' }, { product: 'docman' }],
    since: { 'clinical-system': march, 'document-management': may },
  });
});

test('a record can hold one product in its one role, and nothing vaguer', () => {
  const product = (id: string, ...roles: string[]) => ({ id, name: id, supplier: 'Any', roles });
  const catalogue = Catalogue.parse({
    products: [
      product('docman', 'document-management'),
      product('spine'),
      product('suite', 'email', 'productivity'),
    ],
    dependencies: [],
    advice: [],
  });
  const of = (...ids: string[]) =>
    recordable(
      ids.map((id) => ProductId.parse(id)),
      catalogue,
    );
  expect(of('docman')).toEqual(docman);
  expect([of('spine'), of('suite'), of('unheard-of'), of('docman', 'spine'), of()]).toEqual(
    Array(5).fill(undefined),
  );
});
