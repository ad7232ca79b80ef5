import { createAlarm } from '../clock/alarm.ts';
import type { Clock } from '../clock/clock.ts';
import type { Fate, MessageUnderWay } from './fate.ts';
import { simulatedFate } from './mailbox-simulator.ts';

/** Gives each message its fate; undefined leaves it to the default. */
export type FateRule = (message: MessageUnderWay) => Fate | undefined;

/** What tests decide of receipts. */
export interface Receipts {
  /**
   * Applies to every message accepted from now on, in place of the rule before. By default each is
   * delivered, except to addresses of SES's mailbox simulator, which do as their names say.
   */
  decide(rule: FateRule): void;
}

/** The receipts still to be issued. */
export interface ReceiptDesk extends Receipts {
  /** Decides a message's fate, and calls back once for each time that its receipt is issued. */
  expect(message: MessageUnderWay, issue: (fate: Fate) => void): void;
  /** Whether a receipt is due within the next moments. */
  busy(): boolean;
  /** Forgets every receipt still to come. */
  stop(): void;
}

/** Real networks take a moment. */
const USUAL_MS = 50;
/** Whoever waits for quiet waits for what is due within so many milliseconds. */
const SOON_MS = 1000;

/** No receipts yet. Those to come are kept in memory alone: a stop loses them. */
export function createReceipts(clock: Clock, log: (line: string) => void): ReceiptDesk {
  let rule: FateRule = () => undefined;
  let stopped = false;
  let waiting: { due: number; issue: () => void }[] = [];
  const alarm = createAlarm(clock, () => {
    const now = clock.now();
    const due = waiting.filter((each) => each.due <= now).sort((one, two) => one.due - two.due);
    waiting = waiting.filter((each) => each.due > now);
    for (const { issue } of due) {
      try {
        issue();
      } catch (error) {
        log(`A receipt could not be issued: ${String(error)}`);
      }
    }
    wake();
  });
  const wake = (): void => {
    alarm.at(waiting.reduce((next, { due }) => Math.min(next, due), Infinity));
  };
  return {
    decide(next) {
      rule = next;
    },
    expect(message, issue) {
      if (stopped) return;
      const fate = rule(message) ?? simulatedFate(message);
      const due = clock.now() + (fate.afterMs ?? USUAL_MS);
      for (let left = fate.times ?? 1; left > 0; left -= 1) {
        waiting.push({
          due,
          issue: () => {
            issue(fate);
          },
        });
      }
      if ((fate.times ?? 1) > 0) alarm.at(due);
    },
    busy: () => waiting.some(({ due }) => due <= clock.now() + SOON_MS),
    stop() {
      stopped = true;
      waiting = [];
      alarm.stop();
    },
  };
}
