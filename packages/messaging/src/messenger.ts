import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { AlertMessage, Channel, IcbCode, ReminderMessage } from '@registry/domain';
import { chunks } from './chunks.ts';

/** The most entries of one PublishBatch (SNS quotas). */
const BATCH_ENTRIES = 10;
/**
 * Batches under way at once in one ICB: SNS in London takes 300 messages a second by default, a
 * batch answers in some 30 ms, and ten ICBs may be at work.
 */
const BATCHES_AT_ONCE = 2;

/** An alert, and the channels whose queues it is for. */
export interface Alert {
  message: AlertMessage;
  channels: readonly Channel[];
  /**
   * With what it shares its turn in the queues: a group's backlog does not hold up another's.
   * Source: SQS developer guide, "Amazon SQS fair queues".
   */
  group: string;
}

/** Publishes to the topics. */
export type Messenger = ReturnType<typeof createMessenger>;

/** Makes a messenger with the function's own credentials. */
export function createMessenger() {
  const client = new SNSClient({});

  /** Alerts of one batch that the topic did not take. */
  async function publishBatch(topicArn: string, alerts: readonly Alert[]): Promise<AlertMessage[]> {
    const { Failed: failed = [] } = await client.send(
      new PublishBatchCommand({
        TopicArn: topicArn,
        PublishBatchRequestEntries: alerts.map(({ message, channels, group }, index) => ({
          Id: String(index),
          Message: JSON.stringify(message),
          MessageGroupId: group,
          MessageAttributes: {
            channels: { DataType: 'String.Array', StringValue: JSON.stringify(channels) },
          },
        })),
      }),
    );
    const ids = new Set(failed.map(({ Id }) => Id));
    return alerts.filter((_, index) => ids.has(String(index))).map(({ message }) => message);
  }

  return {
    /**
     * Publishes alerts, and gives those that the topic did not take: publish them again. Throws
     * when it takes none at all.
     */
    async publishAlerts(
      topicArn: string,
      alerts: readonly Alert[],
    ): Promise<{ failed: AlertMessage[] }> {
      const batches = chunks(alerts, BATCH_ENTRIES);
      const failed: AlertMessage[] = [];
      for (const some of chunks(batches, BATCHES_AT_ONCE)) {
        const outcomes = await Promise.all(some.map((batch) => publishBatch(topicArn, batch)));
        failed.push(...outcomes.flat());
      }
      return { failed };
    },

    /** Publishes a reminder to somebody at an ICB, for the queue of texts. */
    async publishReminder(topicArn: string, reminder: ReminderMessage): Promise<void> {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: JSON.stringify(reminder),
          MessageGroupId: reminder.icb,
          MessageAttributes: {
            channels: { DataType: 'String.Array', StringValue: JSON.stringify(['sms']) },
          },
        }),
      );
    },

    /** Tells an ICB's partners; `body` becomes JSON, and must hold no link and no contact. */
    async announce(topicArn: string, icb: IcbCode, body: object): Promise<void> {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: JSON.stringify(body),
          MessageAttributes: { icb: { DataType: 'String', StringValue: icb } },
        }),
      );
    },
  };
}
