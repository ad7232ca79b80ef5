import { expect, test } from '@jest/globals';
import { parseReplyCode, replyToken, showReplyCode } from './reply-token.ts';

test('makes 16 characters of ten bytes, all of which count', () => {
  expect(replyToken(new Uint8Array(10))).toBe('0'.repeat(16));
  expect(replyToken(new Uint8Array(10).fill(255))).toBe('Z'.repeat(16));
  expect(replyToken(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1))).toBe('0000000000000001');
  expect(() => replyToken(new Uint8Array(9))).toThrow('made of 10 bytes, not 9');
});

test('reads back what it shows, however it is typed', () => {
  const token = replyToken(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  expect(showReplyCode(token)).toMatch(/^(\w{4}-){3}\w{4}$/);
  expect(parseReplyCode(showReplyCode(token))).toBe(token);
  expect(parseReplyCode(` ${showReplyCode(token).toLowerCase().replaceAll('-', ' ')} `)).toBe(
    token,
  );
  expect(parseReplyCode('oOoO–ilIL–abcd–wxyz')).toBe('00001111ABCDWXYZ');
});

test.each([
  '',
  'ABCD',
  'ABCD-EFGH-JKMN-PQR',
  'ABCD-EFGH-JKMN-PQRSX',
  'UBCD-EFGH-JKMN-PQRS',
  '../..',
])('%j is no code', (written) => {
  expect(parseReplyCode(written)).toBeUndefined();
});
