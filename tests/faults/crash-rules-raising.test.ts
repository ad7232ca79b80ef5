import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import { IcbCode, OdsCode, tenantOfItem } from '@registry/domain';
import { createAlertStore, openDatabase } from '@registry/storage';
import { loader } from '../set-up/directory-builder.ts';
import { writePartnersAssembly } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import {
  asRaiser,
  boardOf,
  callOff,
  declareDown,
  endQuietly,
  loadAlertedIcb,
  onceEach,
  raiserSettings,
  startUnhurried,
  stillDue,
  timesHeard,
} from './alerted-icb.ts';

type Kill = Omit<
  Parameters<RunningRegister['cloud']['faults']['next']>[0],
  'service' | 'operation' | 'kind'
>;

let register: RunningRegister;
let cloud: RunningRegister['cloud'];
let remove: () => Promise<void>;
/** 24 practices, of whom 12 can be told. */
let large: AlertedIcb;
/** More practices than the hundred that one transaction writes, of whom four can be told. */
let county: AlertedIcb;
let small: [AlertedIcb, AlertedIcb, AlertedIcb];
beforeAll(async () => {
  const partners = await writePartnersAssembly(['Z01', 'Z02']);
  remove = partners.remove;
  register = await startUnhurried({ assembly: partners.folder });
  cloud = register.cloud;
  large = await loadAlertedIcb(register, 'Z01', { practices: 24, withContacts: 12 });
  county = await loadAlertedIcb(register, 'Z05', { practices: 101, withContacts: 4 });
  small = [
    await loadAlertedIcb(register, 'Z02', { practices: 10, withContacts: 4 }),
    await loadAlertedIcb(register, 'Z03', { practices: 10, withContacts: 4 }),
    await loadAlertedIcb(register, 'Z04', { practices: 10, withContacts: 4 }),
  ];
});
afterEach(async () => {
  for (const operation of ['PublishBatch', 'PublishBatchEntry']) callOff(cloud, 'sns', operation);
  callOff(cloud, 'dynamodb', 'TransactWriteItems');
  for (const operation of ['raise-alerts', 'raise-in-icb', 'raise-overdue'])
    callOff(cloud, 'lambda', operation);
  for (const { icb, id } of open.splice(0)) await endQuietly(register, icb, id);
});
afterAll(async () => {
  await register.stop();
  await remove();
});

const open: { icb: AlertedIcb; id: OutageId }[] = [];
const down = async (icb: AlertedIcb) => {
  const id = await declareDown(register, icb);
  open.push({ icb, id });
  return id;
};
const kill = (how: Kill, operation = 'raise-in-icb') => {
  cloud.faults.next({ service: 'lambda', operation, kind: 'kill', ...how });
};
const raised = async ({ code }: AlertedIcb, id: OutageId) => {
  const { updates } = await register.as({ role: 'icb', org: code }).readOutage(id);
  return updates.map(({ raisedAt }) => raisedAt !== undefined);
};
const announced = ({ code }: AlertedIcb) => cloud.queues.depth(`Partner${code}`).visible;
/** Every contact was told once, every practice is on the board, and the update is marked raised. */
async function expectRaised(icb: AlertedIcb, id: OutageId, from: number): Promise<void> {
  expect(timesHeard(register, icb.addresses, from)).toEqual(onceEach(icb.addresses));
  const { practices } = await boardOf(register, icb, id);
  const told = icb.addresses.length / 2;
  expect(practices.map(({ odsCode }) => odsCode)).toEqual(icb.odsCodes);
  expect(practices.map(({ alert }) => alert)).toEqual(
    icb.odsCodes.map((_, index) => (index < told ? 'sent' : 'unreachable')),
  );
  expect(await raised(icb, id)).toEqual([true]);
  expect(cloud.refusals).toEqual([]);
}

describe('raise-alerts killed: the stream comes back, and everybody is told once', () => {
  test.each<[string, Kill]>([
    ['before it has handed over', { ofOperation: 'SendMessageBatch', when: 'before' }],
    ['after it has handed over', { ofOperation: 'SendMessageBatch' }],
  ])('%s', async (_, how) => {
    const from = cloud.outbox.list().length;
    kill(how, 'raise-alerts');
    const id = await down(large);
    await cloud.settled();
    expect(stillDue(cloud, 'lambda', 'raise-alerts')).toBe(false);
    await expectRaised(large, id, from);
    expect(cloud.queues.depth('StreamDeadLetters').visible).toBe(0);
  });
});

