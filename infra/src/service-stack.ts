import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createAlerting, letRaise } from './alerting.ts';
import { RegistryApi } from './api.ts';
import type { Bundles } from './bundles.ts';
import { accessOf, createDataRole } from './data-roles.ts';
import type { DataRole } from './data-roles.ts';
import type { DataStack } from './data-stack.ts';
import { declareParameters } from './parameters.ts';
import { letReach, nameTables } from './reach.ts';
import type { Access } from './reach.ts';
import { RegistryFunction } from './registry-function.ts';
import { createRosterChecks } from './roster-checks.ts';
import { nationalOrg } from './settings.ts';
import { useCases } from './use-cases.ts';

/** NHS England's stop switch, which holds for all; an ICB's own is read on its behalf. */
function stopForAll(scope: Construct): Access {
  const keys = [`ICB#${nationalOrg(scope)}#SENDING`];
  return { table: 'registry', actions: ['GetItem'], keys };
}

const dataRoles: readonly DataRole[] = ['tenant', 'practice', 'national', 'directory'];

/**
 * Everything that can be thrown away and made again: functions, their roles, the data roles, the
 * API.
 */
export class ServiceStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { bundles, data, ...props }: StackProps & { bundles: Bundles; data: DataStack },
  ) {
    super(scope, id, props);
    const { tables, messages } = data;
    const parameters = declareParameters(this);
    const api = new RegistryApi(this, 'Api', { identity: data.identity });
    const built = useCases.map((useCase) => {
      const made = new RegistryFunction(this, useCase.name, {
        bundles,
        environment: { NATIONAL_ORG: nationalOrg(this), ...useCase.environment?.(parameters) },
        ...(useCase.memorySize ? { memorySize: useCase.memorySize } : {}),
      });
      const reaches = [...useCase.reaches, ...(useCase.readsStop ? [stopForAll(this)] : [])];
      letReach(made, reaches, tables);
      if (useCase.raises) letRaise(made, messages.raising);
      nameTables(made, [...reaches, ...useCase.assumes.flatMap(accessOf)], tables);
      const routes = useCase.operations.map(({ route }) => route);
      api.addRoutes(made.function, routes, useCase.open);
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
    createAlerting(this, { bundles, tables, messages, parameters });
    // Whoever reads rosters for NHS England logs one that does not decode.
    const readers = built.filter(({ useCase }) => useCase.assumes.includes('national'));
    createRosterChecks(this, {
      bundles,
      tables,
      readers: readers.map(({ made }) => made),
    });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}
