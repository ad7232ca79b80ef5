import { SingleBar } from 'cli-progress';
import { figure } from './wording.ts';

/** Shows how far a piece of work has come. */
export interface Progress {
  /** So many are done, of the total. */
  set(done: number): void;
  stop(): void;
}

/**
 * A bar on standard error when that is a terminal, otherwise one plain line there for every tenth.
 */
export function startProgress(label: string, total: number): Progress {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      format: `${label} {bar} {value} of {total}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      stream: process.stderr,
      hideCursor: true,
      formatValue: (value, _options, type) =>
        type === 'value' || type === 'total' ? figure(value) : String(value),
    });
    bar.start(total, 0);
    return {
      set: (done) => {
        bar.update(done);
      },
      stop: () => {
        bar.stop();
      },
    };
  }
  let before = 0;
  return {
    set: (done) => {
      const percent = tenthReached(before, done, total);
      if (percent !== undefined)
        process.stderr.write(`${label}: ${percent}% (${figure(done)} of ${figure(total)})\n`);
      before = done;
    },
    stop: () => undefined,
  };
}

/** The highest tenth, in per cent, that was reached between two counts; undefined when none was. */
export function tenthReached(before: number, done: number, total: number): number | undefined {
  const tenths = (count: number) => Math.floor((count * 10) / total);
  return total > 0 && tenths(done) > tenths(before) ? tenths(done) * 10 : undefined;
}
