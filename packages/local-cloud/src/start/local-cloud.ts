import { REGION } from '../account/account.ts';
import { createGateway } from '../api/gateway.ts';
import { createClock } from '../clock/clock.ts';
import type { Clock } from '../clock/clock.ts';
import type { Refused } from '../court/court.ts';
import type { Faults } from '../faults/faults.ts';
import { openDataFolder } from '../data/data-folder.ts';
import { unusable } from '../data/unusable.ts';
import { createFunctions } from '../functions/functions.ts';
import type { Functions } from '../functions/functions.ts';
import type { FunctionError } from '../functions/instance.ts';
import { createIdentity } from '../identity/identity.ts';
import type { Identity, TokenRequest } from '../identity/identity.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Credentials } from '../principals/principals.ts';
import type { Receipts } from '../receipts/receipts.ts';
import { readAssembly } from '../template/assembly.ts';
import type { Assembly } from '../template/assembly.ts';
import { readDeployment } from '../template/deployment.ts';
import type { Deployment } from '../template/deployment.ts';
import { startAws } from './aws.ts';
import type { Aws } from './aws.ts';
import { startDeliveries, viewQueues } from './deliveries.ts';
import type { Deliveries, QueueView } from './deliveries.ts';
import { openLog } from './log.ts';
import type { Log } from './log.ts';
import { listen } from './public-server.ts';
import type { PublicServer } from './public-server.ts';
import { createRouter } from './router.ts';
import { setTexts } from './set-texts.ts';
import { settle } from './settled.ts';

/** What to run, and where. */
export interface LocalCloudOptions {
  /** Folder that CDK synthesized to, such as `cdk.out`. */
  assembly: string;
  /** Port of the public address; 0 for any that is free. */
  port: number;
  /** Folder for tables, keys and logs; everything in memory when undefined. */
  dataDir: string | undefined;
  /**
   * Folders of bundles to run in place of the synthesized ones, by function folder such as
   * `read-order`.
   */
  replaceCode?: Readonly<Record<string, string>>;
  /** Values for the templates' parameters, such as `SmsPerSecond`, in place of their defaults. */
  parameters?: Readonly<Record<string, string>>;
  /**
   * Takes each line that functions write and each refusal, which also go to `functions.log` in
   * `dataDir`.
   */
  log?: (line: string) => void;
}

/** A running local cloud. */
export interface LocalCloud {
  /** `http://127.0.0.1:PORT`: the API is under `/api`. */
  url: string;
  clock: Clock;
  faults: Faults;
  /** What SNS and SES would have sent. */
  outbox: Outbox;
  /** What becomes of texts and emails, and when the world hears of it. */
  receipts: Receipts;
  /** How full the queues are, and with what. */
  queues: QueueView;
  /**
   * Resolves when nothing moves by itself any more: no stream record, no message that a function
   * takes, no receipt due within a second, no function. What waits for the clock (hidden and
   * delayed messages, later receipts, retries, schedules) does not count.
   */
  settled(): Promise<void>;
  /** Every call and delivery that the law denied, oldest first. */
  readonly refusals: readonly Refused[];
  /** An access token as `POST /identity/token` gives it; throws TokenRefused. */
  token(request: TokenRequest): Promise<string>;
  /**
   * Runs a function directly, as an administrator could, and gives what it returned.
   * @param functionName its folder, such as `read-order`
   * @throws FunctionFailed
   */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** What an AWS SDK client needs to act as that function's role. */
  credentialsOf(functionName: string): FunctionCredentials;
  /**
   * Terminates the function's instances, in the middle of their work; the next event starts
   * another.
   */
  kill(functionName: string): Promise<void>;
  /** Lines that functions wrote, oldest first, each after the function's folder. */
  logs(): readonly string[];
  stop(): Promise<void>;
}

/** Credentials of a function's own role, and where to use them. */
export interface FunctionCredentials {
  credentials: Credentials;
  region: string;
  /** Address of every AWS service here. */
  endpoint: string;
}

/** Says that a function which was invoked directly ended in an error. */
export class FunctionFailed extends Error {
  override name = 'FunctionFailed';
  readonly error: FunctionError;

