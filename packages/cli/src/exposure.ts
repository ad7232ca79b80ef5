import { pipeline } from 'node:stream/promises';
import type { ApiClient, ExposureQuery } from '@registry/api-client';
import type { ExposureState, IcbCode, PracticeExposure } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode, repeated } from './arguments.ts';
import { connect } from './connection.ts';
import { headline, icbTable, practiceTable } from './exposure-table.ts';
import { exitCodes } from './failure.ts';
import { say, warn } from './output.ts';
import { ukTime } from './wording.ts';

interface ExposureOptions {
  product: string[];
  icb?: IcbCode;
  state?: ExposureState;
  csv?: boolean;
}

/** Adds `registry exposure`, which asks which practices an outage of products may affect, and why. */
export function addExposureCommand(program: Command): void {
  program
    .command('exposure')
    .summary('which practices an outage may affect, and why')
    .description(
      'Says how many practices and patients an outage of these products may affect: a row for each ICB or, for one ICB, for each practice with the reason. “No link recorded” is not a promise that a practice is working, and “unknown” is counted apart.',
    )
    .requiredOption('--product <id>', 'product in trouble, such as emis-web; repeatable', repeated)
    .option('--icb <code>', 'one ICB, practice by practice', icbCode)
    .addOption(
      new Option('--state <state>', 'only practices in this state').choices([
        'hit',
        'unknown',
        'not-hit',
      ]),
    )
    .option('--csv', 'the API’s CSV on standard output, untouched')
    .addHelpText('after', exposureExamples)
    .action(runExposure);
}

const exposureExamples = `
Examples:
  registry exposure --product emis-web
  registry exposure --product crowdstrike-falcon --icb QKS
  registry exposure --product emis-web --state unknown
  registry exposure --product emis-web --product systmone --icb QKS --csv > exposure.csv`;

async function runExposure({ product, csv, ...filters }: ExposureOptions): Promise<void> {
  const query: ExposureQuery = { products: product, ...filters };
  const { icb, state } = filters;
  const client = connect(icb ? { role: 'icb', org: icb } : { role: 'national', org: 'X26' });
  if (csv) {
    await pipeline(await client.exposureCsv(query), process.stdout, { end: false });
    return;
  }
  const summary = await client.exposureSummary({ products: product, ...(icb ? { icb } : {}) });
  if (summary.totals.practices === 0) {
    warn(`The register holds no practice ${icb ? `of ${icb}` : 'yet'}, so it cannot tell.`);
    process.exitCode = exitCodes.refused;
    return;
  }
  say(headline(summary));
  say(`As recorded on ${ukTime(summary.asOf)}. May be affected is not the same as down.\n`);
  if (summary.icbs.length > 1 && !state) say(icbTable(summary));
  else say(practiceTable(await allPractices(client, query), process.stdout.columns));
}

async function allPractices(client: ApiClient, query: ExposureQuery): Promise<PracticeExposure[]> {
  const practices: PracticeExposure[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.exposurePage({
      ...query,
      ...(cursor === undefined ? {} : { cursor }),
    });
    practices.push(...page.practices);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return practices;
}
