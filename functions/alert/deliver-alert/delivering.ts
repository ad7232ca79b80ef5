import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { Channel, IcbCode, REPLY_TOKEN_BYTES, replyToken } from '@registry/domain';
import type { Queue, Sender } from '@registry/messaging';
import { createQueue, createSender } from '@registry/messaging';
import type {
  AlertStore,
  DueStore,
  DeliveryStore,
  FlagStore,
  OutageStore,
  PaceStore,
  ProductStore,
  ProfileStore,
  RecordStore,
  ReminderStore,
} from '@registry/storage';
import {
  createAlertStore,
  createDueStore,
  createDeliveryStore,
  createFlagStore,
  createOutageStore,
  createPaceStore,
  createProductStore,
  createProfileStore,
  createRecordStore,
  createReminderStore,
  createSendingStore,
  openOwnDatabase,
} from '@registry/storage';
import { createStopWatch } from './stop-watch.ts';
import type { StopWatch } from './stop-watch.ts';

const perSecond = z.coerce.number().positive('should be how many messages a second may go out');
const common = {
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  DEAD_LETTERS_URL: z.url(),
  NATIONAL_ORG: IcbCode,
};
const Environment = z.discriminatedUnion('CHANNEL', [
  z.object({
    ...common,
    CHANNEL: z.literal('sms'),
    SMS_QUEUE_URL: z.url(),
    SMS_PER_SECOND: perSecond,
    SMS_SENDER_ID: z.string().optional(),
  }),
  z.object({
    ...common,
    CHANNEL: z.literal('email'),
    EMAIL_QUEUE_URL: z.url(),
    EMAIL_PER_SECOND: perSecond,
    EMAIL_FROM: z.string(),
    EMAIL_RECEIPTS: z.string(),
  }),
]);

/** What delivering on one channel works with. */
export interface Delivering {
  channel: Channel;
  perSecond: number;
  /** Address of the API, without a slash at its end. */
  publicUrl: string;
  queue: Pick<Queue, 'postpone'>;
  /** Where messages are put that nobody can read. */
  deadLetters: Pick<Queue, 'send'>;
  sender: Sender;
  records: Pick<RecordStore, 'read'>;
  outages: Pick<OutageStore, 'read' | 'readStory'>;
  profiles: Pick<ProfileStore, 'read'>;
  products: Pick<ProductStore, 'list'>;
  alerts: Pick<AlertStore, 'readPractice' | 'markWaiting'>;
  deliveries: Pick<DeliveryStore, 'claim' | 'recordSent' | 'recordFailed' | 'recordNotSent'>;
  reminders: ReminderStore;
  due: Pick<DueStore, 'lookAt'>;
  flags: Pick<FlagStore, 'list' | 'set'>;
  pace: PaceStore;
  isStopped: StopWatch;
  now: () => Date;
  wait: (ms: number) => Promise<void>;
  newToken: () => string;
}

/** Reads the environment and opens what delivering needs, with the function's own narrow role. */
export function createDelivering(env: unknown): Delivering {
  const settings = Environment.parse(env);
  const database = openOwnDatabase(env);
  const now = () => new Date();
  const texting = settings.CHANNEL === 'sms';
  return {
    channel: settings.CHANNEL,
    perSecond: texting ? settings.SMS_PER_SECOND : settings.EMAIL_PER_SECOND,
    publicUrl: settings.PUBLIC_URL,
    queue: createQueue(texting ? settings.SMS_QUEUE_URL : settings.EMAIL_QUEUE_URL),
    deadLetters: createQueue(settings.DEAD_LETTERS_URL),
    sender: createSender({
      smsSenderId: texting ? settings.SMS_SENDER_ID : undefined,
      emailFrom: texting ? undefined : settings.EMAIL_FROM,
      emailReceipts: texting ? undefined : settings.EMAIL_RECEIPTS,
    }),
    records: createRecordStore(database),
    outages: createOutageStore(database),
    profiles: createProfileStore(database),
    products: createProductStore(database),
    alerts: createAlertStore(database),
    deliveries: createDeliveryStore(database),
    reminders: createReminderStore(database),
    due: createDueStore(database),
    flags: createFlagStore(database),
    pace: createPaceStore(database),
    isStopped: createStopWatch(createSendingStore(database), settings.NATIONAL_ORG, now),
    now,
    wait: database.wait,
    newToken: () => replyToken(randomBytes(REPLY_TOKEN_BYTES)),
  };
}
