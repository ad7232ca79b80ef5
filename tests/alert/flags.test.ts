import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { PracticeView, Tenant } from '@registry/domain';
import { callerOf, OdsCode } from '@registry/domain';
import type { Fate, MessageUnderWay } from '@registry/local-cloud';
import { createFlagStore, openDatabase } from '@registry/storage';
import { declareDown, endQuietly, loadAlertedIcb, raiserSettings } from '../faults/alerted-icb.ts';
import { startUnhurried } from '../faults/alerted-icb.ts';
import type { AlertedIcb } from '../faults/alerted-icb.ts';
import { addressees, messages } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';

const desk = { role: 'icb', org: 'Z01' } as const;
const neighbour = { role: 'icb', org: 'Z02' } as const;

let register: RunningRegister;
let icb: AlertedIcb;
let beside: AlertedIcb;
beforeAll(async () => {
  register = await startUnhurried();
  icb = await loadAlertedIcb(register, 'Z01', { practices: 4 });
  beside = await loadAlertedIcb(register, 'Z02', { practices: 1 });
});
afterEach(() => {
  register.cloud.receipts.decide(() => undefined);
});
afterAll(() => register.stop());

const codeAt = (nth: number) => icb.odsCodes[nth]!;
const emailOf = (odsCode: string) => `manager.${odsCode.toLowerCase()}@example.org`;
const mobileAt = (nth: number) => icb.addresses[2 * nth]!.replace('sms ', '');

/** An outage from its declaration to its quiet end, while messages have these fates. */
async function outage(fate: (message: MessageUnderWay) => Fate | undefined, of = icb) {
  register.cloud.receipts.decide(fate);
  const before = messages(register).length;
  const id = await declareDown(register, of);
  await register.cloud.settled();
  await endQuietly(register, of, id);
  return addressees(messages(register, before));
}

/** The fate of messages to these addresses; of others it is the usual. */
const fates =
  (of: Record<string, Fate>) =>
  ({ to }: MessageUnderWay): Fate | undefined =>
    of[to];

const flagsOf = ({ contacts }: PracticeView) => contacts.map(({ undelivered }) => undelivered);
const flagsAt = async (odsCode: string) =>
  flagsOf((await register.as(desk).readPractice(odsCode)).practice);
async function listed(who: typeof desk | typeof neighbour) {
  const held: unknown[] = [];
  for await (const practice of register.as(who).listPractices())
    held.push(flagsOf(practice).flatMap((each) => each?.map(({ reason }) => reason) ?? []));
  return held;
}
const optedOut: Fate = { outcome: 'undelivered', reason: 'Phone number is opted out' };
const bounced: Fate = { outcome: 'undelivered', reason: '5.1.1 user unknown' };
const at: unknown = expect.any(String);
const said = {
  optedOut: 'The holder has opted out of messages',
  bounced: 'There is no such mailbox, or it takes none of our emails',
  unwanted: 'They marked our message as unwanted',
};

test('whom messages do not reach is marked for its ICB, by what the receipts say', async () => {
  expect(await listed(desk)).toEqual([[], [], [], []]);
  expect((await register.registry('contacts', 'check', '--icb', 'Z01')).stdout).toContain(
    'Of no contact in Z01 is it known that messages do not arrive.',
  );
  await outage(
    fates({
      [mobileAt(0)]: optedOut,
      [emailOf(codeAt(0))]: bounced,
      [emailOf(codeAt(1))]: { outcome: 'complaint' },
      // What passes is no flag.
      [mobileAt(2)]: { outcome: 'undelivered', reason: 'Phone is currently unreachable' },
      [emailOf(codeAt(2))]: { ...bounced, permanent: false, subType: 'MailboxFull' },
    }),
  );
  expect(await flagsAt(codeAt(0))).toEqual([
    [
      { channel: 'sms', reason: said.optedOut, at },
      { channel: 'email', reason: said.bounced, at },
    ],
  ]);
  expect(await listed(desk)).toEqual([[said.optedOut, said.bounced], [said.unwanted], [], []]);
  expect(register.cloud.refusals).toEqual([]);
});

test('neither the practice nor another ICB is told so, even where it has the same number', async () => {
  const own = { role: 'practice', org: codeAt(0) } as const;
  expect(flagsOf((await register.as(own).readPractice(codeAt(0))).practice)).toEqual([undefined]);
  const [theirs] = beside.odsCodes as [string];
  await register.as({ role: 'practice', org: theirs }).registerPractice(theirs, {
    systems: [],
    contacts: [{ name: 'Sam Fictional', role: 'Manager', mobile: mobileAt(0) }],
  });
  expect(await listed(neighbour)).toEqual([[]]);
  const asked = await register.request(neighbour, 'GET', `/practices/${codeAt(0)}`);
  expect([asked.status, await asked.text()]).toEqual([404, expect.not.stringMatching(/opted/)]);
  expect(register.cloud.refusals).toEqual([]);
});

