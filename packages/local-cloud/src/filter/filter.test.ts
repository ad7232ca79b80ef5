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
    ['an exact value', { shop: ['north'] }, { shop: text('north') }, true],
    ['another value', { shop: ['north'] }, { shop: text('south') }, false],
    ['one of several values', { shop: ['north'] }, { shop: several('south', 'north') }, true],
    ['an absent attribute', { shop: ['north'] }, {}, false],
    ['one of two keys', { shop: ['north'], kind: ['a'] }, { shop: text('north') }, false],
    ['a number', { step: [2] }, { step: number('2') }, true],
    ['a number as text', { step: ['2'] }, { step: number('2') }, false],
    ['a prefix', { shop: [{ prefix: 'n' }] }, { shop: text('north') }, true],
    ['anything but', { shop: [{ 'anything-but': 'north' }] }, { shop: text('north') }, false],
    ['anything but, absent', { shop: [{ 'anything-but': ['north'] }] }, {}, false],
    [
      'anything but, of several',
      { shop: [{ 'anything-but': ['north'] }] },
      { shop: several('north', 'south') },
      true,
    ],
    [
      'anything but a prefix',
      { shop: [{ 'anything-but': { prefix: 'n' } }] },
      { shop: text('west') },
      true,
    ],
    ['absence wanted', { shop: [{ exists: false }] }, {}, true],
    ['absence or a value', { shop: [{ exists: false }, 'north'] }, { shop: text('south') }, false],
    ['no rules', {}, {}, true],
  ])('%s', (_what, policy, attributes, accepted) => {
    expect(readAttributeFilter(policy)(attributes)).toBe(accepted);
  });

  test.each([
    ['a bare value', { shop: 'north' }],
    ['numeric', { step: [{ numeric: ['>', 1] }] }],
    ['an or', { $or: [{ shop: ['north'] }] }],
    ['two operators in one', { shop: [{ prefix: 'n', exists: true }] }],
    ['six keys', Object.fromEntries('abcdef'.split('').map((key) => [key, ['x']]))],
    ['151 combinations', { shop: Array.from({ length: 151 }, String) }],
  ])('%s is refused', (_what, policy) => {
    expect(() => readAttributeFilter(policy)).toThrow('FilterPolicy');
  });
});
