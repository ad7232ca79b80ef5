import * as z from 'zod';
import type { ProviderReceipt, Queue } from '@registry/messaging';
import { createQueue } from '@registry/messaging';
import type { DueStore, FlagStore, ReceiptStore, TakenDelivery } from '@registry/storage';
import {
  createDueStore,
  createFlagStore,
  createReceiptStore,
  openOwnDatabase,
} from '@registry/storage';

/** What recording receipts works with. */
export interface Recording {
  receipts: ReceiptStore;
  due: Pick<DueStore, 'lookAt'>;
  flags: Pick<FlagStore, 'set' | 'clear'>;
  /** Where receipts wait that cannot be recorded yet. */
  later: Pick<Queue, 'send'>;
  now: () => Date;
  wait: (ms: number) => Promise<void>;
}

const Environment = z.object({ RECEIPTS_QUEUE_URL: z.url() });

/** Opens what recording needs, with the function's own narrow role. */
export function createRecording(env: unknown): Recording {
  const database = openOwnDatabase(env);
  return {
    receipts: createReceiptStore(database),
    due: createDueStore(database),
    flags: createFlagStore(database),
    later: createQueue(Environment.parse(env).RECEIPTS_QUEUE_URL),
    now: () => new Date(),
    wait: database.wait,
  };
}

/**
 * Milliseconds for which a receipt may come before the record of the message that it is of; later
 * it is of nobody's: of a try that died before it could record the provider's yes.
 */
const MAY_BE_EARLY_MS = 10 * 60_000;

/** Milliseconds to wait before it is looked for again: a record is written within a second. */
const SOON_MS = [100, 300, 600];

async function find(
  { receipts, wait }: Pick<Recording, 'receipts' | 'wait'>,
  { channel, providerId }: Pick<ProviderReceipt, 'channel' | 'providerId'>,
  [ms, ...later]: readonly number[],
): Promise<TakenDelivery | undefined> {
  const taken = await receipts.find(channel, providerId);
  if (taken !== undefined || ms === undefined) return taken;
  await wait(ms);
  return find({ receipts, wait }, { channel, providerId }, later);
}

/** A receipt came before the record of its message. */
class TooEarly extends Error {
  override readonly name: string = 'TooEarly';
}

/**
 * Records one receipt, has its outage looked at where nobody was reached, and keeps which addresses
 * messages do not reach. Throws `TooEarly` for one of a message that is not recorded yet: it is to
 * be tried again.
 */
export async function recordReceipt(recording: Recording, receipt: ProviderReceipt): Promise<void> {
  const { receipts, due, flags, now } = recording;
  const { at, failure } = receipt;
  const mayBeEarly = now().getTime() - Date.parse(at) < MAY_BE_EARLY_MS;
  const taken = await find(recording, receipt, mayBeEarly ? SOON_MS : []);
  if (!taken) {
    if (mayBeEarly) throw new TooEarly();
    return;
  }
  const why = failure && { reason: failure.reason, passing: failure.whose === 'passing' };
  await receipts.record(taken, { at, failure: why });
  if (failure) await due.lookAt(taken.tenant, taken.outage, 'escalate', now());
  await flagAddress(flags, taken, receipt);
}

/**
 * Flags the address that a message went to where the failure is of that, and takes the flag away
 * where the message arrived. What an earlier release sent does not say which address it went to.
 */
async function flagAddress(
  flags: Recording['flags'],
  { tenant, odsCode, addressKey }: TakenDelivery,
  { channel, at, failure }: ProviderReceipt,
): Promise<void> {
  if (addressKey === undefined) return;
  const about = { odsCode, addressKey, channel, at };
  if (!failure) await flags.clear(tenant, about);
  else if (failure.whose === 'contact')
    await flags.set(tenant, { ...about, reason: failure.reason });
}
