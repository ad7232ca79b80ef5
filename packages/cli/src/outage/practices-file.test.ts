import { expect, test } from '@jest/globals';
import { practicesListed } from './practices-file.ts';

const file = (text: string) => ({ name: 'hit.csv', bytes: new TextEncoder().encode(text) });

test('codes come from whichever column, each once, without the heading', () => {
  const text = '\uFEFFName,ODS code\r\n"Surgery, The","z00001"\r\nOther,Z00002\r\nAgain,Z00001\r\n';
  expect(practicesListed(file(text))).toEqual(['Z00001', 'Z00002']);
});

test('a list without heading loses none', () => {
  expect(practicesListed(file('Z00001\nZ00002'))).toEqual(['Z00001', 'Z00002']);
});

test('lines without a code, or with two, are named and nothing is taken', () => {
  expect(() => practicesListed(file('ODS\nZ00001\nnone\nZ00002,Z00003\n'))).toThrow('line 3, 4');
  expect(() => practicesListed(file('ODS code\n'))).toThrow('names no practice');
});
