/**
 * The local cloud: runs the CloudFormation templates that CDK synthesizes on one machine. If it is
 * not in the template, it does not exist.
 *
 * Its rooms, one folder each: `template` reads the assembly; `clock` is time; `policy` is the law;
 * `principals` and `sts` are who may act as whom; `endpoint` is where AWS SDKs call, `dynamodb` and
 * `faults` behind it; `functions` run in worker threads; `api` is the HTTP API; `streams`, `queue`
 * and `schedule` start functions by themselves; `topic` and `mail` are SNS and SES, and what they
 * would have sent is in the `outbox`; `identity` stands in for the user pool; `site` is the pages
 * at `/` and `/outbox`; `start` puts them together.
 */
export { startLocalCloud, FunctionFailed } from './start/local-cloud.ts';
export type { FunctionCredentials, LocalCloud, LocalCloudOptions } from './start/local-cloud.ts';
export { TokenRefused } from './identity/identity.ts';
export type { TokenRequest } from './identity/identity.ts';
