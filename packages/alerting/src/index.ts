export { createAlerting } from './alerting.ts';
export type { Alerting } from './alerting.ts';
export { raiseUpdate } from './raise-update.ts';
