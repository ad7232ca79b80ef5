import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  decide,
  parsePolicy,
  type Call,
  type ResourcePolicy,
} from '../../packages/local-cloud/src/policy/policy.ts';
import {
  account,
  deliveryTrial,
  keyTrial,
  role,
  session,
  tableTrial,
  trustTrial,
  type Trial,
} from './idioms.ts';

/** What the law says. */
function judged(trial: Trial): boolean {
  const principal: Call['principal'] =
    'service' in trial.principal
      ? { kind: 'service', service: trial.principal.service }
      : {
          kind: 'role',
          roleArn: role,
          sessionArn: session,
          account,
          tags: trial.principal.tags,
          policies: trial.identityPolicies.map((each, index) =>
            parsePolicy(each, `identity ${index}`),
          ),
        };
  const own = trial.resourcePolicy;
  const resource: ResourcePolicy =
    own.kind === 'none' ? own : { kind: own.kind, policy: parsePolicy(own.document, 'resource') };
  const { action, context } = trial;
  return decide({ action, resource: trial.resource, principal, context }, resource).allowed;
}

/** What `@cloud-copilot/iam-simulate` says of the same documents. */
async function simulated(trial: Trial): Promise<boolean> {
  const { principal } = trial;
  const own = trial.resourcePolicy;
  const answer = await runSimulation(
    {
      request: {
        principal: 'service' in principal ? principal.service : session,
        action: trial.action,
        resource: { resource: trial.resource, accountId: account },
        contextVariables: { ...trial.context, ...principalContext(principal) },
      },
      identityPolicies: trial.identityPolicies.map((policy, index) => ({
        name: `identity ${index}`,
        policy,
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(own.kind !== 'none' && { resourcePolicy: own.document }),
    },
    {},
  );
  if (answer.resultType !== 'single') throw new Error(JSON.stringify(answer));
  expect(answer.result.ignoredContextKeys).toEqual([]);
  return answer.overallResult === 'Allowed';
}

function principalContext(principal: Trial['principal']): Record<string, string> {
  if ('service' in principal) return {};
  const tags = Object.entries(principal.tags);
  return {
    'aws:PrincipalArn': role,
    'aws:PrincipalAccount': account,
    ...Object.fromEntries(tags.map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value])),
  };
}

/** The same trials every time; any other number gives others. */
const seed = 20240719;

/** Runs trials through both, and makes sure that the trials were of both kinds. */
async function agree(trials: fc.Arbitrary<Trial>, numRuns: number): Promise<void> {
  let allowed = 0;
  await fc.assert(
    fc.asyncProperty(trials, async (trial) => {
      const expected = await simulated(trial);
      if (expected) allowed += 1;
      expect(judged(trial)).toBe(expected);
    }),
    { numRuns, seed },
  );
  expect(allowed / numRuns).toBeGreaterThan(0.05);
  expect(allowed / numRuns).toBeLessThan(0.95);
}

describe('the law agrees with an independent simulator', () => {
  test('on tables: leading keys, tags in variables, policies of role and table', () =>
    agree(tableTrial, 600));
  test('on keys: use by way of a service, under the key policy', () => agree(keyTrial, 300));
  test('on trust: assuming a role and tagging the session', () => agree(trustTrial, 300));
  test('on deliveries: a service calls a function or a queue', () => agree(deliveryTrial, 300));
});
