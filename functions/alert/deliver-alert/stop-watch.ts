import type { Tenant } from '@registry/domain';
import { tenantOfItem } from '@registry/domain';
import type { AlertMessage, IcbCode } from '@registry/domain';
import type { SendingStore } from '@registry/storage';

/** Milliseconds for which a switch is not looked at again: a stop is obeyed within five seconds. */
const LOOKED_AT_FOR_MS = 2000;

/** Whether an ICB's messages are held back just now, by its own stop switch or by NHS England's. */
export type StopWatch = (icb: AlertMessage['icb']) => Promise<boolean>;

/** Looks at the switches again and again, each at most once in two seconds. */
export function createStopWatch(
  sending: Pick<SendingStore, 'readStops'>,
  nationalOrg: IcbCode,
  now: () => Date,
): StopWatch {
  const national = tenantOfItem(nationalOrg);
  const looked = new Map<Tenant, { at: number; stopped: Promise<boolean> }>();
  return (icb) => {
    const tenant = tenantOfItem(icb);
    const at = now().getTime();
    const last = looked.get(tenant);
    if (last && Math.abs(at - last.at) < LOOKED_AT_FOR_MS) return last.stopped;
    const stopped = sending.readStops([national, tenant]).then((stops) => stops.length > 0);
    looked.set(tenant, { at, stopped });
    // A look that failed is no answer to the next who asks.
    stopped.catch(() => looked.delete(tenant));
    return stopped;
  };
}
