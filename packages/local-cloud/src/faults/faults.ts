import type { RolePrincipal } from '../policy/policy.ts';

/** A fault that a test orders for calls to come. */
export interface Fault {
  /** The service as callers sign for it: `dynamodb`, `sts`. */
  service: string;
  /** `TransactWriteItems` */
  operation: string;
  /**
   * `throttle`, `fail` (500) and `conflict` (another transaction holds the item) answer without
   * doing anything; `delay` answers late; `drop` does what was asked and then cuts the connection;
   * `reject` says of an email (service `ses`, operation `SendEmail`) or a text (service `sns`,
   * operation `Text`, which takes `throttle` too) that it can never be sent. A topic's delivery
   * (service `sns`, operation `Deliver`) takes `duplicate`, which delivers twice, and `reorder`,
   * which delivers after `delayMs`, when others have overtaken it, and `lose`, which never
   * delivers. A queue (service `sqs`,
   * operation `ReceiveMessage`) takes `duplicate`: the first message handed out is there twice. A
   * function (service `lambda`, its folder as operation) takes `kill`: its instance ends in the
   * middle of the first invocation that makes `afterCalls` calls.
   */
  kind:
    | 'throttle'
    | 'fail'
    | 'delay'
    | 'conflict'
    | 'drop'
    | 'reject'
    | 'duplicate'
    | 'reorder'
    | 'lose'
    | 'kill';
  /** How many calls it strikes; 1 when left out. */
  times?: number;
  /** Real milliseconds, for `delay` and `reorder`; 100 when left out. */
  delayMs?: number;
  /**
   * For DynamoDB: the fault strikes only calls that hold this text; a `conflict` strikes those
   * items of a transaction that have it in their key. Every call and item when left out.
   */
  touching?: string;
  /**
   * For a queue's `duplicate`: the copy is there at once, while the other is in flight (`inside`,
   * the default), or when the other's visibility timeout has passed, even if that one has been
   * deleted (`outside`).
   */
  visibility?: 'inside' | 'outside';
  /** For `kill`: how many AWS calls that the law allows; 1 when left out. */
  afterCalls?: number;
  /**
   * For `kill`: only calls of this operation count, such as `PublishBatch`; all do when left out.
   */
  ofOperation?: string;
  /**
   * For `kill`: whether the instance ends before the last of those calls is carried out, or after
   * it, which is the default.
   */
  when?: 'before' | 'after';
}

/** A fault at the moment it strikes. */
export interface DueFault extends Fault {
  /** For `kill`: ends the instance that made the call. */
  end?: () => Promise<void>;
}

/** The faults still to come. */
export interface Faults {
  /** Orders a fault for the next calls of that operation, after those already ordered for it. */
  next(fault: Fault): void;
  /**
   * Takes the fault due to this call, if any: services ask once for each call that the law has
   * allowed.
   * @param caller who calls; left out for what the cloud does by itself
   * @param call what is asked, for faults that strike only some calls
   */
  take(
    service: string,
    operation: string,
    caller?: RolePrincipal,
    call?: string,
  ): DueFault | undefined;
  /**
   * Lets a `kill` ordered for this function strike the invocation that begins now. A kill that has
   * not struck by the end of that invocation is due to the next one.
   * @param origin access key of the function's instance
   * @param end ends the instance
   * @returns a function to call when the invocation has ended
   */
  invoked(functionFolder: string, origin: string, end: () => Promise<void>): () => void;
}

/** A kill whose invocation runs. */
interface Armed {
  fault: DueFault;
  callsLeft: number;
}

/** No faults yet. */
export function createFaults(): Faults {
  const due: { fault: Fault; left: number }[] = [];
  const armed = new Map<string, Armed>();

  const takeOrdered = (service: string, operation: string, call = ''): Fault | undefined => {
    const at = due.findIndex(
      ({ fault }) =>
        fault.service === service &&
        fault.operation === operation &&
        (call === '' || call.includes(fault.touching ?? '')),
    );
    const found = due[at];
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) due.splice(at, 1);
    return found.fault;
  };
  const takeKill = (origin: string | undefined, operation: string): DueFault | undefined => {
    const kill = origin === undefined ? undefined : armed.get(origin);
    if (origin === undefined || kill === undefined) return undefined;
    if ((kill.fault.ofOperation ?? operation) !== operation) return undefined;
    kill.callsLeft -= 1;
    if (kill.callsLeft > 0) return undefined;
    armed.delete(origin);
    return kill.fault;
  };

  return {
    next(fault) {
      due.push({ fault, left: fault.times ?? 1 });
    },
    take: (service, operation, caller, call) =>
      takeKill(caller?.origin, operation) ?? takeOrdered(service, operation, call),
    invoked(functionFolder, origin, end) {
      const fault = takeOrdered('lambda', functionFolder);
      if (fault === undefined) return () => undefined;
      armed.set(origin, { fault: { ...fault, end }, callsLeft: fault.afterCalls ?? 1 });
      return () => {
        if (armed.delete(origin)) due.unshift({ fault, left: 1 });
      };
    },
  };
}
