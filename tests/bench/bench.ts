import * as z from 'zod';
import { publishedData } from '../set-up/register.ts';
import { benchAlerts } from './alerts.ts';
import { benchExposure } from './exposure.ts';
import { benchFairness } from './fairness.ts';
import { benchImport } from './import.ts';
import { machine, progress, say } from './report.ts';
import { benchWorlds } from './worlds.ts';

/**
 * What a benchmark measures, and how; `run` is given one of the options that it knows, as words, or
 * none.
 */
interface Bench {
  says: string;
  run: (options: readonly string[]) => Promise<void>;
  options?: readonly string[];
  /** True for one that needs neither the published files nor a register. */
  bare?: boolean;
}

/** Benchmarks by name. */
const benches = new Map<string, Bench>([
  [
    'alerts',
    {
      says: 'England declared nationally, quotas lifted, and one ICB at default quotas (--full: England); the bare writes beside it',
      run: benchAlerts,
      options: ['--full'],
    },
  ],
  [
    'exposure',
    {
      says: 'which practices an outage hits: beside a PostgreSQL peer and raw store reads, cold and warm, at 1 and 10 times England (--scale 50: at 50 times too, some minutes more)',
      run: benchExposure,
      options: ['--scale 50'],
    },
  ],
  [
    'fairness',
    {
      says: 'what the worst catalogue that one ICB may have costs the others, when England is alerted',
      run: benchFairness,
    },
  ],
  [
    'import',
    {
      says: 'England from the published files into an empty register, and the same files again',
      run: benchImport,
    },
  ],
  [
    'worlds',
    {
      says: 'whether the engine agrees with a slow and obvious oracle in 10,000 made-up worlds (--runs 1000 or --runs 100000: in as many)',
      run: benchWorlds,
      options: ['--runs 1000', '--runs 100000'],
      bare: true,
    },
  ],
]);

const [name, ...others] = process.argv.slice(2);
const bench = name === undefined ? undefined : benches.get(name);
if (name === undefined) {
  say('Benchmarks, run as `pnpm bench NAME`:');
  for (const [each, { says }] of benches) say(`  ${each.padEnd(10)} ${says}`);
} else if (bench === undefined || !['', ...(bench.options ?? [])].includes(others.join(' '))) {
  progress(
    `There is no benchmark "${process.argv.slice(2).join(' ')}": give one of ${[...benches.keys()].join(', ')}.`,
  );
  process.exitCode = 2;
} else if (!bench.bare && publishedData === undefined) {
  say('no ../shared/data');
} else {
  if (!bench.bare) {
    progress('Synthesizing…');
    await synthesize();
  }
  say(machine());
  await bench.run(others);
}

/**
 * Writes the templates and bundles just as the tests do; that script is plain JavaScript for jest,
 * and has no types.
 */
async function synthesize(): Promise<void> {
  const script: unknown = await import(new URL('../synthesize.js', import.meta.url).href);
  const isFunction = (value: unknown) => typeof value === 'function';
  z.object({ default: z.custom<() => void>(isFunction) })
    .parse(script)
    .default();
}
