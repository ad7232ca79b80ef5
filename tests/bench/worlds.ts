import * as fc from 'fast-check';
import type { Catalogue, ExposureState } from '@registry/domain';
import { agreedStates, worlds, type World } from '../exposure/worlds.ts';
import { progress, say, sayTable, total } from './report.ts';

/** Worlds asked when nobody says how many. */
const RUNS = 10_000;

/**
 * What the worlds asked so far held: counts of worlds and of practices, and the most products in
 * one catalogue.
 */
interface Seen {
  worlds: number;
  practices: Record<ExposureState, number>;
  mostProducts: number;
  loops: number;
  alternatives: number;
}

/**
 * Holds the engine against the slow and obvious reading of its rules in made-up worlds; `--runs
 * 1000` says how many. Where they disagree, shows the smallest such world that it finds, and ends
 * with exit code 1.
 */
export function benchWorlds([, runs = `${RUNS}`]: readonly string[]): Promise<void> {
  const numRuns = Number(runs);
  const seed = Date.now() % 2 ** 31;
  const seen: Seen = {
    worlds: 0,
    mostProducts: 0,
    loops: 0,
    alternatives: 0,
    practices: { hit: 0, unknown: 0, 'not-hit': 0 },
  };
  const started = performance.now();
  const agreeing = fc.property(worlds, (world) => {
    note(seen, world, agreedStates(world));
    if (seen.worlds % Math.ceil(numRuns / 100) === 0) showBar(seen.worlds / numRuns);
  });
  const outcome = fc.check(agreeing, { numRuns, seed });
  progress('');
  say(`Seed ${seed}`);
  if (outcome.failed) {
    const [world] = outcome.counterexample ?? [];
    const cause = outcome.errorInstance;
    say(`Engine and oracle disagree on a world, made smaller in ${outcome.numShrinks} steps:`);
    say(JSON.stringify(world, undefined, 1));
    say(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  } else {
    sayFigures(seen, (performance.now() - started) / 1000);
  }
  return Promise.resolve();
}

function note(seen: Seen, { catalogue }: World, states: readonly ExposureState[]): void {
  seen.worlds += 1;
  for (const state of states) seen.practices[state] += 1;
  seen.mostProducts = Math.max(seen.mostProducts, catalogue.products.length);
  if (hasLoop(catalogue)) seen.loops += 1;
  if (catalogue.dependencies.some(({ needs }) => needs.length > 1)) seen.alternatives += 1;
}

/**
 * Whether something leads back to itself, as far as the catalogue alone decides: whatever can be
 * taken away last to first has none.
 */
function hasLoop({ products, dependencies }: Catalogue): boolean {
  let links: { from: string; needs: readonly string[] }[] = [
    ...dependencies,
    ...products.flatMap(({ id, roles }) => roles.map((role) => ({ from: role, needs: [id] }))),
  ];
  for (;;) {
    const froms = new Set(links.map(({ from }) => from));
    const left = links.filter(({ needs }) => needs.some((need) => froms.has(need)));
    if (left.length === links.length) return left.length > 0;
    links = left;
  }
}

/** One line of a terminal, written over; elsewhere nothing. */
function showBar(done: number): void {
  if (!process.stderr.isTTY) return;
  const length = 40;
  const full = Math.min(length, Math.round(done * length));
  const bar = '█'.repeat(full) + '░'.repeat(length - full);
  process.stderr.write(`\r${bar} ${Math.min(100, Math.round(done * 100))} %`);
}

function sayFigures({ worlds, practices, ...seen }: Seen, seconds: number): void {
  const assessed = total(Object.values(practices));
  const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(0)} %`;
  sayTable(
    'Made-up worlds, on all of which engine and oracle agree',
    ['', ''],
    [
      ['worlds', worlds.toLocaleString('en-GB')],
      ['practices assessed', assessed.toLocaleString('en-GB')],
      ['of them hit', share(practices.hit, assessed)],
      ['of them unknown', share(practices.unknown, assessed)],
      ['of them not hit', share(practices['not-hit'], assessed)],
      ['products in the biggest catalogue', `${seen.mostProducts}`],
      ['worlds with a loop', share(seen.loops, worlds)],
      ['worlds with alternatives', share(seen.alternatives, worlds)],
      ['seconds', seconds.toFixed(1)],
    ],
  );
}
