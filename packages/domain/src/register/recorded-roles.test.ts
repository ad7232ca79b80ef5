import { expect, test } from '@jest/globals';
import type { PracticeRecord } from './record.ts';
import { PracticeRecord as Schema, Statement } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import { reachable, rosterRow } from './roster-row.ts';
import { suppliedNow } from './supplied-now.ts';

const map = { dataset: 'gp-practice-map', asAt: '2026-08-01' };

function record(parts: object): PracticeRecord {
  return Schema.parse({
    odsCode: 'Z99001',
    icb: 'Z99',
    version: 1,
    directory: {
      odsCode: 'Z99001',
      name: 'Fictional Surgery',
      systems: [{ role: 'clinical-system', product: 'emis-web', source: map }],
      provenance: {},
    },
    ...parts,
  });
}

function says(product: string | null, at: string) {
  return { systems: [{ role: 'clinical-system', product }], contacts: [], continuity: {}, at };
}

test('a published system stands until somebody says otherwise', () => {
  expect(recordedRoles(record({}))).toEqual([
    {
      role: 'clinical-system',
      products: ['emis-web'],
      contradictory: false,
      provenance: 'published',
      source: map,
    },
  ]);
});

test('the practice’s word counts before an older publication', () => {
  const [role] = recordedRoles(record({ declared: says('systmone', '2026-09-01T08:00:00.000Z') }));
  expect(role).toMatchObject({
    products: ['systmone'],
    contradictory: false,
    provenance: 'declared',
  });
});

test('a newer publication that says otherwise leaves the role unknown, with both kept', () => {
  const [role] = recordedRoles(record({ declared: says('systmone', '2026-07-01T08:00:00.000Z') }));
  expect(role).toMatchObject({ products: ['emis-web', 'systmone'], contradictory: true });
});

test('a newer publication contradicts "none" too', () => {
  const [role] = recordedRoles(record({ declared: says(null, '2026-07-01T08:00:00.000Z') }));
  expect(role).toMatchObject({ products: ['emis-web'], contradictory: true });
});

test('a newer publication that agrees contradicts nothing', () => {
  const [role] = recordedRoles(record({ declared: says('emis-web', '2026-07-01T08:00:00.000Z') }));
  expect(role).toMatchObject({
    products: ['emis-web'],
    contradictory: false,
    provenance: 'declared',
  });
});

test('"still right" after the publication settles it for the practice', () => {
  const [role] = recordedRoles(
    record({
      declared: says('systmone', '2026-07-01T08:00:00.000Z'),
      confirmed: { at: '2026-08-02T08:00:00.000Z', by: 'practice' },
    }),
  );
  expect(role).toMatchObject({ products: ['systmone'], contradictory: false });
});

test('an ICB that says one thing anew says nothing of the rest: its old word is still as old', () => {
  const before = Statement.parse(says('systmone', '2026-05-01T08:00:00.000Z'));
  const firewall = { role: 'network', product: 'z99.county-firewall' };
  const { at, ...body } = Statement.parse({ ...before, systems: [...before.systems, firewall] });
  expect(at).toBe(before.at);
  const supplied = suppliedNow(body, '2026-09-01T08:00:00.000Z', before);
  const declared = says('emis-web', '2026-08-15T08:00:00.000Z');
  const roles = recordedRoles(record({ declared, supplied }));
  expect(roles.find(({ role }) => role === 'clinical-system')).toMatchObject({
    products: ['emis-web'],
    contradictory: false,
  });
  expect(roles.find(({ role }) => role === 'network')).toMatchObject({ provenance: 'supplied' });
});

test('recorded as none differs from not recorded', () => {
  const [role] = recordedRoles(record({ declared: says(null, '2026-09-01T08:00:00.000Z') }));
  expect(role).toMatchObject({ products: [], provenance: 'declared' });
  const { directory, ...rest } = record({});
  expect(recordedRoles({ ...rest, directory: { ...directory, systems: [] } })).toEqual([]);
});

test('channels come from every author’s contacts, and never from the switchboard', () => {
  const contact = { name: 'Sam Fictional', role: 'Practice manager', order: 1, hours: 'any' };
  const supplied = { systems: [], continuity: {}, at: '2026-07-01T08:00:00.000Z' };
  expect(reachable(record({}))).toEqual([]);
  expect(
    reachable(
      record({ supplied: { ...supplied, contacts: [{ ...contact, mobile: '07700 900123' }] } }),
    ),
  ).toEqual(['sms']);
});

test('a practice that left the published list is on no roster', () => {
  expect(rosterRow(record({ leftDirectory: '2026-08-01' }))).toBeUndefined();
});
