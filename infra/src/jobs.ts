import { Duration } from 'aws-cdk-lib';
import type { Channel } from './messages.ts';
import { deliveryTimeout } from './messages.ts';
import type { Access } from './reach.ts';

/** One function that a stream, a queue or the clock starts. It acts for nobody, so it assumes no data role. */
export interface Job {
  name: string;
  /** What it may touch under its own role. */
  reaches: readonly Access[];
  timeout: Duration;
  /** Megabytes, where the usual is not right. */
  memorySize?: number;
}

/** A job that sends on one channel. All of them run `functions/deliver-alert`. */
export interface DeliveryJob extends Job {
  channel: Channel;
}

const story = ['ICB#*#OUTAGES', 'ICB#*#OUTAGE#*'];
const outage = ['ICB#*#OUTAGE#*'];

/** What it takes to tell which practices are hit, to write them down, and to copy a national outage to its ICBs. */
const raising: readonly Access[] = [
  {
    table: 'registry',
    actions: ['GetItem', 'BatchGetItem'],
    keys: ['ICB#*#ROSTER', 'ICB#*#PROFILE', 'ICB#*#PRACTICE#*'],
  },
  { table: 'outages', actions: ['GetItem', 'PutItem', 'UpdateItem', 'Query'], keys: story },
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

/** Started every minute, to raise again what was not. What it does not finish in one minute, it goes on with in the next. */
export const chaseSilence: Job = {
  name: 'chase-silence',
  reaches: raising,
  timeout: Duration.minutes(1),
  memorySize: oneCore,
};

/** Started by the messages of one channel's queue. */
export function deliver(channel: Channel): DeliveryJob {
  return {
    name: `deliver-${channel}`,
    channel,
    reaches: [
      { table: 'registry', actions: ['GetItem'], keys: ['ICB#*#PRACTICE#*', 'ICB#*#PROFILE'] },
      { table: 'outages', actions: ['GetItem', 'Query'], keys: story },
      { table: 'alerts', actions: ['GetItem', 'PutItem', 'UpdateItem'], keys: outage },
      { table: 'pointers', actions: ['PutItem'], keys: ['REPLY#*'] },
      { table: 'pointers', actions: ['GetItem', 'UpdateItem'], keys: [`PACE#${channel}`] },
    ],
    timeout: deliveryTimeout,
  };
}
