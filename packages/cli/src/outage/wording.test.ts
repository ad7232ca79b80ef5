import { expect, test } from '@jest/globals';
import { Sending } from '@registry/domain';
import { stoppedLines } from './wording.ts';

const now = new Date('2024-07-19T08:00:00Z');
const linesOf = (...stops: object[]) =>
  stoppedLines(Sending.parse({ stopped: stops.length > 0, stops }), now);
const stop = {
  icb: 'QZZ',
  reason: 'The first message names the wrong product.',
  at: '2024-07-19T07:50:00Z',
};

test('a stop says who made it, since when by London’s clock, why, and how it ends', () => {
  expect(linesOf(stop)).toEqual([
    'SENDING IS STOPPED by QZZ since 08:50: The first message names the wrong product. Nothing of theirs goes out until registry outage go-on.',
  ]);
});

test('one of NHS England is said to be for everybody, each stop in a line of its own', () => {
  const lines = linesOf({ ...stop, icb: 'X26' }, stop);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('STOPPED by NHS England, for all ICBs since 08:50:');
  expect(lines[1]).toContain('STOPPED by QZZ since 08:50:');
});

test('one of an earlier day gives the day', () => {
  expect(linesOf({ ...stop, at: '2024-07-18T16:05:00Z' })[0]).toContain(
    'since Thursday 18 July 2024 at 17:05:',
  );
});

test('whoever writes the reason does not write to the terminal', () => {
  const [line] = linesOf({ ...stop, reason: 'Wrong \u001B[2Jproduct.' });
  expect(line).toContain(': Wrong  [2Jproduct. Nothing of theirs');
});

test('nothing is said while all goes out', () => {
  expect(linesOf()).toEqual([]);
});
