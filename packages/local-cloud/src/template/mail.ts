import * as z from 'zod';
import { arnOf } from '../account/account.ts';
import type { ConfigurationSet, MailEventType } from '../definitions/configuration-set.ts';
import { readProperties } from './read-properties.ts';
import type { Resource } from './resolve.ts';

const IdentityProperties = z.object({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z
    .undefined({ error: 'has no effect here: let each email name its configuration set' })
    .optional(),
});

/**
 * The domains and addresses that the template lets SES send from; here each is verified from the
 * start.
 * @throws Error for an identity with a configuration set of its own
 */
export function mailIdentitiesOf(resources: readonly Resource[]): string[] {
  return resources
    .filter(({ type }) => type === 'AWS::SES::EmailIdentity')
    .map((resource) => readProperties(resource, IdentityProperties).EmailIdentity.toLowerCase());
}

/** How mail servers see an email, which none does here. */
const unseen = z.unknown().optional();
const SetProperties = z.strictObject({
  Name: z.string().optional(),
  SendingOptions: z
    .strictObject({ SendingEnabled: z.literal(true, { error: 'must be true' }).optional() })
    .optional(),
  ArchivingOptions: unseen,
  DeliveryOptions: unseen,
  ReputationOptions: unseen,
  SuppressionOptions: unseen,
  TrackingOptions: unseen,
  VdmOptions: unseen,
  Tags: unseen,
});

/** CloudFormation's names of events, without case and underscores. */
const EVENT_TYPES = new Map<string, MailEventType>([
  ['send', 'Send'],
  ['reject', 'Reject'],
  ['bounce', 'Bounce'],
  ['complaint', 'Complaint'],
  ['delivery', 'Delivery'],
  ['open', 'Open'],
  ['click', 'Click'],
  ['renderingfailure', 'Rendering Failure'],
  ['deliverydelay', 'DeliveryDelay'],
  ['subscription', 'Subscription'],
]);

const EventType = z.string().transform((given, context): MailEventType => {
  const known = EVENT_TYPES.get(given.toLowerCase().replaceAll('_', ''));
  if (known !== undefined) return known;
  context.addIssue(`${given} is no event of SES`);
  return 'Send';
});

const DestinationProperties = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Enabled: z.union([z.boolean(), z.stringbool()]),
    Name: z.string().optional(),
    MatchingEventTypes: z.array(EventType).min(1),
    SnsDestination: z.strictObject({ TopicARN: z.string() }),
  }),
});

/**
 * The template's configuration sets, each with the topics that hear of its emails.
 * @throws Error for a setting that would be ignored, a set that may not send, an event that SES
 *   does not have, and a destination whose set or topic is not in the template
 */
export function configurationSetsOf(resources: readonly Resource[]): ConfigurationSet[] {
  const sets = resources.filter(({ type }) => type === 'AWS::SES::ConfigurationSet');
  for (const set of sets) readProperties(set, SetProperties);
  const destinations = resources
    .filter(({ type }) => type === 'AWS::SES::ConfigurationSetEventDestination')
    .map((resource) => destinationOf(resource, sets, resources));
  return sets.map(({ ref: name }) => ({
    name,
    arn: arnOf('ses', `configuration-set/${name}`),
    destinations: destinations
      .filter(({ setName, enabled }) => setName === name && enabled)
      .map(({ topicArn, eventTypes }) => ({ topicArn, eventTypes })),
  }));
}

function destinationOf(
  resource: Resource,
  sets: readonly Resource[],
  resources: readonly Resource[],
) {
  const { ConfigurationSetName: setName, EventDestination } = readProperties(
    resource,
    DestinationProperties,
  );
  const { TopicARN: topicArn } = EventDestination.SnsDestination;
  const isSet = sets.some(({ ref }) => ref === setName);
  const isTopic = resources.some(({ type, ref }) => type === 'AWS::SNS::Topic' && ref === topicArn);
  if (!isSet || !isTopic) {
    throw new Error(
      `${resource.logicalId} leads from ${setName} to ${topicArn}: ${isSet ? 'the topic' : 'the configuration set'} is not in the template.`,
    );
  }
  const { Enabled: enabled, MatchingEventTypes: eventTypes } = EventDestination;
  return { setName, topicArn, enabled, eventTypes };
}