describe('raise-in-icb killed: the queue brings it again, and everybody is told once', () => {
  test.each<[string, number, Kill]>([
    ['before any row', 1, { ofOperation: 'TransactWriteItems', when: 'before' }],
    ['between the rows and publishing', 1, { ofOperation: 'PublishBatch', when: 'before' }],
    ['in the middle of publishing', 1, { ofOperation: 'PublishBatch' }],
    [
      'after publishing, before marking',
      1,
      { ofOperation: 'TransactWriteItems', afterCalls: 2, when: 'before' },
    ],
    ['after marking, before partners are told', 1, { ofOperation: 'Publish', when: 'before' }],
    [
      'before `raisedAt`: partners alone may hear it twice',
      2,
      { ofOperation: 'UpdateItem', when: 'before' },
    ],
    ['after `raisedAt`', 1, { ofOperation: 'UpdateItem' }],
  ])('%s', async (_, announcements, how) => {
    const [from, before] = [cloud.outbox.list().length, announced(large)];
    kill(how);
    const id = await down(large);
    await cloud.settled();
    expect(stillDue(cloud, 'lambda', 'raise-in-icb')).toBe(false);
    await putOffEnds();
    await expectRaised(large, id, from);
    expect(announced(large) - before).toBe(announcements);
    expect(cloud.queues.depth('RaisingDeadLetters').visible).toBe(0);
  });
});

test('raise-in-icb killed between the first hundred rows and the rest: everybody is told once', async () => {
  const from = cloud.outbox.list().length;
  kill({ ofOperation: 'TransactWriteItems' });
  const id = await down(county);
  await cloud.settled();
  expect(stillDue(cloud, 'lambda', 'raise-in-icb')).toBe(false);
  await putOffEnds();
  await expectRaised(county, id, from);
});

describe('a topic or a table that falters: everybody is told once', () => {
  test.each<[string, Parameters<RunningRegister['cloud']['faults']['next']>[0]]>([
    [
      'a batch of which a third is not taken',
      { service: 'sns', operation: 'PublishBatchEntry', kind: 'fail', times: 4 },
    ],
    [
      'a throttled topic',
      { service: 'sns', operation: 'PublishBatch', kind: 'throttle', times: 4 },
    ],
    [
      'a topic whose answer is lost',
      { service: 'sns', operation: 'PublishBatch', kind: 'drop', times: 2 },
    ],
    [
      'a storm of other transactions on the rows',
      { service: 'dynamodb', operation: 'TransactWriteItems', kind: 'conflict', times: 8 },
    ],
    [
      'a throttled table',
      {
        service: 'dynamodb',
        operation: 'TransactWriteItems',
        kind: 'throttle',
        times: 2,
        touching: 'PRACTICE#',
      },
    ],
  ])('%s', async (_, fault) => {
    const from = cloud.outbox.list().length;
    cloud.faults.next(fault);
    const id = await down(large);
    await cloud.settled();
    expect(stillDue(cloud, fault.service, fault.operation)).toBe(false);
    await putOffEnds();
    await expectRaised(large, id, from);
  });
});

/** Lets the time pass for which messages have been put off or held, if some have. */
async function putOffEnds(): Promise<void> {
  for (const queue of ['RaisingQueue', 'SmsQueue', 'EmailQueue']) {
    while (cloud.queues.depth(queue).inFlight > 0) {
      cloud.clock.advance(62_000);
      await cloud.settled();
    }
  }
}

/** Has the stream give up on what is declared next. */
const giveUp = () => {
  kill({ ofOperation: 'SendMessageBatch', when: 'before', times: 4 }, 'raise-alerts');
};

describe('a stream that has given up', () => {
  test('is no loss: its dead letter holds no data, and the minute rule has the update raised after two minutes', async () => {
    const from = cloud.outbox.list().length;
    giveUp();
    const id = await down(large);
    await cloud.settled();
    expect(stillDue(cloud, 'lambda', 'raise-alerts')).toBe(false);
    const [letter] = cloud.queues.messages('StreamDeadLetters').slice(-1);
    expect(JSON.parse(letter!.body)).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 4 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(letter!.body).not.toMatch(/EMIS|Fictional|Surgery|Z0/i);

    cloud.clock.advance(100_000);
    await cloud.settled();
    expect([...timesHeard(register, large.addresses, from).values()]).toEqual(
      large.addresses.map(() => 0),
    );
    cloud.clock.advance(61_000);
    await cloud.settled();
    await expectRaised(large, id, from);
  });

  test.each([
    ['raise-overdue', 'SendMessageBatch'],
    ['raise-in-icb', 'PublishBatch'],
  ])('%s killed as well: the next minute goes on where it stopped', async (name, ofOperation) => {
    const from = cloud.outbox.list().length;
    giveUp();
    const id = await down(large);
    await cloud.settled();
    kill({ ofOperation, when: name === 'raise-overdue' ? 'before' : 'after' }, name);
    cloud.clock.advance(121_000);
    await cloud.settled();
    expect(stillDue(cloud, 'lambda', name)).toBe(false);
    expect(await raised(large, id)).toEqual([false]);
    cloud.clock.advance(61_000);
    await cloud.settled();
    await expectRaised(large, id, from);
  });
});

/** Writes an update that nobody can read, as only a function of the product may. */
async function poison(code: string, id: string, sk: string): Promise<void> {
  await asRaiser(cloud).send(
    new PutItemCommand({
      TableName: (await raiserSettings())['OUTAGES_TABLE'],
      Item: { pk: { S: `ICB#${code}#OUTAGE#${id}` }, sk: { S: sk }, update: { S: 'poison' } },
    }),
  );
}

