import { expect, test } from '@jest/globals';
import { heardByTelephone, TelephoneAnswer } from './answers.ts';

const outage = { declaredAt: '2024-07-19T06:45:00.000Z', lastUpdate: 2 };
const now = new Date('2024-07-19T08:00:00.000Z');
const answer = TelephoneAnswer.parse({ down: 'down', saidBy: 'Dr A, GP', heardBy: 'Kim, desk' });

test('what is heard by telephone is kept as said now, with who said it and who heard it', () => {
  expect(heardByTelephone(answer, outage, now)).toEqual({
    down: 'down',
    by: 'Dr A, GP',
    heardBy: 'Kim, desk',
    at: '2024-07-19T08:00:00.000Z',
    update: 2,
    late: false,
  });
});

test('or as said when it was, and late only after the end', () => {
  const ended = { ...outage, resolvedAt: '2024-07-19T07:30:00.000Z' };
  const at = (time: string) => heardByTelephone({ ...answer, at: time }, ended, now);
  expect(at('2024-07-19T07:10:00Z')).toMatchObject({
    at: '2024-07-19T07:10:00.000Z',
    late: false,
  });
  expect(at('2024-07-19T07:40:00Z')).toMatchObject({ late: true });
});

test.each(['2024-07-19T08:00:01Z', '2024-07-19T06:44:00Z'])('not as said at %s', (at) => {
  expect(() => heardByTelephone({ ...answer, at }, outage, now)).toThrow('before now');
});

test.each([
  ['nothing', { saidBy: 'Dr A', heardBy: 'Kim' }],
  ['who said it', { saidBy: ' ', heardBy: 'Kim', down: 'down' }],
  ['who heard it', { saidBy: 'Dr A', down: 'down' }],
])('without %s it is no answer', (_, body) => {
  expect(TelephoneAnswer.safeParse(body).success).toBe(false);
});
