import * as z from 'zod';
import type { LogSubscription } from '../definitions/log-subscription.ts';
import { readProperties } from './read-properties.ts';
import type { Resource } from './resolve.ts';

const FilterProperties = z.strictObject({
  LogGroupName: z.string(),
  DestinationArn: z.string(),
  FilterPattern: z.literal('', { error: 'must be empty: the local cloud hands on every event' }),
  FilterName: z.string().optional(),
});

/** The names of the template's log groups. */
export function logGroupsOf(resources: readonly Resource[]): string[] {
  return resources.filter(isGroup).map(({ ref }) => ref);
}

/**
 * The template's subscription filters.
 * @throws Error for a setting that would be ignored, a pattern that would choose among events, and
 *   a log group or function that is not in the template
 */
export function logSubscriptionsOf(resources: readonly Resource[]): LogSubscription[] {
  return resources
    .filter(({ type }) => type === 'AWS::Logs::SubscriptionFilter')
    .map((resource) => {
      const properties = readProperties(resource, FilterProperties);
      const { LogGroupName: groupName, DestinationArn: functionArn } = properties;
      const group = resources.find((each) => isGroup(each) && each.ref === groupName);
      const isFunction = resources.some(
        ({ type, arn }) => type === 'AWS::Lambda::Function' && arn === functionArn,
      );
      if (group?.arn === undefined || !isFunction) {
        throw new Error(
          `${resource.logicalId} leads from ${groupName} to ${functionArn}: ${isFunction ? 'the log group' : 'the function'} is not in the template.`,
        );
      }
      return { name: resource.ref, groupName, groupArn: group.arn, functionArn };
    });
}

function isGroup({ type }: Resource): boolean {
  return type === 'AWS::Logs::LogGroup';
}
