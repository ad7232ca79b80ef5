import type { ApiDefinition } from '../api/api-definition.ts';
import type { Table } from '../dynamodb/table.ts';
import type { FunctionDefinition } from '../functions/function-definition.ts';
import type { UserPool } from '../identity/user-pool.ts';
import type { Role } from '../principals/principals.ts';
import type { Assembly } from './assembly.ts';
import { apiOf } from './http-api.ts';
import { functionsOf } from './lambda-functions.ts';
import { resolveStacks } from './resolve.ts';
import { rolesOf } from './roles.ts';
import { tablesOf } from './tables.ts';
import { userPoolOf } from './user-pools.ts';

/** What the template asks for, each resource under the name it would have once deployed. */
export interface Deployment {
  roles: Role[];
  tables: Table[];
  functions: FunctionDefinition[];
  api: ApiDefinition;
  pool: UserPool;
}

/**
 * Reads what is to run from the synthesized stacks.
 * @param publicUrl address of the local cloud, such as `http://127.0.0.1:3000`
 * @param replaceCode bundles to run in place of the synthesized ones, by function folder
 * @throws Error with one sentence for anything that the local cloud could only ignore
 */
export function readDeployment(
  { stacks, assets }: Assembly,
  publicUrl: string,
  replaceCode: Readonly<Record<string, string>>,
): Deployment {
  const resources = resolveStacks(stacks, publicUrl);
  return {
    roles: rolesOf(resources),
    tables: tablesOf(resources),
    functions: functionsOf(resources, assets, replaceCode),
    api: apiOf(resources),
    pool: userPoolOf(resources, `${publicUrl}/identity`),
  };
}
