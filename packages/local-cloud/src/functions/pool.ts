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
 * @param idleMs how long an instance stays without work, in milliseconds of this machine's clock:
 *   what it holds in memory is then given back, as Lambda does after some minutes
 */
export function createPool(
  start: () => Instance,
  usable: (instance: Instance) => boolean,
  limit: number,
  idleMs: number,
): Pool {
  const idle: { instance: Instance; retirement: NodeJS.Timeout }[] = [];
  const all = new Set<Instance>();
  const waiting: (() => void)[] = [];

  const take = async (): Promise<Instance> => {
    for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
      clearTimeout(found.retirement);
      if (usable(found.instance)) return found.instance;
      all.delete(found.instance);
      await found.instance.stop();
    }
    if (all.size < limit) {
      const made = start();
      all.add(made);
      return made;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
    return take();
  };
  const retire = (instance: Instance): void => {
    const place = idle.findIndex((each) => each.instance === instance);
    idle.splice(place, 1);
    all.delete(instance);
    void instance.stop();
  };
  const giveBack = (instance: Instance): void => {
    if (instance.alive()) {
      const retirement = setTimeout(retire, idleMs, instance).unref();
      idle.push({ instance, retirement });
    } else all.delete(instance);
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
      for (const { retirement } of idle.splice(0)) clearTimeout(retirement);
      const stopping = [...all];
      all.clear();
      await Promise.all(stopping.map((instance) => instance.stop()));
    },
  };
}
