import type { ApiClient, ExposureQuery } from '@registry/api-client';
import type { ExposurePage } from '@registry/contract';
import type { Affected, IcbCode } from '@registry/domain';
import { affectedText, Down, Effect, ExposureState, Reach, Role } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { adviceLines } from './advice.ts';
import { affected, groupCodes, someOf } from './arguments.ts';
import { streamCsv } from './csv.ts';
import type { Heading } from './heading.ts';
import { gaps, headingText, openOutages } from './heading.ts';
import { icbTable, practiceTable } from './table.ts';
import { exitCodes } from '../terminal/failure.ts';
import { emptyRegister, refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say, warn } from '../terminal/output.ts';
import { count, figure, learnNames } from '../terminal/wording.ts';

interface ExposureOptions extends Omit<ExposureQuery, 'products' | 'limit' | 'cursor'> {
  product: Affected[];
  icb?: IcbCode;
  csv?: boolean;
}

/**
 * Adds `registry exposure`, which asks which practices an outage of products may affect, and why.
 */
export function addExposureCommand(program: Command): void {
  program
    .command('exposure')
    .summary('which practices an outage may affect, and why')
    .description(
      'Says how many practices and patients an outage of these products may affect: a row for each ICB or, for one ICB or when narrowed, for each practice with the reason. “No link recorded” is not a promise that a practice is working, and “unknown” is counted apart.',
    )
    .requiredOption(
      '--product <id>',
      'in trouble: emis-web or emis-web:degraded; repeatable',
      affected,
    )
    .addOption(new Option('--reach <reach>', 'how many of its users').choices(Reach.options))
    .option('--icb <code>', 'one ICB, practice by practice', icbCode)
    .option('--pcn <code>', 'only this PCN, in figures too; repeatable', groupCodes)
    .option(
      '--sub-icb <code>',
      'only this sub-ICB location, in figures too; repeatable',
      groupCodes,
    )
    .addOption(new Option('--state <state>', 'list only these').choices(ExposureState.options))
    .option('--effect <effect>', 'list only those touched so; repeatable', someOf(Effect.options))
    .option(
      '--role <role>',
      'list only those touched or unknown there; repeatable',
      someOf(Role.options),
    )
    .option('--said <answer>', `list only those that say so; repeatable`, someOf(answers))
    .addOption(new Option('--sort <by>', 'worst effect first unless said').choices(sorts))
    .option('--csv', 'CSV on standard output, a row per practice, for a spreadsheet')
    .addHelpText('after', exposureExamples)
    .action(runExposure);
}

const answers = [...Down.options, 'not-heard'] as const;
const sorts = ['odsCode', 'name', 'pcn', 'listSize', 'effect'] as const;

const exposureExamples = `
--effect takes ${Effect.options.join(', ')}. --said takes ${answers.join(', ')}, while an outage of these
products is open in the ICB. Exit code 1 when an ICB’s roster cannot be read: the rest is answered all the same.

Examples:
  registry exposure --product emis-web
  registry exposure --product crowdstrike-falcon --icb Z36
  registry exposure --product emis-web:degraded --reach some --icb Z36 --role online-consultation --sort listSize
  registry exposure --product emis-web --state unknown
  registry exposure --product emis-web --product systmone --csv > england.csv`;

async function runExposure({ product, csv, ...filters }: ExposureOptions): Promise<void> {
  const query = { products: product.map(affectedText), ...filters };
  const { icb, reach: _reach, ...narrowed } = filters;
  const client = connect(icb ? { role: 'icb', org: icb } : { role: 'national', org: 'X26' });
  if (csv) {
    warnOfGaps(await streamCsv(client, query));
    return;
  }
  if (icb) learnNames((await client.listProducts()).products);
  const whole = icb === undefined && Object.keys(narrowed).length === 0;
  const summary = whole ? await client.exposureSummary({ ...query, by: ['icb'] }) : undefined;
  if (summary && summary.icbs.length !== 1) {
    if (await isEmpty(client, summary)) return;
    say(`${headingText(summary)}\n`);
    say(icbTable(summary, process.stdout.columns));
    warnOfGaps(summary);
    return;
  }
  const answer = await wholeAnswer(client, { sort: 'effect', ...query });
  if (await isEmpty(client, answer, icb)) return;
  say(practicesText(answer, process.stdout.columns));
  warnOfGaps(answer);
}

/** All pages as one. */
async function wholeAnswer(client: ApiClient, query: ExposureQuery): Promise<ExposurePage> {
  const first = await client.exposurePage(query);
  const whole = { ...first, practices: [...first.practices], advice: { ...first.advice } };
  if (first.cursor === undefined) return whole;
  for await (const page of client.exposurePages({ ...query, cursor: first.cursor })) {
    whole.practices.push(...page.practices);
    Object.assign(whole.advice, page.advice);
  }
  return whole;
}

function practicesText(answer: ExposurePage, width: number | undefined): string {
  const { matching, totals } = answer;
  return [
    headingText(answer),
    ...openOutages(answer),
    ...(matching === totals.practices
      ? ['']
      : [`\nListed: ${figure(matching)} of ${count(totals.practices, 'practice')}.`]),
    ...(matching === 0 ? [] : [practiceTable(answer, width)]),
    ...adviceLines(answer),
  ].join('\n');
}

/** Says why when nothing is recorded, so that nobody reads it as nothing hit. */
async function isEmpty(
  client: ApiClient,
  { totals, unavailable }: Heading,
  icb?: IcbCode,
): Promise<boolean> {
  if (totals.practices > 0 || unavailable.length > 0) return false;
  if (icb) await refuseUnknownIcb(client, icb);
  warn(icb ? `The register holds no practice of ${icb}, so it cannot tell.` : emptyRegister);
  process.exitCode = exitCodes.refused;
  return true;
}

function warnOfGaps(heading: Pick<Heading, 'unavailable'>): void {
  for (const gap of gaps(heading)) {
    warn(gap);
    process.exitCode = exitCodes.refused;
  }
}
