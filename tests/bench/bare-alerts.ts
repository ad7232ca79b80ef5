import { parentPort, workerData } from 'node:worker_threads';
import type { AlertedPractice, Channel } from '@registry/domain';
import { OdsCode, OutageId, tenantOfItem } from '@registry/domain';
import { createMessenger, createSender } from '@registry/messaging';
import { createAlertStore, createDeliveryStore, openOwnDatabase } from '@registry/storage';
import * as z from 'zod';
import type { BareReply } from './bare-messages.ts';
import { BareTask } from './bare-messages.ts';
import { timed } from './report.ts';

/** As many as the local cloud's four instances of a function take: batches of ten. */
const AT_ONCE = 40;
/** An outage that nobody declared: its rows are in nobody's way. */
const nowhere = OutageId.parse('01J35XW5F0000000000000000A');

const task = BareTask.parse(workerData);
const tenant = tenantOfItem(task.icb);
const database = openOwnDatabase(process.env);
const alerts = createAlertStore(database);
const odsCodes = Array.from({ length: task.practices }, (_, index) =>
  OdsCode.parse(`Z${String(index + 1).padStart(5, '0')}`),
);

parentPort?.postMessage(await (task.part === 'raise' ? raise() : deliver(task.part)));

async function row(): Promise<AlertedPractice> {
  // The raiser may query, and not get.
  const practices = await alerts.readPractices(tenant, task.outage);
  const found = practices.find(({ odsCode }) => odsCode === task.odsCode);
  if (!found) throw new Error(`${task.odsCode} has no row`);
  return found;
}

async function raise(): Promise<BareReply> {
  const held = await row();
  const at = new Date().toISOString();
  const rows = odsCodes.map((odsCode) => ({ ...held, odsCode, publishedUpdate: 0 }));
  const topic = z.string().parse(process.env['ALERTS_TOPIC_ARN']);
  const messages = odsCodes.map((odsCode) => ({
    message: { icb: task.icb, outage: nowhere, update: 1, odsCode, turn: 0 },
    // For no queue: nobody is to deliver these.
    channels: [],
    group: task.icb,
  }));
  const adding = await timed(() => alerts.addPractices(tenant, nowhere, rows));
  const publishing = await timed(() => createMessenger().publishAlerts(topic, messages));
  const marking = await timed(() => alerts.markPublished(tenant, nowhere, odsCodes, 1, at));
  return [
    { title: 'rows, in hundreds', ms: adding.ms },
    { title: 'PublishBatch, of ten', ms: publishing.ms },
    { title: 'marks, in hundreds', ms: marking.ms },
  ];
}

async function deliver(channel: Channel): Promise<BareReply> {
  const sender = createSender({
    smsSenderId: 'Bare',
    emailFrom: process.env['EMAIL_FROM'],
    emailReceipts: undefined,
  });
  const deliveries = createDeliveryStore(database);
  const waiting = [...odsCodes];
  const one = async (odsCode: OdsCode): Promise<void> => {
    const at = new Date().toISOString();
    const key = { odsCode, update: 1, channel, recipient: '0123456789abcdef' };
    await deliveries.claim(tenant, nowhere, {
      key,
      contact: 'Sam Fictional, Practice manager',
      person: 'nobody',
      text: task.text,
      tokenHash: `${channel}${odsCode}`.padEnd(64, '0'),
      now: at,
      leaseUntil: at,
      expiresAt: 4_000_000_000,
    });
    const { providerId } = await (channel === 'sms'
      ? sender.sms('+447700900999', task.text)
      : sender.email('bare@example.org', 'Bare', task.text));
    const told = {
      channel,
      recipient: key.recipient,
      contact: 'Sam Fictional, Practice manager',
      person: 'nobody',
      turn: 0,
      messageTurn: 0,
      update: 1,
      acceptedAt: at,
    };
    const expiresAt = 4_000_000_000;
    const addressKey = key.recipient;
    const sent = { odsCode, told, at, providerId, expiresAt, addressKey };
    await deliveries.recordSent(tenant, nowhere, sent);
  };
  const all = async (): Promise<void> => {
    for (let odsCode = waiting.shift(); odsCode; odsCode = waiting.shift()) await one(odsCode);
  };
  const { ms } = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, all)));
  return [{ title: `${channel}: claim, send, record`, ms }];
}
