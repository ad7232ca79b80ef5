import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { limits } from '@registry/contract';
import { thatFit } from './page.ts';

const padded = (bytes: number) => ({ note: '"'.repeat(Math.floor(bytes / 4)) });

test('a page that fits is left whole', () => {
  const entries = Array.from({ length: 500 }, () => padded(3_000));
  expect(thatFit(entries)).toEqual(entries);
});

test('whatever its entries hold, a page fits one answer, and has one entry at least', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 10, max: 400_000 }), { maxLength: 60 }), (sizes) => {
      const entries = sizes.map(padded);
      const page = thatFit(entries);
      expect(page).toEqual(entries.slice(0, page.length));
      expect(page.length).toBeGreaterThanOrEqual(Math.min(entries.length, 1));
      const body = JSON.stringify({ practices: page });
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(limits.answerBytes);
    }),
    { numRuns: 20 },
  );
});
