import type { IcbCode } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import type { Outage, OutageStatus } from './outage.ts';

/**
 * Where updates may take an outage from each status. It begins `open`; an update that changes
 * nothing but the words keeps its status. One that is `resolved` is over: it takes no update until
 * it is reopened.
 */
export const mayGoTo: Readonly<Record<OutageStatus, readonly OutageStatus[]>> = {
  open: ['open', 'recovering', 'resolved'],
  recovering: ['open', 'recovering', 'resolved'],
  resolved: [],
};

/**
 * Throws `led-nationally` where NHS England takes the outage on, `outage-over` where it has ended.
 */
export function requireMove(held: Outage, to: OutageStatus, by: IcbCode): void {
  requireLead(held, by);
  if (mayGoTo[held.status].includes(to)) return;
  throw new Refusal(
    'outage-over',
    `This outage is over: reopen it with POST /outages/${held.id}/reopen before anything is said of it`,
  );
}

/**
 * Throws `led-nationally` where NHS England takes the outage on, `conflict` where it is not over.
 */
export function requireReopening(held: Outage, by: IcbCode): void {
  requireLead(held, by);
  if (held.status === 'resolved') return;
  throw new Refusal('conflict', `This outage is ${held.status}: give an update instead`);
}

function requireLead(held: Outage, by: IcbCode): void {
  if (held.declaredBy === by) return;
  throw new Refusal('led-nationally', 'NHS England leads this outage: its updates come from there');
}
