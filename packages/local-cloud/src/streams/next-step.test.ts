import { expect, test } from '@jest/globals';
import { nextStep } from './next-step.ts';
import type { Attempt, NextStep } from './next-step.ts';

const attempt: Attempt = {
  batch: ['1', '2', '3', '4'],
  failed: 'all',
  tries: 1,
  retries: 3,
  ageSeconds: 0,
  oldestSeconds: 60,
  bisects: false,
};

test.each<[string, Partial<Attempt>, NextStep]>([
  ['nothing failed', { failed: [] }, { done: 4, rest: 'none' }],
  ['an error tries all of it again', {}, { done: 0, rest: 'retry' }],
  [
    'the last retry was the last',
    { tries: 4 },
    { done: 0, rest: 'give-up', because: 'RetryAttemptsExhausted' },
  ],
  ['with bisecting an error halves', { bisects: true, tries: 4 }, { done: 0, rest: 'halve' }],
  [
    'a single record cannot be halved',
    { bisects: true, batch: ['1'], tries: 4 },
    { done: 0, rest: 'give-up', because: 'RetryAttemptsExhausted' },
  ],
  [
    'what comes before the first failure is done',
    { failed: ['4', '3'] },
    { done: 2, rest: 'retry' },
  ],
  [
    'a first record that failed is an error of all',
    { failed: ['1'], bisects: true },
    { done: 0, rest: 'halve' },
  ],
  [
    'too old to be tried again',
    { failed: ['2'], ageSeconds: 61 },
    { done: 1, rest: 'give-up', because: 'RecordAgeExceeded' },
  ],
  [
    'without limits it is tried for ever',
    { tries: 9999, retries: Infinity },
    { done: 0, rest: 'retry' },
  ],
])('%s', (_name, change, step) => {
  expect(nextStep({ ...attempt, ...change })).toEqual(step);
});
