import { availableParallelism } from 'node:os';
import { ACCOUNT, QUEUE_ORIGIN, REGION } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Court } from '../court/court.ts';
import type { FunctionDefinition } from '../definitions/function.ts';
import type { Faults } from '../faults/faults.ts';
import { parsePolicy } from '../policy/policy.ts';
import type { ResourcePolicy, RolePrincipal } from '../policy/policy.ts';
import type { Credentials, Principals } from '../principals/principals.ts';
import { startInstance } from './instance.ts';
import type { Instance, Outcome } from './instance.ts';
import { createPool } from './pool.ts';
import type { Pool } from './pool.ts';

/** An AWS service that delivers an event to a function, and the resource it does so for. */
export interface Invoker {
  /** Such as `apigateway.amazonaws.com`. */
  service: string;
  /** The value of `aws:SourceArn`. */
  sourceArn: string;
}

/** The template's functions, ready to run. */
export interface Functions {
  /**
   * Delivers an event as that service would, if the function's permissions let it.
   * @param event the event as JSON
   */
  deliver(functionArn: string, event: string, invoker: Invoker): Promise<Outcome | 'refused'>;
  /**
   * Runs a function as the account's administrator would from a console: without asking its
   * permissions.
   */
  invoke(name: string, event: string): Promise<Outcome>;
  /** Fresh credentials of the function's own role. */
  credentialsOf(name: string): Credentials;
  /** The function's own role, for a service that reads or sends in its name and asks the law. */
  principalOf(name: string): RolePrincipal;
  /** How many events the function takes at once. */
  concurrencyOf(name: string): number;
  /** How many events all functions are at work on. */
  running: () => number;
  /** Terminates the function's instances; the next event starts another. */
  kill: (name: string) => Promise<void>;
  stop(): Promise<void>;
}

/** What functions run on. */
export interface FunctionsInput {
  definitions: readonly FunctionDefinition[];
  principals: Principals;
  court: Court;
  clock: Clock & { shared: SharedArrayBuffer };
  faults: Faults;
  /**
   * Variables that send the AWS SDK to the local endpoint: `AWS_ENDPOINT_URL_DYNAMODB` and its
   * like.
   */
  endpointVariables: Readonly<Record<string, string>>;
  log: (line: string) => void;
}

/**
 * Most instances of one function at once: one a processor, and two at least, so that they get in
 * each other's way as on AWS.
 */
const INSTANCES = Math.max(2, availableParallelism());
/** An instance without work is kept for a minute: a burst starts none twice. */
const IDLE_MS = 60_000;
/**
 * An instance is replaced this long before its credentials end, so that no invocation sees them
 * end.
 */
const RENEW_MS = 60_000;

/** The functions; none runs before its first event. */
export function createFunctions(input: FunctionsInput): Functions {
  const pools = new Map(
    input.definitions.map((definition) => [
      definition.arn,
      { definition, pool: poolOf(definition, input) },
    ]),
  );
  const find = (name: string): { definition: FunctionDefinition; pool: Pool } => {
    for (const found of pools.values()) {
      const { folder, name: physical, arn } = found.definition;
      if ([folder, physical, arn].includes(name)) return found;
    }
    throw new Error(`The template has no function "${name}".`);
  };
  const permitted = permissionsOf(input.court);
  let running = 0;
  const run = async (pool: Pool, event: string): Promise<Outcome> => {
    running += 1;
    try {
      return await pool.invoke(event);
    } finally {
      running -= 1;
    }
  };
  return {
    async deliver(functionArn, event, invoker) {
      const { definition, pool } = find(functionArn);
      return permitted(definition, invoker) ? run(pool, event) : 'refused';
    },
    invoke: async (name, event) => run(find(name).pool, event),
    principalOf: (name) => principalOf(find(name).definition, input),
    concurrencyOf: (name) => instancesOf(find(name).definition),
    running: () => running,
    credentialsOf: (name) => assumeAsLambda(find(name).definition, input),
    kill: async (name) => find(name).pool.kill(),
    async stop() {
      await Promise.all([...pools.values()].map(({ pool }) => pool.kill()));
    },
  };
}

