import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { decide, parsePolicy, PolicyNotUnderstood, type Call } from './policy.ts';

interface Case {
  name: string;
  action: string;
  on?: string;
  service?: string;
  tags?: Record<string, string>;
  holds?: string[];
  context?: Call['context'];
  resourcePolicy?: { kind: 'either' | 'must'; policy: string };
  allowed: boolean;
  reason?: string;
}

const { policies, cases, notUnderstood } = JSON.parse(
  readFileSync(new URL('cases.json', import.meta.url), 'utf8'),
) as {
  policies: Record<string, unknown[]>;
  cases: Case[];
  notUnderstood: { name: string; statement: Record<string, unknown>; says: string }[];
};

const policy = (name: string) =>
  parsePolicy({ Version: '2012-10-17', Statement: policies[name] }, name);

const role = (each: Case): Call['principal'] => ({
  kind: 'role',
  roleArn: 'arn:aws:iam::000000000000:role/list-orders',
  sessionArn: 'arn:aws:sts::000000000000:assumed-role/list-orders/1',
  account: '000000000000',
  tags: each.tags ?? {},
  policies: (each.holds ?? []).map(policy),
});

describe('the law', () => {
  test.each(cases)('$name', (each) => {
    const own = each.resourcePolicy;
    const decision = decide(
      {
        action: each.action,
        resource: each.on ?? 'arn:aws:dynamodb:eu-west-2:000000000000:table/orders',
        principal:
          each.service === undefined ? role(each) : { kind: 'service', service: each.service },
        context: each.context ?? {},
      },
      own === undefined ? { kind: 'none' } : { kind: own.kind, policy: policy(own.policy) },
    );
    expect(decision).toEqual({
      allowed: each.allowed,
      reason: expect.stringContaining(each.reason ?? ''),
    });
  });
});

describe('what the law does not know it refuses to read', () => {
  test.each(notUnderstood)('$name', ({ statement, says }) => {
    const whole = { Sid: 'Tried', Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' };
    const document = { Version: '2012-10-17', Statement: [{ ...whole, ...statement }] };
    const read = () => parsePolicy(document, 'tried');
    expect(read).toThrow(PolicyNotUnderstood);
    expect(read).toThrow(says);
  });

  test('a version that does not resolve variables', () => {
    expect(() => parsePolicy({ Version: '2008-10-17', Statement: [] }, 'old')).toThrow(
      'Policy old: Version: must be 2012-10-17',
    );
  });

  test("a resource's policy among identity policies, and the reverse", () => {
    const call = { action: 'dynamodb:GetItem', resource: '*', context: {} };
    const swapped = { name: '', action: '', allowed: false, holds: ['table for the role'] };
    expect(() => decide({ ...call, principal: role(swapped) }, { kind: 'none' })).toThrow(
      'an identity policy has no Principal',
    );
    const own = { kind: 'either', policy: policy('may use keys') } as const;
    expect(() => decide({ ...call, principal: role({ ...swapped, holds: [] }) }, own)).toThrow(
      "a resource's policy needs a Principal",
    );
  });
});
