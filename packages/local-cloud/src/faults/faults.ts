/** A fault that a test orders for calls to come. */
export interface Fault {
  /** The service as callers sign for it: `dynamodb`, `sts`. */
  service: string;
  /** `TransactWriteItems` */
  operation: string;
  /**
   * `throttle`, `fail` (500) and `conflict` (another transaction holds the item) answer without doing anything;
   * `delay` answers late; `drop` does what was asked and then cuts the connection.
   */
  kind: 'throttle' | 'fail' | 'delay' | 'conflict' | 'drop';
  /** How many calls it strikes; 1 when left out. */
  times?: number;
  /** Real milliseconds, for `delay`; 100 when left out. */
  delayMs?: number;
  /** For `conflict`: only items whose key contains this text are in conflict; every item when left out. */
  conflictOn?: string;
}

/** The faults still to come. */
export interface Faults {
  /** Orders a fault for the next calls of that operation, after those already ordered for it. */
  next(fault: Fault): void;
  /** Takes the fault due to this call, if any: services ask once for each call that the law has allowed. */
  take(service: string, operation: string): Fault | undefined;
}

/** No faults yet. */
export function createFaults(): Faults {
  const due: { fault: Fault; left: number }[] = [];
  return {
    next(fault) {
      due.push({ fault, left: fault.times ?? 1 });
    },
    take(service, operation) {
      const at = due.findIndex(
        ({ fault }) => fault.service === service && fault.operation === operation,
      );
      const found = due[at];
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) due.splice(at, 1);
      return found.fault;
    },
  };
}
