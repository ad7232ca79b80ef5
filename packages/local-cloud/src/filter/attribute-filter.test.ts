import { expect, test } from '@jest/globals';
import { parseFilter } from './attribute-filter.ts';

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const several = (...values: string[]) => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(values),
});
const number = (StringValue: string) => ({ DataType: 'Number', StringValue });

test.each([
  ['an exact value', { icb: ['QKS'] }, { icb: text('QKS') }, true],
  ['another value', { icb: ['QKS'] }, { icb: text('QT6') }, false],
  ['one of several values', { icb: ['QKS'] }, { icb: several('QT6', 'QKS') }, true],
  ['an absent attribute', { icb: ['QKS'] }, {}, false],
  ['one of two keys', { icb: ['QKS'], kind: ['a'] }, { icb: text('QKS') }, false],
  ['a number', { step: [2] }, { step: number('2') }, true],
  ['a number as text', { step: ['2'] }, { step: number('2') }, false],
  ['a prefix', { icb: [{ prefix: 'Q' }] }, { icb: text('QKS') }, true],
  ['anything but', { icb: [{ 'anything-but': 'QKS' }] }, { icb: text('QKS') }, false],
  ['anything but, absent', { icb: [{ 'anything-but': ['QKS'] }] }, {}, false],
  [
    'anything but, of several',
    { icb: [{ 'anything-but': ['QKS'] }] },
    { icb: several('QKS', 'QT6') },
    true,
  ],
  [
    'anything but a prefix',
    { icb: [{ 'anything-but': { prefix: 'Q' } }] },
    { icb: text('X26') },
    true,
  ],
  ['absence wanted', { icb: [{ exists: false }] }, {}, true],
  ['absence or a value', { icb: [{ exists: false }, 'QKS'] }, { icb: text('QT6') }, false],
  ['no rules', {}, {}, true],
])('%s', (_what, policy, attributes, accepted) => {
  expect(parseFilter(policy)(attributes)).toBe(accepted);
});

test.each([
  ['a bare value', { icb: 'QKS' }],
  ['numeric', { step: [{ numeric: ['>', 1] }] }],
  ['an or', { $or: [{ icb: ['QKS'] }] }],
  ['two operators in one', { icb: [{ prefix: 'Q', exists: true }] }],
  ['six keys', Object.fromEntries('abcdef'.split('').map((key) => [key, ['x']]))],
  ['151 combinations', { icb: Array.from({ length: 151 }, String) }],
])('%s is refused', (_what, policy) => {
  expect(() => parseFilter(policy)).toThrow('FilterPolicy');
});
