import * as fc from 'fast-check';

/** A call and the policies it meets, as JSON: what both the law and its oracle are given. */
export interface Trial {
  action: string;
  resource: string;
  /** A role's session with these tags, or a service's name. */
  principal: { tags: Record<string, string> } | { service: string };
  context: Record<string, string | string[]>;
  identityPolicies: Document[];
  resourcePolicy: { kind: 'none' } | { kind: 'either' | 'must'; document: Document };
}

/** A policy document before parsing. */
interface Document {
  Version: '2012-10-17';
  Statement: Record<string, unknown>[];
}

/** Account of every ARN in a trial. */
export const account = '000000000000';
/** The caller's role; `session` is one of its sessions. */
export const role = `arn:aws:iam::${account}:role/query-exposure`;
/** A session of `role`. */
export const session = `arn:aws:sts::${account}:assumed-role/query-exposure/worker-1`;

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-2:${account}:${name}`;
const tables = ['registry', 'outages'].map((name) => arn('dynamodb', `table/${name}`));
const key = arn('kms', 'key/8c1d3f0e-0000-4000-8000-000000000001');
const dataRoles = ['tenant', 'practice'].map((name) => `arn:aws:iam::${account}:role/${name}`);
const lambda = arn('lambda', 'function:read-practice');
const queue = arn('sqs', 'sms');

const tenant = fc.constantFrom('QKS', 'QT6', 'S1Y5D', 'QKS.x+y');
const practice = fc.constantFrom('G82001', 'G82002');

const leadingKey = fc.oneof(
  tenant.map((icb) => `ICB#${icb}#ROSTER`),
  fc.tuple(tenant, practice).map(([icb, ods]) => `ICB#${icb}#PRACTICE#${ods}`),
  tenant.map((icb) => `ICB#${icb}`),
  fc.constantFrom('ODS#G82001', 'ICBS', 'ICB#QKS#TRAIL#2026-11', 'ICB#*#ROSTER', ''),
);

const keyPattern = fc.constantFrom(
  'ICB#${aws:PrincipalTag/tenant}#*',
  'ICB#${aws:principaltag/Tenant}#ROSTER',
  'ICB#${aws:PrincipalTag/tenant}#PRACTICE#${aws:PrincipalTag/practice}',
  'ICB#${aws:PrincipalTag/from}#*',
  "ICB#${aws:PrincipalTag/from, 'QT6'}#*",
  'ICB#*#ROSTER',
  'ICB#?KS#*',
  'ICB#${*}#ROSTER',
  'ODS#*',
  'ICBS',
  'ICB#QKS#ROSTER',
  'ICB#QKS',
  '*',
);

