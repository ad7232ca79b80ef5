import { Duration } from 'aws-cdk-lib';
import type { Channel } from './messages.ts';
import { deliveryTimeout, raisingTimeout } from './messages.ts';
import type { Access } from './reach.ts';
import { receiptsTimeout } from './receipt-messages.ts';

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
/** When somebody is due to be turned to. */
const due = ['ICB#*#DUE'];
/** Addresses that messages do not reach. */
const flags = ['ICB#*#FLAGS'];

/** What messages name and exposure knows besides the national catalogue. */
const ownProducts: Access = { table: 'registry', actions: ['Query'], keys: ['ICB#*#PRODUCTS'] };

const icbs: Access = { table: 'pointers', actions: ['GetItem'], keys: ['ICBS'] };

/** One core: it unpacks rosters, England's at worst. */
const oneCore = 1769;

/** Started by each new update of an outage, to hand it over. It sees national outages alone. */
export function raiseAlerts(national: string): Job {
  return {
    name: 'raise-alerts',
    reaches: [{ table: 'outages', actions: ['GetItem'], keys: [`ICB#${national}#OUTAGES`] }, icbs],
    timeout: Duration.seconds(30),
  };
}

/**
 * Started every minute, to hand over again what was not raised. It sees national outages alone:
 * each ICB's own are looked through in an invocation of its own.
 */
export function raiseOverdue(national: string): Job {
  const story = `ICB#${national}#OUTAGE#*`;
  return {
    name: 'raise-overdue',
    reaches: [
      {
        table: 'outages',
        actions: ['GetItem', 'UpdateItem', 'Query'],
        keys: [`ICB#${national}#OUTAGES`, story],
      },
      icbs,
    ],
    timeout: Duration.minutes(1),
  };
}

/**
 * Started by each message of the raising queue: tells which of one ICB's practices an update hits,
 * writes them down, or copies a national update to it. Which ICB, the message says.
 */
export const raiseInIcb: Job = {
  name: 'raise-in-icb',
  reaches: [
    {
      table: 'registry',
      actions: ['GetItem', 'BatchGetItem'],
      keys: ['ICB#*#ROSTER', 'ICB#*#PRODUCTS', 'ICB#*#PRACTICE#*'],
    },
    ownProducts,
    { table: 'outages', actions: ['GetItem', 'PutItem', 'UpdateItem', 'Query'], keys: story },
    // What says that a national outage is open in an ICB goes when it is resolved.
    { table: 'outages', actions: ['DeleteItem'], keys: ['ICB#*#OUTAGES'] },
    // Who does not answer is turned to by and by; what is personal goes two years after the end.
    {
      table: 'alerts',
      actions: ['PutItem', 'UpdateItem', 'Query', 'DeleteItem'],
      keys: [...outage, ...due],
    },
    {
      table: 'registry',
      actions: ['GetItem', 'BatchGetItem'],
      keys: ['ICB#*#PROFILE', 'ICB#*#SENDING'],
    },
    icbs,
  ],
  timeout: raisingTimeout,
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
    icbs,
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
        actions: ['GetItem', 'BatchGetItem'],
        keys: ['ICB#*#PRACTICE#*', 'ICB#*#PROFILE', 'ICB#*#PRODUCTS', 'ICB#*#SENDING'],
      },
      ownProducts,
      { table: 'outages', actions: ['GetItem', 'Query'], keys: story },
      {
        table: 'alerts',
        actions: ['GetItem', 'PutItem', 'UpdateItem'],
        keys: [...outage, ...due],
      },
      { table: 'alerts', actions: ['UpdateItem', 'Query'], keys: flags },
      { table: 'pointers', actions: ['PutItem'], keys: ['REPLY#*', `RECEIPT#${channel}#*`] },
      { table: 'pointers', actions: ['GetItem', 'UpdateItem'], keys: [`PACE#${channel}`] },
    ],
    timeout: deliveryTimeout,
  };
}

/** Started by the log of texts and the queue of SES's events: records what became of messages. */
export const recordReceipts: Job = {
  name: 'record-receipts',
  reaches: [
    { table: 'pointers', actions: ['GetItem'], keys: ['RECEIPT#*'] },
    { table: 'alerts', actions: ['UpdateItem'], keys: [...outage, ...flags] },
    { table: 'alerts', actions: ['PutItem'], keys: due },
  ],
  timeout: receiptsTimeout,
};