  constructor(error: FunctionError) {
    super(`${error.errorType}: ${error.errorMessage}`);
    this.error = error;
  }
}

/**
 * Runs the synthesized templates on this machine until `stop`.
 * @throws Error with one sentence for a port in use, a resource without a body here, or a reference
 *   that leads nowhere
 * @throws UnusableData for a data folder in use, full, read-only or damaged
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const assembly = await readAssembly(options.assembly);
  const folder = options.dataDir === undefined ? undefined : openDataFolder(options.dataDir);
  const log = openLog(options.dataDir, options.log);
  const close = async (): Promise<void> => {
    await log.close();
    folder?.release();
  };
  try {
    const server = await listen(options.port, log.fromCloud);
    return await startBehind({ server, log, close }, assembly, options);
  } catch (error) {
    await close();
    throw options.dataDir === undefined ? error : unusable(error, options.dataDir);
  }
}

/** What stands before anything of the template does. */
interface Site {
  server: PublicServer;
  log: Log;
  /** Closes the log, and lets another have the folder. */
  close: () => Promise<void>;
}

async function startBehind(
  site: Site,
  assembly: Assembly,
  { dataDir, replaceCode = {}, parameters = {} }: LocalCloudOptions,
): Promise<LocalCloud> {
  const { server, log } = site;
  try {
    const deployment = readDeployment(assembly, server.url, replaceCode, parameters);
    const clock = createClock();
    const aws = await startAws({ deployment, clock, dataDir, log: log.fromCloud });
    try {
      return await startFunctionsOn({ ...site, deployment, aws, clock, dataDir });
    } catch (error) {
      await aws.stop();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** What functions, and whatever starts them, stand on. */
interface Ground extends Site {
  deployment: Deployment;
  aws: Aws;
  clock: ReturnType<typeof createClock>;
  dataDir: string | undefined;
}

async function startFunctionsOn(ground: Ground): Promise<LocalCloud> {
  const { server, deployment, aws, clock, dataDir, log } = ground;
  const { principals, court, faults, endpoint } = aws;
  const functions = createFunctions({
    definitions: deployment.functions,
    principals,
    court,
    clock,
    faults,
    endpointVariables: endpoint.environment,
    log: log.fromFunction,
  });
  setTexts(deployment.textSettings, functions, aws.textSettings);
  const { api, pool } = deployment;
  const identity = await createIdentity({ pool, functions, clock, dataDir });
  const gateway = createGateway({ api, jwks: identity.jwks, functions, clock, log: log.fromCloud });
  const deliveries = await startDeliveries({
    deployment,
    aws,
    functions,
    clock,
    dataDir,
    log: log.fromCloud,
  });
  const rooms = { api, gateway, identity, outbox: aws.outbox, url: server.url };
  server.serve(createRouter(rooms));
  return cloudOf(ground, functions, identity, deliveries);
}

function cloudOf(
  { server, aws, clock, log, close }: Ground,
  functions: Functions,
  identity: Identity,
  deliveries: Deliveries,
): LocalCloud {
  return {
    url: server.url,
    clock,
    faults: aws.faults,
    outbox: aws.outbox,
    receipts: aws.receipts,
    queues: viewQueues(aws.queues),
    settled: () => settle(deliveries, aws.settled),
    get refusals() {
      return [...aws.court.refusals];
    },
    token: identity.token,
    logs: () => log.functionLines,
    kill: functions.kill,
    invoke: (functionName, event) => invoke(functions, functionName, event),
    credentialsOf: (functionName) => ({
      credentials: functions.credentialsOf(functionName),
      region: REGION,
      endpoint: aws.endpoint.url,
    }),
    async stop() {
      deliveries.stop();
      await server.stop();
      await functions.stop();
      await aws.stop();
      await close();
    },
  };
}

async function invoke(functions: Functions, name: string, event: unknown): Promise<unknown> {
  const outcome = await functions.invoke(name, JSON.stringify(event));
  if (!outcome.ok) throw new FunctionFailed(outcome.error);
  return JSON.parse(outcome.payload);
}