const tags = fc.record(
  { tenant, practice, from: tenant },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<Record<string, string>>;

type Clause = [operator: string, key: string, values: string | string[]];

const some = <T>(entry: fc.Arbitrary<T>, maxLength = 3) =>
  fc.array(entry, { minLength: 1, maxLength });
const stringOperator = fc.constantFrom(
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
);
const setPrefix = fc.constantFrom('ForAllValues:', 'ForAnyValue:');
const flag = fc.constantFrom('true', 'false');
/** StringEquals reads `${*}` in its own way in the oracle: see the test that says so. */
const plain = (value: string) => !value.includes('${*}');

const leadingKeysClause: fc.Arbitrary<Clause> = fc
  .tuple(setPrefix, stringOperator, some(keyPattern))
  .map(([prefix, operator, values]) => [
    prefix + operator,
    'dynamodb:LeadingKeys',
    operator.endsWith('Like') ? values : [...values.filter(plain), 'ICBS'],
  ]);

const tagValue = fc.constantFrom('QKS', 'QT6', 'Q?S', '${aws:PrincipalTag/from}', 'S1*');
const principalClause: fc.Arbitrary<Clause> = fc.oneof(
  fc
    .tuple(
      stringOperator,
      fc.constantFrom('', 'IfExists'),
      fc.constantFrom('aws:PrincipalTag/tenant', 'aws:principaltag/PRACTICE'),
      some(tagValue),
    )
    .map(([operator, ifExists, name, values]): Clause => [operator + ifExists, name, values]),
  fc
    .tuple(
      fc.constantFrom('ArnLike', 'ArnEquals', 'ArnLikeIfExists'),
      fc.constantFrom(
        role,
        `arn:aws:iam::*:role/query-*`,
        'arn:aws:iam::*:role/q',
        'arn:*:*:*:*:*',
      ),
    )
    .map(([operator, value]): Clause => [operator, 'aws:PrincipalArn', value]),
  fc
    .tuple(fc.constantFrom('Bool', 'BoolIfExists'), flag)
    .map(([operator, value]): Clause => [operator, 'aws:SecureTransport', value]),
  flag.map((value): Clause => ['Null', 'aws:PrincipalTag/from', value]),
);

const anyClause: fc.Arbitrary<Clause> = fc.oneof(
  { weight: 4, arbitrary: leadingKeysClause },
  { weight: 2, arbitrary: principalClause },
  { weight: 1, arbitrary: flag.map((value): Clause => ['Null', 'dynamodb:LeadingKeys', value]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(stringOperator, some(keyPattern.filter(plain)))
      .map(([operator, values]): Clause => [operator, 'dynamodb:LeadingKeys', values]),
  },
);

function conditionOf(clauses: Clause[]): { Condition?: Record<string, Record<string, unknown>> } {
  const condition: Record<string, Record<string, unknown>> = {};
  for (const [operator, name, values] of clauses) (condition[operator] ??= {})[name] = values;
  return clauses.length === 0 ? {} : { Condition: condition };
}

const effect = fc.oneof(
  { weight: 4, arbitrary: fc.constant('Allow') },
  { weight: 1, arbitrary: fc.constant('Deny') },
);
const tableAction = fc.constantFrom(
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:BatchGetItem',
);
const actionPattern = fc.oneof(
  tableAction,
  fc.constantFrom('dynamodb:*', 'dynamodb:?etItem', 'DynamoDB:getitem', '*', 'dynamodb:*Item'),
);
const tablePattern = fc.constantFrom(
  ...tables,
  '*',
  `arn:aws:dynamodb:*:${account}:table/reg*`,
  `arn:aws:dynamodb:eu-west-2:*:table/\${aws:PrincipalTag/table, 'registry'}`,
  `arn:aws:dynamodb:eu-west-2:*:table/\${aws:PrincipalTag/tenant}`,
);

/** Our own way to bind a role to its keys: both conditions together. */
const idiomClauses = some(keyPattern).map((values): Clause[] => [
  ['ForAllValues:StringLike', 'dynamodb:LeadingKeys', values],
  ['Null', 'dynamodb:LeadingKeys', 'false'],
]);

const tableStatement = fc
  .record({
    Effect: effect,
    Action: some(actionPattern),
    Resource: some(tablePattern),
    clauses: fc.oneof(
      { weight: 2, arbitrary: idiomClauses },
      { weight: 2, arbitrary: fc.array(anyClause, { maxLength: 3 }) },
    ),
  })
  .map(({ clauses, ...rest }) => ({ ...rest, ...conditionOf(clauses) }));

const awsPrincipal = fc.constantFrom(
  '*',
  account,
  `arn:aws:iam::${account}:root`,
  role,
  session,
  `arn:aws:sts::${account}:assumed-role/query-exposure/worker-2`,
  `arn:aws:iam::${account}:role/other`,
  'arn:aws:iam::111111111111:root',
);
const grantee = fc.oneof(
  { weight: 1, arbitrary: fc.constant('*') },
  { weight: 6, arbitrary: some(awsPrincipal, 2).map((AWS) => ({ AWS })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('sns.amazonaws.com', 'apigateway.amazonaws.com').map((Service) => ({
      Service,
    })),
  },
);

const documentOf = (statements: fc.Arbitrary<Record<string, unknown>[]>) =>
  statements.map((Statement): Document => ({ Version: '2012-10-17', Statement }));
const identityOf = (statement: fc.Arbitrary<Record<string, unknown>>, minLength = 0) =>
  fc.array(documentOf(some(statement)), { minLength, maxLength: 2 });
const resourceOf = (kind: 'either' | 'must', statement: fc.Arbitrary<Record<string, unknown>>) =>
  fc.record({ kind: fc.constant(kind), document: documentOf(some(statement)) });

const withGrantee = (statement: fc.Arbitrary<Record<string, unknown>>) =>
  fc.tuple(statement, grantee).map(([rest, Principal]) => ({ ...rest, Principal }));

/**
 * A role's call on a table: leading keys, tags, wildcards; sometimes with a policy on the table.
 */
export const tableTrial: fc.Arbitrary<Trial> = fc.record({
  action: tableAction,
  resource: fc.constantFrom(...tables),
  principal: fc.record({ tags }),
  context: fc.record(
    {
      'dynamodb:LeadingKeys': some(leadingKey),
      'aws:SecureTransport': flag,
    },
    { requiredKeys: [] },
  ),
  identityPolicies: identityOf(tableStatement, 1),
  resourcePolicy: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ kind: 'none' as const }) },
    { weight: 1, arbitrary: resourceOf('either', withGrantee(tableStatement)) },
  ),
});

const keyClause: fc.Arbitrary<Clause> = fc.oneof(
  fc
    .constantFrom('dynamodb.eu-west-2.amazonaws.com', 'dynamodb.*.amazonaws.com', 'sqs.*')
    .map((value): Clause => ['StringLike', 'kms:ViaService', value]),
  fc
    .constantFrom(account, '111111111111', '${aws:PrincipalAccount}')
    .map((value): Clause => ['StringEquals', 'kms:CallerAccount', value]),
  flag.map((value): Clause => ['Null', 'kms:ViaService', value]),
);
const keyStatement = fc
  .record({
    Effect: effect,
    Action: some(fc.constantFrom('kms:Decrypt', 'kms:*', 'kms:GenerateDataKey*')),
    Resource: fc.constantFrom('*', key, `arn:aws:kms:eu-west-2:${account}:key/other`),
    clauses: fc.array(keyClause, { maxLength: 2 }),
  })
  .map(({ clauses, ...rest }) => ({ ...rest, ...conditionOf(clauses) }));

