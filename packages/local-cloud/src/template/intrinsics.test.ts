import { expect, test } from '@jest/globals';
import { resolveValue } from './intrinsics.ts';
import type { References } from './intrinsics.ts';

const references: References = {
  ref: (name) => `ref-${name}`,
  attribute: (id, name) => `${id}-${name}`,
  importValue: (name) => `imported-${name}`,
  condition: (name) => name === 'Yes',
  lost: (what) => new Error(what),
};

test.each<[unknown, unknown]>([
  [{ 'Fn::Join': ['/', ['a', { Ref: 'B' }, 3]] }, 'a/ref-B/3'],
  [{ 'Fn::Sub': '${A} ${B.Arn} ${!Literal}' }, 'ref-A B-Arn ${Literal}'],
  [{ 'Fn::Sub': ['${x}-${A}', { x: { Ref: 'X' } }] }, 'ref-X-ref-A'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  [{ 'Fn::If': ['Yes', 'one', { 'Fn::Select': [9, []] }] }, 'one'],
  [{ 'Fn::If': ['No', 'one', 'two'] }, 'two'],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, true],
  [{ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': ['a', { Ref: 'b' }] }] }, false],
  [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  [{ Condition: { Bool: { x: 'true' } } }, { Condition: { Bool: { x: 'true' } } }],
])('%j is %j', (value, expected) => {
  expect(resolveValue(value, references)).toEqual(expected);
});

test('a part beyond the end of a list is an error', () => {
  expect(() => resolveValue({ 'Fn::Select': [2, ['a']] }, references)).toThrow(
    'part 2 of a list of 1',
  );
});
