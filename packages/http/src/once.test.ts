import { expect, test } from '@jest/globals';
import { onceOf } from './once.ts';

const now = new Date('2026-11-20T10:00:00Z');

test.each([
  ['empty', ''],
  ['of 1,025 bytes', 'x'.repeat(1025)],
  ['of fewer characters and more bytes', '€'.repeat(342)],
])('a key that is %s is refused, naming the header', (_, key) => {
  expect(() => onceOf(key, {}, now)).toThrow(
    expect.objectContaining({
      code: 'invalid',
      errors: [{ path: 'Idempotency-Key', message: expect.stringContaining('1 to 1024 bytes') }],
    }),
  );
});

test('a long key still tells itself from another, and fits the store behind a prefix', () => {
  const [one, other] = ['a', 'b'].map((end) => onceOf(`${'x'.repeat(1023)}${end}`, {}, now));
  expect(one?.key).not.toBe(other?.key);
  expect(one?.key.length).toBeLessThan(1000);
  expect(onceOf('x'.repeat(1000), {}, now)?.key).toHaveLength(1000);
});

test('without the header there is none', () => {
  expect(onceOf(undefined, {}, now)).toBeUndefined();
});
