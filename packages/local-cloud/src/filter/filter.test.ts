import { describe, expect, test } from '@jest/globals';
import { readAttributeFilter, readEventFilter } from './filter.ts';

describe('an event pattern', () => {
  const insert = { eventName: 'INSERT', dynamodb: { NewImage: { sk: { S: 'UPDATE#0001' } } } };

  test.each<[string, object[], boolean]>([
    ['no pattern passes everything', [], true],
    [
      'every name of a pattern must fit',
      [{ eventName: ['INSERT'], dynamodb: { Keys: { sk: [1] } } }],
      false,
    ],
    ['one of the alternatives is enough', [{ eventName: ['MODIFY', 'INSERT'] }], true],
    ['one of the patterns is enough', [{ eventName: ['MODIFY'] }, { eventName: ['INSERT'] }], true],
    ['prefix', [{ dynamodb: { NewImage: { sk: { S: [{ prefix: 'UPDATE#' }] } } } }], true],
    ['another prefix', [{ dynamodb: { NewImage: { sk: { S: [{ prefix: 'NOTE#' }] } } } }], false],
    ['absent as wanted', [{ dynamodb: { OldImage: { raisedAt: [{ exists: false }] } } }], true],
    ['present but not wanted', [{ eventName: [{ exists: false }] }], false],
    ['anything but', [{ eventName: [{ 'anything-but': ['REMOVE'] }] }], true],
  ])('%s', (_name, patterns, passes) => {
    expect(readEventFilter(patterns.map((pattern) => JSON.stringify(pattern)))(insert)).toBe(
      passes,
    );
  });

  test.each([
    ['a rule that is not known', { eventName: [{ suffix: 'X' }] }, 'suffix'],
    ['a value outside a list', { eventName: 'INSERT' }, 'write ["value"]'],
  ])('%s is refused', (_name, pattern, sentence) => {
    expect(() => readEventFilter([JSON.stringify(pattern)])).toThrow(sentence);
  });
});

describe('a filter policy', () => {
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
    expect(readAttributeFilter(policy)(attributes)).toBe(accepted);
  });

  test.each([
    ['a bare value', { icb: 'QKS' }],
    ['numeric', { step: [{ numeric: ['>', 1] }] }],
    ['an or', { $or: [{ icb: ['QKS'] }] }],
    ['two operators in one', { icb: [{ prefix: 'Q', exists: true }] }],
    ['six keys', Object.fromEntries('abcdef'.split('').map((key) => [key, ['x']]))],
    ['151 combinations', { icb: Array.from({ length: 151 }, String) }],
  ])('%s is refused', (_what, policy) => {
    expect(() => readAttributeFilter(policy)).toThrow('FilterPolicy');
  });
});
