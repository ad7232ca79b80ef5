import type { Again, Measured, Run } from './exposure-runs.ts';
import { inMs, median, sayTable, total } from './report.ts';

/** The median of a figure, NaN where it is missing. */
export function medianOf(runs: readonly Run[], figure: (run: Run) => number | undefined): number {
  return median(runs.map((run) => figure(run) ?? NaN));
}

/** One figure as a multiple of another. */
export function ratio(one: number, other: number): string {
  return Number.isNaN(one / other) ? '–' : `${(one / other).toFixed(2)}×`;
}

/** A duration, or a dash where there is none. */
function orDash(ms: number): string {
  return Number.isNaN(ms) ? '–' : inMs(ms);
}

/** Whole answers, ours beside the peer's. */
export function sayAnswers(measured: readonly Measured[]): void {
  sayTable(
    'The answer end to end (ms), asked by a process of its own over HTTP connections kept open. New: a warm function asked what it has not been asked before. Warm: five sets of products in turns, each asked before. Cold: ours in a function instance just started, loading counted; the peer in a process just started, loading not counted, that connects at this question. Same: our JSON and the peer’s for every set of products, keys in any order, but for asOf and the cursor.',
    [
      'Question',
      '',
      'ours',
      'peer',
      'ours/peer',
      'ours, slowest',
      'peer, slowest',
      'answer KB',
      'same',
    ],
    states(measured).map(([title, state, runs, compared]) => {
      const [ours, peer] = [medianOf(runs, oursMs), medianOf(runs, peerMs)];
      return [
        title,
        state,
        inMs(ours),
        orDash(peer),
        ratio(ours, peer),
        inMs(Math.max(...runs.map(oursMs))),
        orDash(Math.max(...runs.map((run) => peerMs(run) ?? NaN))),
        inMs(medianOf(runs, ({ bytes }) => bytes / 1024)),
        compared ?? '–',
      ];
    }),
    2,
  );
}

/** The handler beside raw reads of the same items. */
export function sayRaw(measured: readonly Measured[]): void {
  sayTable(
    'The handler (ms) beside the raw read of the same items: rosters cold, VERSION items warm. Cold, the raw read is the first call of a worker thread just started, with the SDK loaded, its client constructed and credentials at hand: connection, signing, law, engine, parsing; no loading, pointer, credentials or decoding. The function opens a session and a connection while it starts, and answers one invented question: the handler’s time leaves that out, the end-to-end time does not. “Engine” is the same read by plain HTTP. Raw units and KB (JSON on the wire) leave the ICBS pointer out.',
    [
      'Question',
      '',
      'handler',
      'raw, SDK',
      'raw, engine',
      'handler/raw',
      'read units',
      'of them ICBS',
      'raw units',
      'raw KB',
    ],
    states(measured).map(([title, state, runs]) => {
      const [handler, raw] = [medianOf(runs, handlerMs), medianOf(runs, rawMs)];
      return [
        title,
        state,
        inMs(handler),
        inMs(raw),
        inMs(medianOf(runs, (run) => run.raw.engineMs)),
        ratio(handler, raw),
        String(medianOf(runs, (run) => run.readUnits)),
        String(medianOf(runs, ({ parts }) => parts.pointerUnits)),
        String(medianOf(runs, (run) => run.raw.units)),
        inMs(medianOf(runs, (run) => run.raw.bytes / 1024)),
      ];
    }),
    2,
  );
}

/** Where the time of our answer goes. */
export function sayParts(measured: readonly Measured[]): void {
  sayTable(
    'Where our time goes (ms). The parts of the handler are done again by hand in a worker as cold or warm; the rest of the handler (what an ICB has besides its roster, totals, sorting, JSON of the answer, parsing the request) is what they leave of its own time: less than nothing where the function still holds what they do again.',
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
        medianOf(runs, (run) => run.parts.pointerMs),
        medianOf(runs, (run) => run.parts.credentialsMs),
        medianOf(runs, (run) => run.parts.storeMs),
        medianOf(runs, (run) => run.parts.decodeMs),
        medianOf(runs, (run) => run.parts.assessMs),
      ];
      const handler = medianOf(runs, handlerMs);
      return [
        title,
        state,
        ...[
          medianOf(runs, oursMs),
          medianOf(runs, (run) => run.httpMs - run.handlerMs),
          ...parts,
          handler - total(parts),
          medianOf(runs, (run) => run.parts.serialiseMs),
        ].map(inMs),
      ];
    }),
    2,
  );
}

/** The very same question again and again: what an answer kept would save. */
export function sayAgain(again: readonly Again[]): void {
  sayTable(
    'The very same question again and again, warm (ms, medians of 20)',
    ['Question', 'ours', 'of it handler', 'peer', 'ours/peer'],
    again.map(({ question, httpMs, handlerMs: handler, peerMs: peer }) => [
      question.title,
      inMs(httpMs),
      inMs(handler),
      orDash(peer),
      ratio(httpMs, peer),
    ]),
  );
}

const oursMs = ({ httpMs }: Run) => httpMs;
const peerMs = (run: Run) => run.peerMs;
const handlerMs = (run: Run) => run.handlerMs;
const rawMs = ({ raw }: Run) => raw.storeMs;

type State = [title: string, state: string, runs: Run[], compared: string | undefined];

function states(measured: readonly Measured[]): State[] {
  return measured.flatMap(({ question, cold, fresh, warm, compared }): State[] => [
    [question.title, 'cold', cold, compared],
    [question.title, 'new', fresh, compared],
    [question.title, 'warm', warm, compared],
  ]);
}
