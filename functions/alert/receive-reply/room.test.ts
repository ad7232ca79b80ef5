import { expect, test } from '@jest/globals';
import { limits } from '@registry/contract';
import { requireRoom } from './room.ts';

const many = (count: number, by: string) => Array.from({ length: count }, () => ({ by }));
const asking = (replies: { by: string }[], by: string) => () => {
  requireRoom(replies, by);
};
const tooMany = expect.objectContaining({ code: 'too-many-answers' });

test('one link, however often it is answered, keeps no other person of the practice from answering', () => {
  const theirs = many(limits.answersOfPerson, 'Sam Fictional, Manager');
  expect(asking(theirs.slice(1), 'Sam Fictional, Manager')).not.toThrow();
  expect(asking(theirs, 'Sam Fictional, Manager')).toThrow(tooMany);
  expect(asking(theirs, 'Alex Fictional, Partner')).not.toThrow();
});

test('what a practice’s people answer together still fits its item', () => {
  const all = Array.from({ length: limits.answersOfPractice }, (_, nth) => ({ by: `Nr ${nth}` }));
  expect(asking(all.slice(1), 'Another')).not.toThrow();
  expect(asking(all, 'Another')).toThrow(tooMany);
});
