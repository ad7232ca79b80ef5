/** The law of the local cloud: IAM policies as the template has them, read and applied. No I/O. */
export type { Call, RolePrincipal } from './call.ts';
export { decide, type Decision, type ResourcePolicy } from './decide.ts';
export { PolicyNotUnderstood } from './not-understood.ts';
export { parsePolicy, type Policy } from './statement.ts';
