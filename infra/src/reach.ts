import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RegistryFunction } from './registry-function.ts';
import type { Tables } from './tables.ts';

/** Partition keys that some actions may touch in one table. */
export interface Access {
  table: keyof Tables;
  /** Such as `GetItem`. */
  actions: readonly string[];
  /**
   * Patterns of partition keys, `*` for any run of characters; `'whole table'` for a Scan, which
   * names none.
   */
  keys: readonly string[] | 'whole table';
}

/**
 * Permits `actions` on `table` for items whose partition keys all match one of `keys`, or on the
 * whole of it.
 */
export function allowKeys(table: Table, { actions, keys }: Access): PolicyStatement {
  const permitted = {
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
  };
  if (keys === 'whole table') return new PolicyStatement(permitted);
  return new PolicyStatement({
    ...permitted,
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] },
      // ForAllValues is true of a call that names no key, such as a Scan.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** Lets a function's own role reach these keys. */
export function letReach(
  { role }: RegistryFunction,
  accesses: readonly Access[],
  tables: Tables,
): void {
  for (const access of accesses) {
    role.addToPrincipalPolicy(allowKeys(tables[access.table], access));
  }
}

/**
 * Tells a function the names of the tables that these accesses touch, as `REGISTRY_TABLE` and so
 * on.
 */
export function nameTables(
  { function: made }: RegistryFunction,
  accesses: readonly Access[],
  tables: Tables,
): void {
  for (const table of new Set(accesses.map(({ table }) => table))) {
    made.addEnvironment(`${table.toUpperCase()}_TABLE`, tables[table].tableName);
  }
}
