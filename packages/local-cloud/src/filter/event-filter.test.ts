import { expect, test } from '@jest/globals';
import { readFilters } from './event-filter.ts';

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
  expect(readFilters(patterns.map((pattern) => JSON.stringify(pattern)))(insert)).toBe(passes);
});

test.each([
  ['a rule that is not known', { eventName: [{ suffix: 'X' }] }, 'suffix'],
  ['a value outside a list', { eventName: 'INSERT' }, 'write ["value"]'],
])('%s is refused', (_name, pattern, sentence) => {
  expect(() => readFilters([JSON.stringify(pattern)])).toThrow(sentence);
});
