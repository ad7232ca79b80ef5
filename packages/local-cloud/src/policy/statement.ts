import * as z from 'zod';
import { parseCondition, type Condition } from './condition.ts';
import { parseAwsPrincipal, parseServicePrincipal, type Grantee } from './grantee.ts';
import { PolicyNotUnderstood } from './not-understood.ts';
import { parseArnPattern, parsePattern, type ArnPattern, type Pattern } from './pattern.ts';

/** A policy document, read. */
export interface Policy {
  /** Name for people, such as the role's or the table's logical id. */
  name: string;
  statements: readonly Statement[];
}

/** One statement of a policy. */
export interface Statement {
  /** `statement 2 (Sid) of <policy>`, for people. */
  label: string;
  effect: 'Allow' | 'Deny';
  /** Whom it speaks of; undefined in an identity policy, which speaks of its holder. */
  grantees: readonly Grantee[] | undefined;
  /** In lower case, since actions know no case. */
  actions: readonly Pattern[];
  /**
   * Undefined in a resource's policy that leaves it out (a role's trust), which means the resource
   * itself.
   */
  resources: readonly (ArnPattern | '*')[] | undefined;
  conditions: readonly Condition[];
}

/** A policy may write a list of one without its brackets. */
const alone = (value: unknown): unknown => (Array.isArray(value) ? value : [value]);
const listed = <T extends z.ZodType>(entry: T) => z.preprocess(alone, z.array(entry).min(1));
const Strings = listed(z.string());
const Values = listed(z.union([z.string(), z.boolean().transform(String)]));

const StatementDocument = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z
    .preprocess(
      (value) => (value === '*' ? { AWS: '*' } : value),
      z.strictObject({ AWS: Strings.optional(), Service: Strings.optional() }),
    )
    .optional(),
  Action: Strings,
  Resource: Strings.optional(),
  Condition: z.record(z.string(), z.record(z.string(), Values)).optional(),
});

const PolicyDocument = z.strictObject({
  Version: z.literal('2012-10-17', 'must be 2012-10-17: older versions do not resolve variables'),
  Id: z.string().optional(),
  Statement: z.preprocess(alone, z.array(StatementDocument)),
});

/**
 * Reads a policy document strictly, for {@link decide}: elements Version (2012-10-17 alone), Id,
 * Statement, Sid, Effect, Principal (`*`, AWS, Service), Action, Resource and Condition.
 * CloudFormation's functions must be resolved beforehand. A document without statements allows
 * nothing.
 *
 * @param name the policy's name for people
 * @throws PolicyNotUnderstood naming the element, operator, key, variable or value it does not know
 */
export function parsePolicy(document: unknown, name: string): Policy {
  const parsed = PolicyDocument.safeParse(document);
  if (!parsed.success) throw new PolicyNotUnderstood(`Policy ${name}`, wordsOf(parsed.error));
  const statements = parsed.data.Statement.map((statement, index) => {
    const sid = statement.Sid === undefined ? '' : ` (${statement.Sid})`;
    return parseStatement(statement, `statement ${index + 1}${sid} of ${name}`);
  });
  return { name, statements };
}

function wordsOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const at = z.core.toDotPath(issue.path);
      const what =
        issue.code === 'unrecognized_keys'
          ? `does not know the element ${issue.keys.join(', ')}`
          : issue.message;
      return at === '' ? what : `${at}: ${what}`;
    })
    .join('; ');
}

function parseStatement(document: z.infer<typeof StatementDocument>, label: string): Statement {
  const { Effect, Principal, Action, Resource, Condition } = document;
  if (Principal === undefined && Resource === undefined) {
    throw new PolicyNotUnderstood(label, 'has neither Principal nor Resource.');
  }
  const grantees = Principal && [
    ...(Principal.AWS ?? []).map((entry) => parseAwsPrincipal(entry, label)),
    ...(Principal.Service ?? []).map((entry) => parseServicePrincipal(entry, label)),
  ];
  if (grantees?.length === 0) throw new PolicyNotUnderstood(label, 'its Principal names nobody.');
  return {
    label,
    effect: Effect,
    grantees,
    actions: Action.map((action) => parseAction(action, label)),
    resources: Resource?.map((arn) => (arn === '*' ? '*' : parseArnPattern(arn, label))),
    conditions: Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => parseCondition(operator, key, values, label)),
    ),
  };
}

function parseAction(action: string, where: string): Pattern {
  if (!/^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/u.test(action)) {
    throw new PolicyNotUnderstood(
      where,
      `does not know the action ${action}: service:Name or * would be right.`,
    );
  }
  return parsePattern(action.toLowerCase(), where);
}
