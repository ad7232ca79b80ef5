/**
 * The local cloud runs the CloudFormation templates that CDK synthesizes on one machine. What is
 * not in the template does not exist. The README shows its folders, floor by floor.
 */
export { startLocalCloud, FunctionFailed } from './start/local-cloud.ts';
export type { FunctionCredentials, LocalCloud, LocalCloudOptions } from './start/local-cloud.ts';
export type { Fate, MessageUnderWay } from './receipts/fate.ts';
export type { FateRule, Receipts } from './receipts/receipts.ts';
export { TokenRefused } from './identity/identity.ts';
export type { TokenRequest } from './identity/identity.ts';
export { openDataFolder } from './data/data-folder.ts';
export { UnusableData } from './data/unusable.ts';