function poolOf(definition: FunctionDefinition, input: FunctionsInput): Pool {
  const { clock, log } = input;
  const start = (): Instance => {
    const credentials = assumeAsLambda(definition, input);
    const instance = startInstance({
      definition,
      environment: environmentOf(definition, credentials, input.endpointVariables),
      clock: clock.shared,
      usableUntil: credentials.expiresAt - RENEW_MS,
      log: (line) => {
        log(`${definition.folder} ${line}`);
      },
    });
    return mortal(instance, definition, credentials, input.faults);
  };
  const usable = (instance: Instance): boolean =>
    instance.alive() && clock.now() < instance.usableUntil;
  return createPool(start, usable, instancesOf(definition), IDLE_MS);
}

function instancesOf({ reservedConcurrency }: FunctionDefinition): number {
  return Math.min(INSTANCES, reservedConcurrency ?? INSTANCES);
}

/** The instance, which a fault may end in the middle of an invocation. */
function mortal(
  instance: Instance,
  { folder }: FunctionDefinition,
  { accessKeyId }: Credentials,
  faults: Faults,
): Instance {
  return {
    ...instance,
    async invoke(event) {
      const ended = faults.invoked(folder, accessKeyId, async () => instance.stop());
      try {
        return await instance.invoke(event);
      } finally {
        ended();
      }
    },
  };
}

function principalOf(definition: FunctionDefinition, input: FunctionsInput): RolePrincipal {
  const { accessKeyId, sessionToken } = assumeAsLambda(definition, input);
  const found = input.principals.find(accessKeyId, sessionToken);
  if (typeof found === 'string') throw new Error(`The session of ${definition.name} is ${found}.`);
  return found;
}

/**
 * The service may assume the function's role only if the role's trust policy says so, as at a real
 * deployment.
 */
function assumeAsLambda(
  definition: FunctionDefinition,
  { principals, court }: FunctionsInput,
): Credentials {
  const { roleArn, name } = definition;
  const role = principals.role(roleArn);
  if (role === undefined)
    throw new Error(`The role of ${name}, ${roleArn}, is not in the template.`);
  const { allowed, reason } = court.judge(
    {
      action: 'sts:AssumeRole',
      resource: roleArn,
      principal: { kind: 'service', service: 'lambda.amazonaws.com' },
      context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': definition.arn },
    },
    { kind: 'must', policy: role.trust },
  );
  if (!allowed) throw new Error(`Lambda may not assume the role of ${name}: ${reason}`);
  return principals.issue(roleArn, name);
}

function environmentOf(
  definition: FunctionDefinition,
  credentials: Credentials,
  endpointVariables: Readonly<Record<string, string>>,
): Record<string, string> {
  const { name, environment, memoryMegabytes, code, handler } = definition;
  // The SDK calls a queue at the host of its URL, whatever endpoint it is given.
  const sqs = endpointVariables.AWS_ENDPOINT_URL_SQS ?? QUEUE_ORIGIN;
  const own: Record<string, string> = {};
  for (const [variable, value] of Object.entries(environment)) {
    own[variable] = value.startsWith(`${QUEUE_ORIGIN}/`) ? value.replace(QUEUE_ORIGIN, sqs) : value;
  }
  return {
    ...own,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: code,
    _HANDLER: handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    ...endpointVariables,
  };
}

/**
 * Judges deliveries under the functions' resource policies. It remembers those it allows, since
 * policies never change here.
 */
function permissionsOf(
  court: Court,
): (definition: FunctionDefinition, invoker: Invoker) => boolean {
  const allowed = new Set<string>();
  const nothing = parsePolicy({ Version: '2012-10-17', Statement: [] }, 'no permissions');
  return ({ arn, policy }, { service, sourceArn }) => {
    const asked = `${service} ${sourceArn} ${arn}`;
    if (allowed.has(asked)) return true;
    const resource: ResourcePolicy = { kind: 'either', policy: policy ?? nothing };
    const decision = court.judge(
      {
        action: 'lambda:InvokeFunction',
        resource: arn,
        principal: { kind: 'service', service },
        context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': ACCOUNT },
      },
      resource,
    );
    if (decision.allowed) allowed.add(asked);
    return decision.allowed;
  };
}
