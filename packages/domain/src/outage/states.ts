import type { IcbCode } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import type { Outage, OutageStatus } from './outage.ts';

/** Who may move an outage on: whoever declared it, or anybody who holds a copy of it. */
type Mover = 'declarer' | 'holder';

/**
 * Where an outage may go from each status, and who may take it there. It begins `open`; an update
 * that changes nothing but the words keeps its status; `resolved` may be opened again.
 */
export const mayGoTo: Readonly<
  Record<OutageStatus, Readonly<Partial<Record<OutageStatus, Mover>>>>
> = {
  open: { open: 'declarer', recovering: 'declarer', resolved: 'declarer' },
  recovering: { open: 'declarer', recovering: 'declarer', resolved: 'declarer' },
  resolved: { open: 'declarer', recovering: 'declarer', resolved: 'declarer' },
};

/**
 * Throws `led-nationally` where only the declarer may take the outage on and that is NHS England,
 * `conflict` where nobody may.
 */
export function requireMove(held: Outage, to: OutageStatus, by: IcbCode): void {
  const mover = mayGoTo[held.status][to];
  if (mover === undefined) {
    throw new Refusal('conflict', `An outage that is ${held.status} cannot become ${to}`);
  }
  if (mover === 'declarer' && held.declaredBy !== by) {
    throw new Refusal(
      'led-nationally',
      'NHS England leads this outage: its updates come from there',
    );
  }
}
