import * as z from 'zod';
import { readNextFiring } from '../clock/next-firing.ts';
import type { ScheduleDefinition } from '../definitions/schedule.ts';
import { readProperties } from './read-properties.ts';
import type { Resource } from './resolve.ts';

const RuleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z
    .array(
      z.strictObject({
        Arn: z.string(),
        Id: z.string(),
        Input: z.string().optional(),
        // Retries of deliveries that EventBridge could not make; here none fails.
        RetryPolicy: z.unknown().optional(),
      }),
    )
    .default([]),
  Tags: z.unknown().optional(),
});

/**
 * The template's rules that run on a schedule, one entry per target; a disabled one is left out.
 * @throws Error for a setting that would be ignored, an expression not known here, and a target
 *   that is not a function
 */
export function schedulesOf(resources: readonly Resource[]): ScheduleDefinition[] {
  return resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .flatMap((resource) => {
      const { ScheduleExpression, State, Targets } = readProperties(resource, RuleProperties);
      const nextAfter = readNextFiring(ScheduleExpression);
      if (State === 'DISABLED') return [];
      return Targets.map(({ Arn, Input }) => {
        if (!resources.some(({ type, arn }) => type === 'AWS::Lambda::Function' && arn === Arn)) {
          throw new Error(
            `Rule ${resource.logicalId} starts ${Arn}, which is not a function of the template.`,
          );
        }
        const { logicalId, arn: ruleArn = '' } = resource;
        return { logicalId, ruleArn, nextAfter, functionArn: Arn, input: Input };
      });
    });
}
