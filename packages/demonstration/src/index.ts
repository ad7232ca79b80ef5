export { loadDemonstration } from './load.ts';
export { generateRegister } from './register.ts';
export type { DemonstrationRegister, DemonstrationStatement } from './register.ts';
