import { expect, test } from '@jest/globals';
import { IcbCode } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import type { OutageStatus } from './outage.ts';
import { declared } from './outage.fixture.ts';
import { requireMove, requireReopening } from './states.ts';

const [ours, england] = ['QZZ', 'X26'].map((code) => IcbCode.parse(code));
const codeOf = (act: () => void) => {
  try {
    act();
  } catch (error) {
    return error instanceof Refusal ? error.code : error;
  }
  return 'allowed';
};
const statuses: OutageStatus[] = ['open', 'recovering', 'resolved'];

test.each(statuses)('an outage that is %s', (status) => {
  const held = declared({ status });
  const isOver = status === 'resolved';
  for (const to of statuses)
    expect(
      codeOf(() => {
        requireMove(held, to, ours!);
      }),
    ).toBe(isOver ? 'outage-over' : 'allowed');
  expect(
    codeOf(() => {
      requireReopening(held, ours!);
    }),
  ).toBe(isOver ? 'allowed' : 'conflict');
});

test('only whoever declared it takes it on, over or not', () => {
  for (const status of statuses) {
    const held = declared({ status, declaredBy: 'X26' });
    expect(
      codeOf(() => {
        requireMove(held, 'open', ours!);
      }),
    ).toBe('led-nationally');
    expect(
      codeOf(() => {
        requireReopening(held, ours!);
      }),
    ).toBe('led-nationally');
    expect(
      codeOf(() => {
        requireMove(held, 'open', england!);
      }),
    ).not.toBe('led-nationally');
  }
});
