import { expect, test } from '@jest/globals';
import { MOST_WRITES, requireWritesLeft, writeWindow } from './write-budget.ts';

const now = Date.parse('2026-11-20T10:07:30Z');

test('a window begins every ten minutes by the clock', () => {
  expect(new Date(writeWindow(now)).toISOString()).toBe('2026-11-20T10:00:00.000Z');
});

test('one write more than there may be is refused, and told when to come again', () => {
  expect(() => {
    requireWritesLeft(MOST_WRITES - 1, now);
  }).not.toThrow();
  expect(() => {
    requireWritesLeft(MOST_WRITES, now);
  }).toThrow(expect.objectContaining({ code: 'too-many-writes', retryAfterSeconds: 150 }));
});