test('the command line lists them without an address, and shows them on their practice', async () => {
  const check = await register.registry('contacts', 'check', '--icb', 'Z01');
  expect(check).toMatchObject({ code: 0, stderr: '' });
  expect(check.stdout).toContain('Messages do not arrive at 3 addresses of 2 practices:');
  expect(check.stdout).not.toMatch(/7700|@example/);
  const csv = await register.registry('contacts', 'check', '--icb', 'Z01', '--csv');
  expect(csv.stdout.split('\r\n')).toHaveLength(5);
  expect(csv.stdout).toContain(`Sam Fictional,Practice manager,sms,${said.optedOut},20`);
  const none = await register.registry('contacts', 'check', '--icb', 'Z02', '--csv');
  expect([none.stdout.split('\r\n').length, none.stderr]).toEqual([
    2,
    expect.stringMatching(/Z02/),
  ]);
  const { stdout } = await register.registry('practice', 'show', codeAt(0), '--icb', 'Z01');
  expect(stdout).toContain('texts do not arrive: the holder has opted out of messages, since ');
});

test('a corrected address has no flag, and one that a message reaches again loses it', async () => {
  const mobile = '07700 900999';
  const practice = { role: 'practice', org: codeAt(0) } as const;
  await register.as(practice).registerPractice(codeAt(0), {
    contacts: [
      { name: 'Sam Fictional', role: 'Practice manager', mobile, email: emailOf(codeAt(0)) },
    ],
  });
  const stays = [[{ channel: 'email', reason: said.bounced, at }]];
  const before = await flagsAt(codeAt(0));
  expect(before).toEqual(stays);
  // Since when they do not arrive is since when they first did not.
  await outage(fates({ [emailOf(codeAt(0))]: bounced }));
  expect(await flagsAt(codeAt(0))).toEqual(before);
  expect(await listed(desk)).toEqual([[said.bounced], [], [], []]);
  await outage(() => undefined);
  expect(await listed(desk)).toEqual([[], [], [], []]);
});

test('what the provider refuses to send is marked too', async () => {
  register.cloud.faults.next({ service: 'sns', operation: 'Text', kind: 'reject', times: 4 });
  await outage(() => undefined);
  const refused = 'The provider does not accept this number';
  expect(await listed(desk)).toEqual([[refused], [refused], [refused], [refused]]);
  await outage(() => undefined);
  expect(await listed(desk)).toEqual([[], [], [], []]);
});

test('the next outage goes to others of the practice first, and back once they are reached', async () => {
  const [first, second] = ['07700 900881', '07700 900882'];
  await register.as({ role: 'practice', org: codeAt(3) }).registerPractice(codeAt(3), {
    contacts: [first, second].map((mobile, index) => ({
      name: `Person ${index} Fictional`,
      role: 'Manager',
      order: index + 1,
      mobile,
    })),
  });
  const told = async (of: Record<string, Fate> = {}) =>
    (await outage(fates(of))).filter((to) => to.includes('90088'));
  expect(await told({ '+447700900881': optedOut })).toContain('sms +447700900881');
  expect(await told()).toEqual(['sms +447700900882']);
  // Where nobody else is left either, the first is told again.
  expect(await told({ '+447700900882': optedOut })).toContain('sms +447700900882');
  expect((await told())[0]).toBe('sms +447700900881');
  expect(await told()).toEqual(['sms +447700900881']);
});

describe('in whatever order receipts come, and however often', () => {
  const caller = callerOf(desk, 'X26');
  const { tenant } = caller as { tenant: Tenant };
  const odsCode = OdsCode.parse('Z00009');
  const address = { odsCode, channel: 'sms' as const };
  const moment = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
  type Word = [kind: 'fails' | 'arrives', minute: number];
  const orders = (words: Word[]): Word[][] =>
    words.length < 2
      ? [words]
      : words.flatMap((word, index) =>
          orders(words.toSpliced(index, 1)).map((rest) => [word, ...rest]),
        );

  test.each<[string, Word[], boolean]>([
    [
      'a failure after a delivery',
      [
        ['arrives', 1],
        ['fails', 2],
      ],
      true,
    ],
    [
      'a delivery after a failure',
      [
        ['fails', 1],
        ['arrives', 2],
      ],
      false,
    ],
    [
      'both at one moment',
      [
        ['fails', 1],
        ['arrives', 1],
      ],
      true,
    ],
    [
      'delivered between two failures',
      [
        ['fails', 1],
        ['arrives', 2],
        ['fails', 3],
      ],
      true,
    ],
    [
      'failed between two deliveries',
      [
        ['arrives', 1],
        ['fails', 2],
        ['arrives', 3],
      ],
      false,
    ],
  ])('%s ends as the newest says', async (name, words, flagged) => {
    const writing = new DynamoDBClient(register.cloud.credentialsOf('record-receipts'));
    const reading = new DynamoDBClient(register.cloud.credentialsOf('deliver-sms'));
    const settings = await raiserSettings();
    const [writer, reader] = [writing, reading].map((client) =>
      createFlagStore(openDatabase(client, settings, () => undefined)),
    );
    const ends: boolean[] = [];
    for (const [nth, order] of orders(words).entries()) {
      const addressKey = `${name} ${nth}`;
      for (const [kind, minute] of [...order, order[0]!]) {
        const about = { ...address, addressKey, at: moment(minute) };
        await (kind === 'fails'
          ? writer!.set(tenant, { ...about, reason: said.optedOut })
          : writer!.clear(tenant, about));
      }
      const held = await reader!.list(tenant, { first: odsCode, last: odsCode });
      ends.push(held.has(addressKey));
    }
    expect(ends).toEqual(ends.map(() => flagged));
    for (const client of [writing, reading]) client.destroy();
  });
});

test('no log holds a number or an address', () => {
  expect(register.cloud.logs().join('\n')).not.toMatch(/\+?447700|@example\.org/);
});
