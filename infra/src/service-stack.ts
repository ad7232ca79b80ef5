import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RegistryApi } from './api.ts';
import type { Bundles } from './bundles.ts';
import { allowKeys, createDataRole } from './data-roles.ts';
import type { DataRole } from './data-roles.ts';
import type { DataStack } from './data-stack.ts';
import { RegistryFunction } from './registry-function.ts';
import { nationalOrg } from './settings.ts';
import type { Tables } from './tables.ts';
import { useCases } from './use-cases.ts';
import type { UseCase } from './use-cases.ts';

const dataRoles: readonly DataRole[] = ['tenant', 'practice', 'national', 'directory'];

/** Everything that can be thrown away and made again: functions, their roles, the data roles, the API. */
export class ServiceStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { bundles, data, ...props }: StackProps & { bundles: Bundles; data: DataStack },
  ) {
    super(scope, id, props);
    const { tables } = data;
    const api = new RegistryApi(this, 'Api', { identity: data.identity });
    const built = useCases.map((useCase) => {
      const made = new RegistryFunction(this, useCase.name, {
        bundles,
        environment: { NATIONAL_ORG: nationalOrg(this) },
        ...(useCase.memorySize ? { memorySize: useCase.memorySize } : {}),
      });
      letReachTables(made, useCase, tables);
      api.addRoutes(made.function, useCase.routes, { open: useCase.open ?? false });
      return { useCase, made };
    });
    for (const name of dataRoles) {
      const may = built.filter(({ useCase }) => useCase.assumes.includes(name));
      const functionRoles = may.map(({ made }) => made.role);
      const arn = createDataRole(this, { name, tables, functionRoles });
      for (const { made } of may) {
        made.function.addEnvironment(`${name.toUpperCase()}_ROLE_ARN`, arn);
      }
    }
    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}

/** Names the tables to a function that needs them, and lets its own role get the pointers it may. */
function letReachTables(made: RegistryFunction, useCase: UseCase, tables: Tables): void {
  const { assumes, pointers } = useCase;
  if (assumes.length > 0) {
    made.function.addEnvironment('REGISTRY_TABLE', tables.registry.tableName);
  }
  if (pointers.length > 0 || assumes.includes('directory')) {
    made.function.addEnvironment('POINTERS_TABLE', tables.pointers.tableName);
  }
  if (pointers.length > 0) {
    made.role.addToPrincipalPolicy(allowKeys(tables.pointers, ['GetItem'], [...pointers]));
  }
}