describe('a poisoned record on the stream', () => {
  test('is tried, parted from its neighbours and put aside; those before and after it in the batch are raised', async () => {
    const [first, second, third] = small;
    const before = cloud.queues.messages('StreamDeadLetters').length;
    const from = cloud.outbox.list().length;
    // While the first is held up, the others gather to one batch.
    cloud.faults.next({
      service: 'sqs',
      operation: 'SendMessageBatch',
      kind: 'delay',
      delayMs: 1500,
    });
    const ids = [await down(first), await down(second)];
    await poison('Z09', '01J35XW5F0000000000000000A', 'UPDATE#poison');
    ids.push(await down(third));
    expect(timesHeard(register, first.addresses, from).get(first.addresses[0]!)).toBe(0);
    await cloud.settled();
    for (const [index, icb] of small.entries()) await expectRaised(icb, ids[index]!, from);
    const letters = cloud.queues.messages('StreamDeadLetters').slice(before);
    expect(letters.map(({ body }): unknown => JSON.parse(body))).toEqual([
      expect.objectContaining({
        DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1 }),
      }),
    ]);
  });

  test('in an outage keeps no other outage of the same ICB from being raised', async () => {
    const [icb] = small;
    const from = cloud.outbox.list().length;
    giveUp();
    const waiting = await down(icb);
    await cloud.settled();
    const poisoned = await declareDown(register, icb, ['nhsmail']);
    await cloud.settled();
    const since = cloud.outbox.list().length;
    await poison(icb.code, poisoned, 'UPDATE#0002');
    await cloud.settled();
    expect(await raised(icb, waiting)).toEqual([false]);
    cloud.clock.advance(121_000);
    await cloud.settled();
    expect(since).toBeGreaterThan(from);
    await expectRaised(icb, waiting, since);
  });
});

describe('a national outage reaches every ICB in scope', () => {
  const declareNationally = async () => {
    const { outage } = await register.as(loader).declareOutage(
      {
        products: ['systmone', 'emis-web'],
        title: 'Both are down',
        message: 'Neither opens.',
        severity: 'critical',
        confirmPractices: 20,
        confirmRepeat: true,
        icbs: ['Z03', 'Z04'],
      },
      { idempotencyKey: crypto.randomUUID() },
    );
    return outage.id;
  };
  const nationallyRaised = async (id: OutageId) => {
    const { updates } = await register.as(loader).readOutage(id);
    return updates.map(({ raisedAt }) => raisedAt !== undefined);
  };
  const end = async (id: OutageId) => {
    const update = { status: 'resolved', message: 'Both are back.', notify: 'none' } as const;
    await register.as(loader).addUpdate(id, update, { idempotencyKey: crypto.randomUUID() });
    await cloud.settled();
  };

  test('when raise-in-icb is killed before a copy', async () => {
    const from = cloud.outbox.list().length;
    kill({ ofOperation: 'TransactWriteItems', when: 'before' });
    const id = await declareNationally();
    await cloud.settled();
    expect(stillDue(cloud, 'lambda', 'raise-in-icb')).toBe(false);
    expect(await nationallyRaised(id)).toEqual([false]);
    await putOffEnds();
    for (const icb of small.slice(1)) await expectRaised(icb, id, from);
    expect(await nationallyRaised(id)).toEqual([true]);
    await end(id);
  });

  test('when every copy is lost: the minute rule hands over those that are missing', async () => {
    const from = cloud.outbox.list().length;
    giveUp();
    const id = await declareNationally();
    await cloud.settled();
    cloud.clock.advance(121_000);
    await cloud.settled();
    for (const icb of small.slice(1)) await expectRaised(icb, id, from);
    expect(await nationallyRaised(id)).toEqual([true]);
    await end(id);
  });

  test('when other transactions are in the way of a copy', async () => {
    const from = cloud.outbox.list().length;
    const storm = { operation: 'TransactWriteItems', kind: 'conflict', times: 3 } as const;
    cloud.faults.next({ service: 'dynamodb', ...storm, touching: 'ICB#Z04#OUTAGE#' });
    const id = await declareNationally();
    await cloud.settled();
    expect(stillDue(cloud, 'dynamodb', 'TransactWriteItems')).toBe(false);
    await putOffEnds();
    for (const icb of small.slice(1)) await expectRaised(icb, id, from);
    await end(id);
  });
});

describe('updates of one outage raised at the same time', () => {
  test('never step back what is published: a late run of an early update marks nothing', async () => {
    const [icb] = small;
    const id = await down(icb);
    await cloud.settled();
    const client = asRaiser(cloud);
    const database = openDatabase(client, await raiserSettings(), () => undefined);
    const alerts = createAlertStore(database);
    const tenant = tenantOfItem(IcbCode.parse(icb.code));
    const [first, ...others] = icb.odsCodes.map((code) => OdsCode.parse(code));
    const at = '2026-11-20T10:00:00Z';
    await alerts.markPublished(tenant, id, [first!], 3, at);
    await alerts.markPublished(tenant, id, [first!, ...others], 2, at);
    const held = await alerts.readPractices(tenant, id);
    expect(held.map(({ publishedUpdate }) => publishedUpdate)).toEqual([3, ...others.map(() => 2)]);
    client.destroy();
  });
});
