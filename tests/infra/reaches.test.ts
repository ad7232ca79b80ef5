import { beforeAll, expect, test } from '@jest/globals';
import { functionsOf, named } from './assembly.ts';
import { dataAccess, statementsOf, synthesized } from './assembly.ts';
import type { Assembly } from './assembly.ts';

let assembly: Assembly;
beforeAll(() => {
  assembly = synthesized();
});

const functions = () => functionsOf(assembly);
const permitted = (roleId: string) => statementsOf(assembly, roleId);

const [get, batchGet, query] = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const [put, update, remove] = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

const reads = (table: string, keys: string[], actions = [get]) => [table, actions, keys];
const odsPointers = reads('Pointers', ['ODS#*']);
const icbsPointer = reads('Pointers', ['ICBS']);
const story = ['ICB#*#OUTAGES', 'ICB#*#OUTAGE#*'];
const outage = ['ICB#*#OUTAGE#*'];
const due = ['ICB#*#DUE'];
const flags = ['ICB#*#FLAGS'];
const ownProducts = reads('Registry', ['ICB#*#PRODUCTS'], [query]);
const ofEngland = ['ICB#X26#OUTAGES', 'ICB#X26#OUTAGE#*'];
/** NHS England's stop switch, which holds for all. */
const stopForAll = reads('Registry', ['ICB#X26#SENDING']);
const wholeRegistry = ['Registry', ['dynamodb:Scan'], undefined];
const delivering = (channel: string) => [
  reads(
    'Registry',
    ['ICB#*#PRACTICE#*', 'ICB#*#PROFILE', 'ICB#*#PRODUCTS', 'ICB#*#SENDING'],
    [batchGet, get],
  ),
  ownProducts,
  reads('Outages', story, [get, query]),
  ['Alerts', [get, put, update], [...outage, ...due]],
  ['Alerts', [query, update], flags],
  ['Pointers', [put], ['REPLY#*', `RECEIPT#${channel}#*`]],
  ['Pointers', [get, update], [`PACE#${channel}`]],
];
const reaches: [name: string, assumes: string[], own: unknown[], services?: string[]][] = [
  ['register-practice', ['practice', 'tenant'], [odsPointers]],
  ['read-practice', ['practice', 'tenant'], [odsPointers]],
  ['list-practices', ['tenant'], []],
  ['confirm-practice', ['practice', 'tenant'], [odsPointers]],
  ['query-exposure', ['national', 'tenant'], []],
  ['list-products', ['practice', 'tenant'], [odsPointers]],
  ['keep-product', ['tenant'], []],
  ['load-directory', ['directory'], []],
  ['keep-datasets', [], [['Pointers', [batchGet, get, put], ['DATASET#*']]]],
  [
    'rebuild-roster',
    [],
    [
      wholeRegistry,
      reads('Registry', ['ICB#*#ROSTER']),
      ['Registry', [put], ['ICB#*#ROSTER', 'ICB#*#TRAIL#*']],
      icbsPointer,
    ],
  ],
  [
    'check-rosters',
    [],
    [wholeRegistry, reads('Registry', ['ICB#*#ROSTER'], [batchGet, get]), icbsPointer],
  ],
  ['list-icbs', [], [icbsPointer]],
  ['report-health', [], []],
  ['describe-api', [], []],
  ['preview-outage', ['national', 'tenant'], [stopForAll]],
  ['issue-claims', [], []],
  ['declare-outage', ['national', 'tenant'], [stopForAll]],
  ['follow-outage', ['tenant'], []],
  ['read-board', ['national', 'tenant'], [stopForAll]],
  ['report-situation', ['national', 'tenant'], []],
  ['update-outage', ['national', 'tenant'], []],
  ['keep-profile', ['tenant'], []],
  ['keep-sending', ['national', 'tenant'], [stopForAll]],
  ['redrive-outage', ['tenant'], [], ['sqs']],
  ['ring-practice', ['tenant'], []],
  ['hear-by-telephone', ['tenant'], []],
  [
    'receive-reply',
    ['practice'],
    [
      reads('Pointers', ['ODS#*', 'REPLY#*']),
      reads('Outages', story, [get, query]),
      ['Alerts', [get, update], outage],
      ['Alerts', [put], ['ICB#*#COUNTED#*']],
      reads('Registry', ['ICB#*#PROFILE', 'ICB#*#PRODUCTS']),
      ownProducts,
    ],
  ],
  ['raise-alerts', [], [reads('Outages', ['ICB#X26#OUTAGES']), icbsPointer], ['sqs']],
  ['raise-overdue', [], [reads('Outages', ofEngland, [get, query, update]), icbsPointer], ['sqs']],
  [
    'raise-in-icb',
    [],
    [
      reads('Registry', ['ICB#*#ROSTER', 'ICB#*#PRODUCTS', 'ICB#*#PRACTICE#*'], [batchGet, get]),
      ownProducts,
      ['Outages', [get, put, query, update], story],
      ['Outages', [remove], ['ICB#*#OUTAGES']],
      ['Alerts', [remove, put, query, update], [...outage, ...due]],
      reads('Registry', ['ICB#*#PROFILE', 'ICB#*#SENDING'], [batchGet, get]),
      icbsPointer,
    ],
    ['sns', 'sqs'],
  ],
  [
    'record-receipts',
    [],
    [
      reads('Pointers', ['RECEIPT#*']),
      ['Alerts', [update], [...outage, ...flags]],
      ['Alerts', [put], due],
    ],
    ['sqs'],
  ],
  ['deliver-sms', [], delivering('sms'), ['sns', 'sqs']],
  ['deliver-email', [], delivering('email'), ['ses', 'sqs']],
];
test.each(reaches)(
  '%s may assume %j, and of its own reach %j',
  (name, assumes, own, services = []) => {
    const { role, environment } = functions().find((made) => made.name === name)!;
    const statements = permitted(role);
    const assumed = statements.filter(({ Action }) => Action.includes('sts:AssumeRole'));
    const targets = assumed.flatMap(({ Resource }) => [Resource].flat().map(named));
    expect(targets.sort()).toEqual(assumes.map((data) => `${data}data`));
    expect(dataAccess(assembly, role)).toEqual(own);
    const given = Object.keys(environment).filter((key) => key.endsWith('_ROLE_ARN'));
    expect(given.sort()).toEqual(assumes.map((data) => `${data.toUpperCase()}_ROLE_ARN`));
    const used = new Set(statements.flatMap(({ Action }) => Action.map((a) => a.split(':')[0]!)));
    expect([...used].filter((s) => !['logs', 'sts', 'dynamodb'].includes(s)).sort()).toEqual(
      services,
    );
  },
);

test('there are no others', () => {
  expect(new Set(functions().map(({ name }) => name))).toEqual(new Set(reaches.map(([n]) => n)));
});

test('each is told the names of the tables that it or a role of its reaches', () => {
  for (const { name, role, environment } of functions()) {
    const roles = [
      role,
      ...Object.keys(environment).flatMap((key) => /^(.+)_ROLE_ARN$/.exec(key)?.[1] ?? []),
    ].map((id) => (id === role ? id : `${id.toLowerCase()}data`));
    const tables = new Set(roles.flatMap((id) => dataAccess(assembly, id).map(([table]) => table)));
    const told = Object.entries(environment)
      .filter(([key]) => key.endsWith('_TABLE'))
      .map(([key, value]) => [key, named(value)]);
    expect([name, told.sort()]).toEqual([
      name,
      [...tables].map((table) => [`${String(table).toUpperCase()}_TABLE`, table]).sort(),
    ]);
  }
});
