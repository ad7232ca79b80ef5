import { Duration } from 'aws-cdk-lib';
import type { Channel } from './messages.ts';
import { deliveryTimeout } from './messages.ts';
import type { Access } from './reach.ts';

/**
 * One function that a stream, a queue or the clock starts. It acts for nobody, so it assumes no
 * data role.
 */
export interface Job {
  name: string;
  /** What it may touch under its own role. */
  reaches: readonly Access[];
  timeout: Duration;
  /** Megabytes, where the usual is not right. */
  memorySize?: number;
}

/** A job that sends on one channel. All of them run `functions/alert/deliver-alert`. */
export interface DeliveryJob extends Job {
  channel: Channel;
}

const story = ['ICB#*#OUTAGES', 'ICB#*#OUTAGE#*'];
const outage = ['ICB#*#OUTAGE#*'];

/** What messages name and exposure knows besides the national catalogue. */
const ownProducts: Access = { table: 'registry', actions: ['Query'], keys: ['ICB#*#PRODUCTS'] };

/**
 * What it takes to tell which practices are hit, to write them down, and to copy a national outage
 * to its ICBs.
 */
const raising: readonly Access[] = [
  {
    table: 'registry',
    actions: ['GetItem', 'BatchGetItem'],
    keys: ['ICB#*#ROSTER', 'ICB#*#PROFILE', 'ICB#*#PRODUCTS', 'ICB#*#PRACTICE#*'],
  },
  ownProducts,
  { table: 'outages', actions: ['GetItem', 'PutItem', 'UpdateItem', 'Query'], keys: story },
  // What says that a national outage is open in an ICB goes when it is resolved.
  { table: 'outages', actions: ['DeleteItem'], keys: ['ICB#*#OUTAGES'] },
  {
    table: 'alerts',
    actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query'],
    keys: outage,
  },
  { table: 'pointers', actions: ['GetItem'], keys: ['ICBS'] },
];

/** One core: it unpacks rosters, England's at worst. */
const oneCore = 1769;

/** Started by each new update of an outage. */
export const raiseAlerts: Job = {
  name: 'raise-alerts',
  reaches: raising,
  timeout: Duration.minutes(5),
  memorySize: oneCore,
};

/**
 * Started every minute, to raise again what was not. What it does not finish in one minute, it goes
 * on with in the next.
 */
export const raiseOverdue: Job = {
  name: 'raise-overdue',
  reaches: raising,
  timeout: Duration.minutes(1),
  memorySize: oneCore,
};

/**
 * Started every night, to compare each roster with the records that it was made of. It writes
 * nothing.
 */
export const checkRosters: Job = {
  name: 'check-rosters',
  reaches: [
    { table: 'registry', actions: ['Scan'], keys: 'whole table' },
    { table: 'registry', actions: ['GetItem', 'BatchGetItem'], keys: ['ICB#*#ROSTER'] },
    { table: 'pointers', actions: ['GetItem'], keys: ['ICBS'] },
  ],
  timeout: Duration.minutes(5),
  memorySize: oneCore,
};

/** Started by the messages of one channel's queue. */
export function deliver(channel: Channel): DeliveryJob {
  return {
    name: `deliver-${channel}`,
    channel,
    reaches: [
      {
        table: 'registry',
        actions: ['GetItem'],
        keys: ['ICB#*#PRACTICE#*', 'ICB#*#PROFILE', 'ICB#*#PRODUCTS'],
      },
      ownProducts,
      { table: 'outages', actions: ['GetItem', 'Query'], keys: story },
      { table: 'alerts', actions: ['GetItem', 'PutItem', 'UpdateItem'], keys: outage },
      { table: 'pointers', actions: ['PutItem'], keys: ['REPLY#*'] },
      { table: 'pointers', actions: ['GetItem', 'UpdateItem'], keys: [`PACE#${channel}`] },
    ],
    timeout: deliveryTimeout,
  };
}
