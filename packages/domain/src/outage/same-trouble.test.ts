import { expect, test } from '@jest/globals';
import { alerted, declared } from './outage.fixture.ts';
import { isSameTrouble, withAnswersElsewhere } from './same-trouble.ts';

const held = declared({});
const other = { ...held, id: '01J35M3AA0000000000000000Z' };

test.each([
  ['another outage of the same products', other, true],
  ['itself', held, false],
  ['one of another product besides', { ...other, products: [...held.products, 'nhsmail'] }, false],
  ['one of another product', { ...other, products: ['nhsmail'] }, false],
  ['an exercise', { ...other, exercise: true }, false],
])('%s', (_, each, expected) => {
  const outage = declared(each);
  expect([isSameTrouble(held, outage), isSameTrouble(outage, held)]).toEqual([expected, expected]);
});

test('answers given elsewhere stand among a practice’s own, oldest first, and no practice is added', () => {
  const reply = (at: string) => ({ down: 'down', by: 'Sam, Manager', update: 1, late: false, at });
  const [early, later, last] = ['08', '09', '10'].map((hour) => reply(`2024-07-19T${hour}:00:00Z`));
  const practice = { ...alerted, replies: [later] } as typeof alerted;
  const elsewhere = [
    { ...alerted, replies: [last, early] },
    { ...alerted, odsCode: 'Z99999', replies: [early] },
  ] as (typeof alerted)[];
  expect(withAnswersElsewhere([practice], elsewhere)).toEqual([
    { ...practice, replies: [early, later, last] },
  ]);
  expect(withAnswersElsewhere([practice], [])).toEqual([practice]);
});
