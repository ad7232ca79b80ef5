import { expect, test } from '@jest/globals';
import { smsSegments, transliterate } from './gsm-7.ts';

test.each<[string, string, number]>([
  ['160 letters', 'a'.repeat(160), 1],
  ['161 letters', 'a'.repeat(161), 2],
  ['306 letters', 'a'.repeat(306), 2],
  ['307 letters', 'a'.repeat(307), 3],
  ['extended characters count double', '€'.repeat(80), 1],
  [
    'an extended character is not split between segments',
    `${'a'.repeat(152)}€${'a'.repeat(152)}`,
    3,
  ],
  ['70 of UCS-2', 'ŵ'.repeat(70), 1],
  ['one UCS-2 letter makes all of it UCS-2', `ŵ${'a'.repeat(70)}`, 2],
  ['134 of UCS-2', 'ŵ'.repeat(134), 2],
  ['135 of UCS-2', 'ŵ'.repeat(135), 3],
])('segments: %s', (_, text, segments) => {
  expect(smsSegments(text)).toBe(segments);
});

test('writes in the default alphabet what its words allow', () => {
  expect(transliterate('“EMIS” – it’s down…')).toBe('"EMIS" - it\'s down...');
  expect(transliterate('Llŷn, São, Zażółć, Àéè £5 ½')).toBe('Llyn, Sao, Zazolc, Aéè £5 1/2');
  expect(transliterate('⚠️ Down')).toBe(' Down');
  expect(transliterate('Ελλάδα')).toContain('δ');
});
