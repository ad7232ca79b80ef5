import { beforeEach, expect, test } from '@jest/globals';
import { createClock } from '../clock/clock.ts';
import type { Clock } from '../clock/clock.ts';
import { queueDefinition } from './queue.fixture.ts';
import type { Queue } from './queue.ts';
import { openQueues } from './queues.ts';

let clock: Clock;
let plain: Queue;
let slow: Queue;

beforeEach(() => {
  clock = createClock();
  const definitions = [queueDefinition('plain'), queueDefinition('slow', { delaySeconds: 10 })];
  const { find } = openQueues(definitions, clock, undefined, () => undefined);
  plain = find('plain')!;
  slow = find('slow')!;
});

const attributes = { kind: { DataType: 'String', StringValue: 'order' } };
const letter = (body: string) => ({ body, attributes, senderId: 'someone' });
const bodiesIn = (queue: Queue) => queue.receive(10, 30).map(({ message }) => message.body);

test('a message is hidden while it is in flight, by the cloud’s clock, and gone once deleted', () => {
  plain.send(letter('one'));
  const [first] = plain.receive(10, 30);
  expect(first?.message).toMatchObject({ body: 'one', attributes, receiveCount: 1 });
  expect(plain.receive(10, 30)).toEqual([]);
  clock.advance(30_000);
  const again = plain.receive(10, 30);
  expect(again).toMatchObject([{ message: { receiveCount: 2 } }]);
  plain.remove(again[0]!.receipt);
  clock.advance(30_000);
  expect(plain.receive(10, 30)).toEqual([]);
});

test('a receipt that is not the latest deletes nothing', () => {
  plain.send(letter('one'));
  const [first] = plain.receive(10, 30);
  clock.advance(30_000);
  plain.receive(10, 30);
  plain.remove(first!.receipt);
  expect(plain.depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
});

test('whoever listens hears of a message that has become visible', () => {
  const heard: number[] = [];
  plain.onVisible(() => heard.push(plain.depth().visible));
  plain.send(letter('one'));
  plain.receive(10, 30);
  clock.advance(30_000);
  expect(heard).toEqual([1, 1]);
});

test('groups take turns: one’s backlog holds up no other’s message, and is handed out oldest first', () => {
  for (const body of ['a1', 'a2', 'a3', 'a4']) plain.send({ ...letter(body), groupId: 'a' });
  plain.send({ ...letter('b1'), groupId: 'b' });
  plain.send(letter('alone'));
  const take = (limit: number) => plain.receive(limit, 30).map(({ message }) => message.body);
  expect(take(3)).toEqual(['a1', 'b1', 'alone']);
  plain.send({ ...letter('c1'), groupId: 'c' });
  plain.send({ ...letter('b2'), groupId: 'b' });
  expect(take(1)).toEqual(['c1']);
  expect(take(10)).toEqual(['a2', 'b2', 'a3', 'a4']);
});

test('a delayed message waits, and one past its retention is gone', () => {
  slow.send(letter('soon'));
  expect(bodiesIn(slow)).toEqual([]);
  clock.advance(10_000);
  expect(bodiesIn(slow)).toEqual(['soon']);
  clock.advance(5 * 86_400_000);
  expect(bodiesIn(slow)).toEqual([]);
});
