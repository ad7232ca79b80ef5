import type { Measured, Run } from './exposure.ts';
import type { Reply } from './raw-messages.ts';
import { inMs, median, sayTable } from './report.ts';

/** Whole answers beside raw reads of the same items. */
export function sayAnswers(measured: readonly Measured[]): void {
  sayTable(
    'The answer (ms), and the raw read of the same items: the SDK at the local AWS endpoint, and plain HTTP at the engine. Ratios are of medians to the SDK’s read. Raw units and KB (JSON on the wire) leave the ICBS pointer out.',
    [
      'Question',
      '',
      'HTTP',
      'handler',
      'raw, SDK',
      'raw, engine',
      'HTTP/raw',
      'handler/raw',
      'read units',
      'of them ICBS',
      'raw units',
      'raw KB',
      'answer KB',
    ],
    states(measured).map(([title, state, runs]) => {
      const [http, handler] = [of(runs, (run) => run.httpMs), of(runs, (run) => run.handlerMs)];
      const raw = rawOf(runs, (reply) => reply.storeMs);
      return [
        ...[title, state, inMs(http), inMs(handler), inMs(raw)],
        inMs(rawOf(runs, (reply) => reply.engineMs)),
        ...[ratio(http, raw), ratio(handler, raw)],
        String(of(runs, (run) => run.readUnits)),
        String(rawOf(runs, (reply) => reply.pointerUnits)),
        String(rawOf(runs, (reply) => reply.units)),
        inMs(rawOf(runs, (reply) => reply.bytes / 1024)),
        inMs(of(runs, (run) => run.bytes / 1024)),
      ];
    }),
    2,
  );
}

/** Where the time of an answer goes. */
export function sayParts(measured: readonly Measured[]): void {
  sayTable(
    'Where the time goes (ms). The parts of the handler are done again by hand in a worker as cold or warm; the rest of the handler (totals, sorting, JSON of the answer, parsing the request) is what they leave of its own time.',
    [
      'Question',
      '',
      'HTTP',
      'gateway, worker',
      'ICBS pointer',
      'credentials',
      'store',
      'decode',
      'assess',
      'rest of handler',
      'of it JSON',
    ],
    states(measured).map(([title, state, runs]) => {
      const parts = [
        rawOf(runs, (reply) => reply.pointerMs),
        rawOf(runs, (reply) => reply.credentialsMs),
        rawOf(runs, (reply) => reply.storeMs),
        rawOf(runs, (reply) => reply.decodeMs),
        rawOf(runs, (reply) => reply.assessMs),
      ];
      const handler = of(runs, (run) => run.handlerMs);
      return [
        ...[title, state],
        ...[
          of(runs, (run) => run.httpMs),
          of(runs, (run) => run.httpMs - run.handlerMs),
          ...parts,
          handler - parts.reduce((sum, part) => sum + part, 0),
          rawOf(runs, (reply) => reply.serialiseMs),
        ].map(inMs),
      ];
    }),
    2,
  );
}

function states(measured: readonly Measured[]): [title: string, state: string, runs: Run[]][] {
  return measured.flatMap(({ question, cold, warm }): [string, string, Run[]][] => [
    [question.title, 'cold', cold],
    [question.title, 'warm', warm],
  ]);
}

function of(runs: readonly Run[], figure: (run: Run) => number): number {
  return median(runs.map(figure));
}

function rawOf(runs: readonly Run[], figure: (reply: Reply) => number): number {
  return of(runs, ({ raw }) => figure(raw));
}

function ratio(one: number, other: number): string {
  return `${(one / other).toFixed(1)}×`;
}
