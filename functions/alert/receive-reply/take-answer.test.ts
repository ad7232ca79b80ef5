import { expect, test } from '@jest/globals';
import { readForm } from './take-answer.ts';

test('one tap is an answer; fields left empty are not', () => {
  expect(readForm({ down: 'partly', needs: '', note: ' ' })).toEqual({ down: 'partly' });
});

test('what is typed goes with the tap, with each line break as one character', () => {
  const note = `${'x'.repeat(198)}\r\ny`;
  expect(readForm({ status: 'coping', note })).toEqual({
    status: 'coping',
    note: `${'x'.repeat(198)}\ny`,
  });
});

test('what is typed may go by itself', () => {
  expect(readForm({ needs: '', note: 'help' })).toEqual({ note: 'help' });
  expect(readForm({ needs: 'a locum', note: ' ' })).toEqual({ needs: 'a locum' });
});

test('a note of 201 characters is refused, and kept', () => {
  const note = 'x'.repeat(201);
  expect(readForm({ status: 'coping', needs: 'a locum', note })).toEqual({
    needs: 'a locum',
    note,
    errors: [{ field: 'note', message: 'Your note should be 200 characters at most: it has 201' }],
  });
});

test.each([
  {},
  { note: ' ' },
  { needs: '', note: '' },
  { down: 'sideways' },
  { down: 'down', colour: 'red' },
])('a form without an answer of ours is refused: %p', (fields) => {
  expect(readForm(fields)).toMatchObject({
    errors: [{ field: 'answer', message: 'Tap one of the answers, or write a note' }],
  });
});
