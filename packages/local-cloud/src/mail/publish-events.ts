import type { Clock } from '../clock/clock.ts';
import type { ConfigurationSet } from '../definitions/configuration-set.ts';
import type { ReceiptDesk } from '../receipts/receipts.ts';
import type { PublishToTopic } from '../topic/topic-door.ts';
import { fateEvents, sendEvent } from './event.ts';
import type { AcceptedMail, MailEvent } from './event.ts';

/** What event publishing runs on. */
export interface PublishEventsInput {
  receipts: Pick<ReceiptDesk, 'expect'>;
  /** Publishes to a topic in SES's name. */
  publish: PublishToTopic;
  clock: Clock;
}

const SES = 'ses.amazonaws.com';

/**
 * Tells a configuration set's topics of an email: at once that it was sent, and later of each
 * recipient what became of it there. SES publishes for the set (`aws:SourceArn`).
 */
export function publishEvents(
  mail: AcceptedMail,
  set: ConfigurationSet,
  { receipts, publish, clock }: PublishEventsInput,
): void {
  const tell = ({ type, record }: MailEvent): void => {
    for (const { topicArn, eventTypes } of set.destinations) {
      if (!eventTypes.includes(type)) continue;
      publish({ service: SES, sourceArn: set.arn }, topicArn, JSON.stringify(record));
    }
  };
  tell(sendEvent(mail));
  for (const to of mail.destination.map(bareAddress)) {
    receipts.expect({ channel: 'email', to }, (fate) => {
      for (const event of fateEvents(mail, to, fate, clock.now())) tell(event);
    });
  }
}

/** `shop@example.org` of `The shop <shop@example.org>`. */
export function bareAddress(address: string): string {
  const [, bracketed] = /<([^<>]+)>\s*$/.exec(address) ?? [];
  return (bracketed ?? address).trim();
}
