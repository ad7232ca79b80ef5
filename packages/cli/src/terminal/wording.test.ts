import { expect, test } from '@jest/globals';
import { count, learnNames, nameOf, ukDate, ukTime } from './wording.ts';

test('figures and days read as in the United Kingdom', () => {
  expect(count(6182, 'practice')).toBe('6,182 practices');
  expect(count(1, 'practice')).toBe('1 practice');
  expect(ukDate('2026-08-01')).toBe('1 August 2026');
  expect(ukTime('2026-08-01T07:15:00.000Z')).toBe('1 August 2026 at 08:15');
});

test('an ICB’s own product, which no catalogue has, goes by its id', () => {
  expect(nameOf('qks.county-firewall')).toBe('qks.county-firewall');
});

test('an ICB’s own product goes by its id until its name is learnt', () => {
  expect(nameOf('z01.county-firewall')).toBe('z01.county-firewall');
  learnNames([{ id: 'z01.county-firewall', name: 'County firewall' }]);
  expect(nameOf('z01.county-firewall')).toBe('County firewall');
});
