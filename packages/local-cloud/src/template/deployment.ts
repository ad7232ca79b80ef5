import type { ApiDefinition } from '../definitions/api.ts';
import type { ConfigurationSet } from '../definitions/configuration-set.ts';
import type { FunctionDefinition } from '../definitions/function.ts';
import type { LogSubscription } from '../definitions/log-subscription.ts';
import type { QueueDefinition } from '../definitions/queue.ts';
import type { Role } from '../definitions/role.ts';
import type { ScheduleDefinition } from '../definitions/schedule.ts';
import type { Table } from '../definitions/table.ts';
import type { TextSettings } from '../definitions/text-settings.ts';
import type { Subscription, Topic } from '../definitions/topic.ts';
import type { UserPool } from '../definitions/user-pool.ts';
import type { Assembly } from './assembly.ts';
import { textSettingsOf } from './custom-resources.ts';
import { eventSourcesOf } from './event-sources.ts';
import type { EventSources } from './event-sources.ts';
import { apiOf } from './http-api.ts';
import { functionsOf } from './lambda-functions.ts';
import { logGroupsOf, logSubscriptionsOf } from './logs.ts';
import { configurationSetsOf, mailIdentitiesOf } from './mail.ts';
import { queuesOf } from './queues.ts';
import { resolveStacks } from './resolve.ts';
import { rolesOf } from './roles.ts';
import { schedulesOf } from './schedules.ts';
import { tablesOf } from './tables.ts';
import { subscriptionsOf, topicsOf } from './topics.ts';
import { userPoolOf } from './user-pools.ts';

/** What the template asks for, each resource under the name it would have once deployed. */
export interface Deployment {
  roles: Role[];
  tables: Table[];
  functions: FunctionDefinition[];
  api: ApiDefinition;
  pool: UserPool;
  queues: QueueDefinition[];
  eventSources: EventSources;
  schedules: ScheduleDefinition[];
  topics: Topic[];
  subscriptions: Subscription[];
  /** Domains and addresses that SES may send from. */
  mailIdentities: string[];
  configurationSets: ConfigurationSet[];
  textSettings: TextSettings[];
  /** Names of log groups. */
  logGroups: string[];
  logSubscriptions: LogSubscription[];
}

/**
 * Reads what is to run from the synthesized stacks.
 * @param publicUrl address of the local cloud, such as `http://127.0.0.1:3000`
 * @param replaceCode bundles to run in place of the synthesized ones, by function folder
 * @param parameters values for the templates' parameters, in place of their defaults
 * @throws Error with one sentence for anything that the local cloud could only ignore
 */
export function readDeployment(
  { stacks, assets }: Assembly,
  publicUrl: string,
  replaceCode: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, string>> = {},
): Deployment {
  const resources = resolveStacks(stacks, publicUrl, parameters);
  const tables = tablesOf(resources);
  const functions = functionsOf(resources, assets, replaceCode);
  return {
    roles: rolesOf(resources),
    tables,
    functions,
    queues: queuesOf(resources),
    eventSources: eventSourcesOf(resources, functions, tables),
    schedules: schedulesOf(resources),
    api: apiOf(resources),
    pool: userPoolOf(resources, `${publicUrl}/identity`),
    topics: topicsOf(resources),
    subscriptions: subscriptionsOf(resources),
    mailIdentities: mailIdentitiesOf(resources),
    configurationSets: configurationSetsOf(resources),
    textSettings: textSettingsOf(resources),
    logGroups: logGroupsOf(resources),
    logSubscriptions: logSubscriptionsOf(resources),
  };
}
