import { createGateway } from '../api/gateway.ts';
import { jsonAnswer } from '../api/http-message.ts';
import type { HttpAnswer } from '../api/http-message.ts';
import { createClock } from '../clock/clock.ts';
import type { Clock } from '../clock/clock.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { createCourt } from '../endpoint/refusals.ts';
import type { Refused } from '../endpoint/refusals.ts';
import type { Faults } from '../faults/faults.ts';
import { createFunctions } from '../functions/functions.ts';
import type { Functions } from '../functions/functions.ts';
import type { FunctionError } from '../functions/instance.ts';
import { answerIdentity } from '../identity/identity-site.ts';
import { createIdentity } from '../identity/identity.ts';
import type { Identity, TokenRequest } from '../identity/identity.ts';
import type { Credentials } from '../principals/principals.ts';
import { page } from '../site/page.ts';
import { readAssembly } from '../template/assembly.ts';
import type { Assembly } from '../template/assembly.ts';
import { readDeployment } from '../template/deployment.ts';
import { REGION } from '../template/resources.ts';
import { openLog } from './log.ts';
import type { Log } from './log.ts';
import { listen } from './public-server.ts';
import type { Answerer, PublicServer } from './public-server.ts';

/** What to run, and where. */
export interface LocalCloudOptions {
  /** Folder that CDK synthesized to, such as `cdk.out`. */
  assembly: string;
  /** Port of the public address; 0 for any that is free. */
  port: number;
  /** Folder for tables, keys and logs; everything in memory when undefined. */
  dataDir: string | undefined;
  /** Folders of bundles to run in place of the synthesized ones, by function folder such as `read-practice`. */
  replaceCode?: Readonly<Record<string, string>>;
  /** Takes each line that functions write and each refusal; they go to `functions.log` in `dataDir` anyway. */
  log?: (line: string) => void;
}

/** A running local cloud. */
export interface LocalCloud {
  /** `http://127.0.0.1:PORT`: the API is under `/api`. */
  url: string;
  clock: Clock;
  faults: Faults;
  /** Every call and delivery that the law denied, oldest first. */
  readonly refusals: readonly Refused[];
  /** An access token as `POST /identity/token` gives it; throws TokenRefused. */
  token(request: TokenRequest): Promise<string>;
  /**
   * Runs a function directly, as an administrator could, and gives what it returned.
   * @param functionName its folder, such as `read-practice`
   * @throws FunctionFailed
   */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** What an AWS SDK client needs to act as that function's role. */
  credentialsOf(functionName: string): FunctionCredentials;
  /** Terminates the function's instances, in the middle of their work; the next event starts another. */
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

/** A function that was invoked directly ended in an error, which is the message. */
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
 * @throws Error with one sentence for a port in use, a resource without a body here, or a reference that leads nowhere
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const assembly = await readAssembly(options.assembly);
  const log = await openLog(options.dataDir, options.log);
  const server = await listen(options.port, log.fromCloud);
  try {
    return await startBehind(server, assembly, options, log);
  } catch (error) {
    await server.stop();
    await log.close();
    throw error;
  }
}

async function startBehind(
  server: PublicServer,
  assembly: Assembly,
  { dataDir, replaceCode = {} }: LocalCloudOptions,
  log: Log,
): Promise<LocalCloud> {
  const {
    roles,
    tables,
    functions: definitions,
    api,
    pool,
  } = readDeployment(assembly, server.url, replaceCode);
  const clock = createClock();
  const endpoint = await startEndpoint({ roles, tables, clock, dataDir, log: log.fromCloud });
  const court = createCourt(clock, log.fromCloud);
  const functions = createFunctions({
    ...{ definitions, court, clock, log: log.fromFunction },
    ...{ principals: endpoint.principals, endpointVariables: endpoint.environment },
  });
  const identity = await createIdentity({ pool, functions, clock, dataDir });
  const gateway = createGateway({ api, jwks: identity.jwks, functions, clock, log: log.fromCloud });
  server.serve(router(api.stage, gateway, identity, server.url));
  return {
    ...{ url: server.url, clock, faults: endpoint.faults, token: identity.token },
    get refusals() {
      return [...endpoint.refusals, ...court.refusals].sort((one, other) => one.at - other.at);
    },
    logs: () => log.functionLines,
    kill: functions.kill,
    invoke: (functionName, event) => invoke(functions, functionName, event),
    credentialsOf: (functionName) => credentialsOf(functions, endpoint, functionName),
    async stop() {
      await server.stop();
      await functions.stop();
      await endpoint.stop();
      await log.close();
    },
  };
}

/** Sends each request to its room by the first segment of its path. */
function router(stage: string, gateway: Answerer, identity: Identity, url: string): Answerer {
  return async (request): Promise<HttpAnswer> => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const [, room = ''] = path.split('/');
    if (room === stage) return gateway(request);
    if (room === 'identity')
      return answerIdentity(identity, path.slice('/identity'.length), request);
    if (path === '/') {
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: page(url),
      };
    }
    return jsonAnswer(404, { message: 'Not Found' });
  };
}

async function invoke(functions: Functions, name: string, event: unknown): Promise<unknown> {
  const outcome = await functions.invoke(name, JSON.stringify(event));
  if (!outcome.ok) throw new FunctionFailed(outcome.error);
  return JSON.parse(outcome.payload);
}

function credentialsOf(
  functions: Functions,
  endpoint: Endpoint,
  name: string,
): FunctionCredentials {
  return { credentials: functions.credentialsOf(name), region: REGION, endpoint: endpoint.url };
}
