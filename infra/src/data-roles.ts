import { ArnPrincipal, CfnRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allowKeys } from './reach.ts';
import type { Access } from './reach.ts';
import type { Tables } from './tables.ts';

/**
 * The roles through which a request reaches data, each bound by session tags to what its caller may
 * touch.
 */
export type DataRole = 'tenant' | 'practice' | 'national' | 'directory';

interface Rule {
  /** Session tags that must be given, and beside which no others may be. */
  tags: string[];
  access: readonly Access[];
}

// Session tags hold no `*`, `?` or `#` (STS allows letters, digits, spaces and _.:/=+-@), so a tag
// cannot widen a pattern.
const tenant = 'ICB#${aws:PrincipalTag/tenant}#';
const from = 'ICB#${aws:PrincipalTag/from}#';
const readAndWrite = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query'];
const ownRecord = `${tenant}PRACTICE#\${aws:PrincipalTag/practice}`;

/**
 * What each role may do (design, section 4). The keys of one transaction are judged together for
 * each action and table, so all patterns for an action stand in one statement.
 *
 * A `directory` session always carries `from`, the ICB that practices leave; equal to `tenant` when
 * none does.
 */
const rules: Record<DataRole, Rule> = {
  tenant: {
    tags: ['tenant'],
    access: [
      {
        table: 'registry',
        actions: ['GetItem', 'BatchGetItem', 'PutItem'],
        keys: [`${tenant}*`],
      },
      { table: 'registry', actions: ['Query'], keys: [`${tenant}PRODUCTS`] },
      { table: 'outages', actions: readAndWrite, keys: [`${tenant}*`] },
      // What says that a product is open goes when its outage is resolved; nothing else is ever
      // deleted.
      { table: 'outages', actions: ['DeleteItem'], keys: [`${tenant}OUTAGES`] },
      { table: 'alerts', actions: readAndWrite, keys: [`${tenant}*`] },
    ],
  },
  practice: {
    tags: ['tenant', 'practice'],
    access: [
      {
        table: 'registry',
        actions: ['GetItem'],
        // The products of its ICB, which its record may name.
        keys: [ownRecord, `${tenant}ROSTER`, `${tenant}PRODUCTS`],
      },
      { table: 'registry', actions: ['Query'], keys: [`${tenant}PRODUCTS`] },
      {
        table: 'registry',
        actions: ['PutItem'],
        keys: [ownRecord, `${tenant}ROSTER`, `${tenant}TRAIL#*`],
      },
    ],
  },
  national: {
    tags: ['tenant'],
    access: [
      {
        table: 'registry',
        actions: ['GetItem', 'BatchGetItem'],
        keys: ['ICB#*#ROSTER', 'ICB#*#SENDING'],
      },
      { table: 'pointers', actions: ['GetItem', 'BatchGetItem'], keys: ['ICBS'] },
      // What practices say in national outages, to be counted: no row, so no name and no words.
      { table: 'alerts', actions: ['Query'], keys: ['ICB#*#COUNTED#*'] },
    ],
  },
  directory: {
    tags: ['tenant', 'from'],
    access: [
      {
        table: 'registry',
        actions: ['GetItem', 'BatchGetItem'],
        keys: [`${tenant}PRACTICE#*`, `${tenant}ROSTER`, `${from}PRACTICE#*`, `${from}ROSTER`],
      },
      {
        table: 'registry',
        actions: ['PutItem'],
        keys: [
          `${tenant}PRACTICE#*`,
          `${tenant}ROSTER`,
          `${tenant}TRAIL#*`,
          `${from}ROSTER`,
          `${from}TRAIL#*`,
        ],
      },
      { table: 'registry', actions: ['DeleteItem'], keys: [`${from}PRACTICE#*`] },
      { table: 'pointers', actions: ['GetItem', 'BatchGetItem', 'PutItem'], keys: ['ODS#*'] },
      { table: 'pointers', actions: ['GetItem', 'UpdateItem'], keys: ['ICBS'] },
    ],
  },
};

/** What one data role reaches. */
export function accessOf(role: DataRole): readonly Access[] {
  return rules[role].access;
}

function trust(functionRoles: readonly Role[], tags: string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: functionRoles.map((role) => new ArnPrincipal(role.roleArn)),
        actions: ['sts:AssumeRole', 'sts:TagSession'],
        conditions: {
          Null: Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag}`, 'false'])),
          'ForAllValues:StringEquals': { 'aws:TagKeys': tags },
        },
      }),
    ],
  });
}

/**
 * Creates one data role, lets the given functions' roles assume it, and returns its ARN.
 * CloudFormation makes the functions' roles first, then this one, then the functions' policies,
 * which name it.
 */
export function createDataRole(
  scope: Construct,
  {
    name,
    tables,
    functionRoles,
  }: { name: DataRole; tables: Tables; functionRoles: readonly Role[] },
): string {
  const { tags, access } = rules[name];
  const role = new CfnRole(scope, `${name}-data`, {
    description: `Reaches data on behalf of a caller, bound by the session tags ${tags.join(' and ')}`,
    assumeRolePolicyDocument: trust(functionRoles, tags),
    // AWS allows a role assumed by a role one hour at most.
    maxSessionDuration: 3600,
    policies: [
      {
        policyName: 'data',
        policyDocument: new PolicyDocument({
          statements: access.map((one) => allowKeys(tables[one.table], one)),
        }),
      },
    ],
  });
  for (const functionRole of functionRoles) {
    functionRole.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sts:AssumeRole', 'sts:TagSession'],
        resources: [role.attrArn],
      }),
    );
  }
  return role.attrArn;
}
