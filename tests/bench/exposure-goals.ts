import type { Scale } from './exposure.ts';
import type { Measured, Run } from './exposure-runs.ts';
import { medianOf, ratio } from './exposure-tables.ts';
import { inMs, sayTable } from './report.ts';

/** What England may cost: cold its 36 rosters; warm a version each and the list of ICBs. */
const UNITS = { cold: 46, warm: 36 + 1 };
const RAW = { cold: 2.5, warm: 2 };
/** What 10 times the register may cost. */
const TEN_TIMES = 12;

const ours = ({ httpMs }: Run) => httpMs;
const stateNames = { cold: 'cold', fresh: 'new', warm: 'warm' };

/** What the same question costs of a larger register. */
export function sayScales(scales: readonly Scale[]): void {
  const [england, ...larger] = scales;
  if (!england || larger.length === 0) return;
  sayTable(
    'The same questions of a larger register, warm and cold (ms), and over England as it is. Where a summary by PCN would be over Lambda’s 6 MB, the page that gives totals by ICB stands for it.',
    ['Question', '', 'register', 'ours', 'over 1×', 'peer', 'over 1×', 'ours/peer', 'read units'],
    scales.flatMap((scale) =>
      scale.measured.flatMap((measured) =>
        (['cold', 'fresh', 'warm'] as const).map((state) => {
          const [runs, before] = [measured[state], sameAt(england, measured)?.[state] ?? []];
          const [now, then] = [medianOf(runs, ours), medianOf(before, ours)];
          const peer = medianOf(runs, (run) => run.peerMs);
          return [
            measured.question.title,
            stateNames[state],
            `${scale.times}×`,
            inMs(now),
            ratio(now, then),
            Number.isNaN(peer) ? '–' : inMs(peer),
            ratio(
              peer,
              medianOf(before, (run) => run.peerMs),
            ),
            ratio(now, peer),
            String(medianOf(runs, (run) => run.readUnits)),
          ];
        }),
      ),
    ),
    3,
  );
}

/**
 * The question that a larger register's answer compares with: the same one, or totals by ICB where
 * PCNs had to be left out.
 */
function sameAt(england: Scale, { question }: Measured): Measured | undefined {
  const { measured } = england;
  return (
    measured.find((each) => each.question.title === question.title) ??
    measured.find((each) => each.question.limit === question.limit)
  );
}

/** The goals, the figures, and whether they are met. */
export function sayGoals(scales: readonly Scale[]): void {
  const [england, ...larger] = scales;
  if (!england) return;
  const rows = england.measured.flatMap((measured) => [
    ...peerGoals(measured),
    ...rawGoals(measured),
  ]);
  const ten = larger.find(({ times }) => times === 10)?.measured ?? [];
  const scaled = ten.flatMap((measured) =>
    (['cold', 'fresh', 'warm'] as const).map((state) => {
      const before = sameAt(england, measured)?.[state] ?? [];
      const times = medianOf(measured[state], ours) / medianOf(before, ours);
      return goal(
        `10×: ${measured.question.title}, ${stateNames[state]}, over 1×`,
        TEN_TIMES,
        times,
      );
    }),
  );
  sayTable('Goals', ['What', 'at most', 'is', ''], [...rows, ...scaled]);
}

function peerGoals({ question, fresh, warm, compared }: Measured): string[][] {
  const most = question.goal;
  if (most === undefined || compared === undefined) return [];
  return Object.entries({ new: fresh, warm }).map(([state, runs]) => {
    const share = medianOf(runs, ours) / medianOf(runs, (run) => run.peerMs);
    return goal(`${question.title}, ${state}, over the peer`, most, share);
  });
}

function rawGoals({ question, cold, fresh, warm }: Measured): string[][] {
  return Object.entries({ cold, new: fresh, warm }).flatMap(([state, runs]) => {
    const most = state === 'cold' ? RAW.cold : RAW.warm;
    const units = state === 'cold' ? UNITS.cold : UNITS.warm;
    const handler = medianOf(runs, (run) => run.handlerMs);
    const raw = medianOf(runs, (run) => run.raw.storeMs);
    const read = medianOf(runs, (run) => run.readUnits);
    const title = `${question.title}, ${state}`;
    return [
      goal(`${title}, handler over raw read`, most, handler / raw),
      ...(question.caller.role === 'national' ? [goal(`${title}, read units`, units, read)] : []),
    ];
  });
}

function goal(what: string, most: number, is: number): string[] {
  return [
    what,
    String(most),
    Number.isInteger(is) ? String(is) : is.toFixed(2),
    is <= most ? 'met' : 'missed',
  ];
}
