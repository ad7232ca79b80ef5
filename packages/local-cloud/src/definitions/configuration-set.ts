/** An event of an email, as SES names it. */
export type MailEventType =
  | 'Send'
  | 'Reject'
  | 'Bounce'
  | 'Complaint'
  | 'Delivery'
  | 'Open'
  | 'Click'
  | 'Rendering Failure'
  | 'DeliveryDelay'
  | 'Subscription';

/** What an email may name, so that SES tells what becomes of it. */
export interface ConfigurationSet {
  name: string;
  arn: string;
  /** Those that are enabled. */
  destinations: readonly { topicArn: string; eventTypes: readonly MailEventType[] }[];
}
