import type { Instance, Outcome } from './instance.ts';

/** The running copies of one function. */
export interface Pool {
  /**
   * Runs the event on an idle instance or on a new one. When there are as many as allowed, it waits
   * for the next that is free.
   * @param event the event as JSON
   */
  invoke(event: string): Promise<Outcome>;
  /** Terminates every instance; invocations under way end in Lambda's exit error. */
  kill(): Promise<void>;
}

/**
 * A pool that starts instances on demand, up to `limit`.
 * @param usable whether an idle instance may still take an event; one that may not is stopped and
 *   replaced
 */
export function createPool(
  start: () => Instance,
  usable: (instance: Instance) => boolean,
  limit: number,
): Pool {
  const idle: Instance[] = [];
  const all = new Set<Instance>();
  const waiting: (() => void)[] = [];

  const take = async (): Promise<Instance> => {
    for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
      if (usable(found)) return found;
      all.delete(found);
      await found.stop();
    }
    if (all.size < limit) {
      const made = start();
      all.add(made);
      return made;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
    return take();
  };
  const giveBack = (instance: Instance): void => {
    if (instance.alive()) idle.push(instance);
    else all.delete(instance);
    waiting.shift()?.();
  };

  return {
    async invoke(event) {
      const instance = await take();
      try {
        return await instance.invoke(event);
      } finally {
        giveBack(instance);
      }
    },
    async kill() {
      idle.length = 0;
      const stopping = [...all];
      all.clear();
      await Promise.all(stopping.map((instance) => instance.stop()));
    },
  };
}
