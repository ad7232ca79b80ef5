export { createAlerting } from './alerting.ts';
export type { Alerting } from './alerting.ts';
export { doWork } from './do-work.ts';
export { catchingUp, createHandingOver, handOver, workOf } from './hand-over.ts';
export type { HandingOver } from './hand-over.ts';