/** Use of a key by a role, by way of a service or directly, under the key's own policy. */
export const keyTrial: fc.Arbitrary<Trial> = fc.record({
  action: fc.constantFrom('kms:Decrypt', 'kms:GenerateDataKey'),
  resource: fc.constant(key),
  principal: fc.record({ tags }),
  context: fc.record(
    {
      'kms:ViaService': fc.constant('dynamodb.eu-west-2.amazonaws.com'),
      'kms:CallerAccount': fc.constant(account),
    },
    { requiredKeys: [] },
  ),
  identityPolicies: identityOf(keyStatement),
  resourcePolicy: resourceOf('must', withGrantee(keyStatement)),
});

const trustAction = fc.constantFrom('sts:AssumeRole', 'sts:TagSession');
const tagKeys = fc.subarray(['tenant', 'practice', 'from']);
const trustClause: fc.Arbitrary<Clause> = fc.oneof(
  flag.map((value): Clause => ['Null', 'aws:RequestTag/tenant', value]),
  fc
    .tuple(setPrefix, stringOperator, some(fc.constantFrom('tenant', 'practice', 'fr*')))
    .map(([prefix, operator, values]): Clause => [prefix + operator, 'aws:TagKeys', values]),
  fc
    .tuple(stringOperator, fc.constantFrom('Q*', 'QKS', '${aws:PrincipalTag/tenant}'))
    .map(([operator, value]): Clause => [operator, 'aws:RequestTag/tenant', value]),
);
const trustStatement = fc
  .record({
    Effect: effect,
    Action: some(fc.oneof(trustAction, fc.constantFrom('sts:*', 'sts:?agSession'))),
    clauses: fc.array(trustClause, { maxLength: 3 }),
  })
  .map(({ clauses, ...rest }) => ({ ...rest, ...conditionOf(clauses) }));

/** Assuming a data role, or tagging the session, under the role's trust policy. */
export const trustTrial: fc.Arbitrary<Trial> = fc.record({
  action: trustAction,
  resource: fc.constantFrom(...dataRoles),
  principal: fc.record({ tags }),
  context: fc.tuple(tagKeys, tenant).map(([keys, value]) => ({
    ...(keys.length > 0 && { 'aws:TagKeys': keys }),
    ...Object.fromEntries(keys.map((name) => [`aws:RequestTag/${name}`, value])),
  })),
  identityPolicies: identityOf(
    fc
      .tuple(trustStatement, fc.constantFrom('*', ...dataRoles))
      .map(([rest, Resource]) => ({ ...rest, Resource })),
  ),
  resourcePolicy: resourceOf('must', withGrantee(trustStatement)),
});

const source = `arn:aws:execute-api:eu-west-2:${account}:a1b2/api/GET/practices/{odsCode}`;
const topic = arn('sns', 'alerts');
const sourceClause: fc.Arbitrary<Clause> = fc
  .tuple(
    fc.constantFrom('ArnLike', 'ArnEquals'),
    fc.constantFrom(
      source,
      `arn:aws:execute-api:eu-west-2:${account}:a1b2/*/*/practices/{odsCode}`,
      `arn:aws:execute-api:eu-west-2:${account}:a1b2/api/PUT/*`,
      topic,
      arn('sns', '*'),
    ),
  )
  .map(([operator, value]) => [operator, 'AWS:SourceArn', value]);
const deliveryStatement = fc
  .record({
    Effect: effect,
    Action: some(fc.constantFrom('lambda:InvokeFunction', 'sqs:SendMessage', 'lambda:*', 'sqs:*')),
    Resource: fc.constantFrom('*', lambda, queue),
    clauses: fc.array(
      fc.oneof(
        sourceClause,
        fc
          .constantFrom(account, '111111111111')
          .map((value): Clause => ['StringEquals', 'aws:SourceAccount', value]),
      ),
      { maxLength: 2 },
    ),
    Principal: fc.oneof(
      fc.constantFrom('*', { AWS: '*' }, { AWS: account }),
      fc
        .constantFrom('apigateway.amazonaws.com', 'sns.amazonaws.com')
        .map((Service) => ({ Service })),
    ),
  })
  .map(({ clauses, ...rest }) => ({ ...rest, ...conditionOf(clauses) }));

/** A service's delivery: gateway to function, topic to queue. */
export const deliveryTrial: fc.Arbitrary<Trial> = fc
  .record({
    identityPolicies: fc.constant<Document[]>([]),
    action: fc.constantFrom('lambda:InvokeFunction', 'sqs:SendMessage'),
    resource: fc.constant(lambda),
    principal: fc.record({
      service: fc.constantFrom('apigateway.amazonaws.com', 'sns.amazonaws.com'),
    }),
    context: fc.record(
      {
        'aws:SourceArn': fc.constantFrom(source, topic),
        'aws:SourceAccount': fc.constant(account),
      },
      { requiredKeys: [] },
    ),
    resourcePolicy: resourceOf('either', deliveryStatement),
  })
  .map((trial) => ({ ...trial, resource: trial.action.startsWith('sqs') ? queue : lambda }));
