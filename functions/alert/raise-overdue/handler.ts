import { catchingUp, createHandingOver, handOver } from '@registry/alerting';
import type { HandingOver } from '@registry/alerting';

let handingOver: HandingOver | undefined;

/**
 * Every minute: has each ICB raise whatever is overdue there, an ICB a message, so that neither the
 * stream's dead letters nor the raising queue's are ever the only copy.
 */
export async function handler(): Promise<void> {
  handingOver ??= createHandingOver(process.env);
  await handOver(handingOver, await catchingUp(handingOver, new Date()));
}
