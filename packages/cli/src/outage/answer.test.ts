import { expect, test } from '@jest/globals';
import { chase, row } from './board.fixture.ts';
import { answerOf, heardText } from './answer.ts';

const who = { saidBy: 'Dr A Fictional, GP', heardBy: 'Kim, duty desk' };

test('one list of words answers both questions', () => {
  expect(answerOf({ ...who, status: ['limited', 'down'] })).toEqual({
    ...who,
    down: 'down',
    status: 'limited',
  });
  expect(answerOf({ ...who, note: 'Lines are down' })).toEqual({ ...who, note: 'Lines are down' });
});

test('whether they use it is an answer of its own', () => {
  expect(answerOf({ ...who, uses: 'no' })).toEqual({ ...who, uses: 'no' });
});

test('two answers to one question are refused, and so is none', () => {
  expect(() => answerOf({ ...who, status: ['down', 'back'] })).toThrow('should say one of');
  expect(() => answerOf(who)).toThrow('should say whether it is down');
});

test('what the board then says is told, with the number of whoever needs help', () => {
  const heard = row('Z06147', {
    name: 'Invented \u001B[2JSurgery',
    acknowledgedAt: '2024-07-19T07:20:00Z',
    answeredBy: who.saidBy,
    heardBy: who.heardBy,
    down: 'down',
    status: 'coping',
    needs: 'Paper',
    chase: chase({ state: 'help', numbers: ['+441632960001'] }),
  });
  expect(heardText(heard)).toBe(
    'Written down. On the board Z06147 Invented  [2JSurgery: down, coping.\nIt needs: Paper\nTo ring it: 01632960001',
  );
});
