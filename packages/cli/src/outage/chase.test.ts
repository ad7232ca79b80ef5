import { expect, test } from '@jest/globals';
import { chaseList } from '@registry/domain';
import { boardWith, chase, row } from './board.fixture.ts';
import { chaseText } from './chase.ts';
import { outage } from './outage.fixture.ts';

const now = new Date('2024-07-19T08:00:00Z');
const numbers = ['+441632960123'];
const practices = [
  row('Z00001', { alert: 'unreachable', listSize: 5000, chase: chase({ state: 'ring', numbers }) }),
  row('Z00002', { listSize: 12_000, chase: chase({ state: 'ring', numbers }) }),
  row('Z00003', { needs: 'Paper forms', down: 'down', chase: chase({ state: 'help', numbers }) }),
  row('Z00004', { chase: chase({ state: 'claimed', numbers, claimedBy: 'Asha \u001B[2J' }) }),
  row('Z00005'),
];
const board = boardWith({ outage: outage(), counts: { notHeard: 4, toRing: 4 }, practices });

test('whom to ring, the first first, with the number and why; nobody writes to the terminal', () => {
  const text = chaseText(board, chaseList(board.practices), now, 120);
  expect(text).toContain('4 practices to be rung; 4 not heard in all.');
  const order = [...text.matchAll(/Z0000\d/g)].map(([code]) => code);
  expect(order).toEqual(['Z00003', 'Z00002', 'Z00001', 'Z00004']);
  expect(text).toContain('01632960123');
  expect(text).toContain('it needs: Paper forms');
  expect(text).toContain('no contact recorded');
  expect(text).toContain('Asha  [2J is ringing');
  expect(text).not.toContain('\u001B[2J');
});

test('nobody to ring is said in one line', () => {
  expect(chaseText(board, [], now)).toContain('0 practices to be rung');
});
