import { writeFile } from 'node:fs/promises';
import { catalogue } from '@registry/catalogue';
import type { PublishedRegister, ReadPublication } from '@registry/directory';
import { joinFiles, readPublications } from '@registry/directory';
import type { Command } from 'commander';
import { namedFile } from '../terminal/arguments.ts';
import { connect, directoryWriter } from '../terminal/connection.ts';
import { exitCodes, UsageError } from '../terminal/failure.ts';
import { say } from '../terminal/output.ts';
import { count, titled } from '../terminal/wording.ts';
import type { HeldRegister } from './held-register.ts';
import { readHeldRegister } from './held-register.ts';
import type { Endings } from './import-plan.ts';
import { endings, objections, straddle, tooOld } from './import-plan.ts';
import { describeFiles, describeOutcome } from './import-summary.ts';
import { writeRegister } from './write-register.ts';

interface ImportOptions {
  map?: string;
  listSizes?: string;
  practices?: string;
  onlineConsultation?: string;
  gpSuppliers?: string;
  dryRun?: boolean;
  allowShrink?: boolean;
  asPublished?: boolean;
  report?: string;
}

/** Adds `registry import`, which loads published NHS files through PUT /icbs/{code}/directory. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .summary('load the published NHS files')
    .description(
      'Reads the published files, joins them to what is held, and writes each ICB’s practices into the register. A file left out takes nothing away, and the order in which files come makes no difference. Anything wrong with a file, and nothing is written. What a practice declared is never overwritten, and the same files again change nothing.',
    )
    .option('--map <file>', 'practices by PCN, ICB and clinical system (gp-reg-pat-prac-map)')
    .option('--list-sizes <file>', 'registered patients (gp-reg-pat-prac-all)')
    .option('--practices <file>', 'ODS practices; name it by its month, epraccur_2026-06.csv')
    .option('--online-consultation <file>', 'online-consultation suppliers, the published workbook')
    .option(
      '--gp-suppliers <file>',
      'a second opinion on clinical systems; name it by its month, gp_suppliers_2025-12.csv',
    )
    .option('--dry-run', 'read and check everything, write nothing')
    .option('--allow-shrink', 'write even if one practice in fifty, or an ICB, would go')
    .option('--as-published', 'write even if the map and epraccur straddle a succession of ICBs')
    .option('--report <file>', 'write to this file all that is said, with every list whole')
    .addHelpText('after', importExamples)
    .action(runImport);
}

const importExamples = `
Give whichever files you have. Only the map and epraccur say which practices there are. Needs a token of NHS England (X26) with the scope directory:write.

Examples:
  registry import --map gp-reg-pat-prac-map.csv --list-sizes gp-reg-pat-prac-all.csv \\
    --practices epraccur_2026-06.csv --online-consultation OC_submissions_February_2026.xlsx
  registry import --list-sizes gp-reg-pat-prac-all.csv --dry-run`;

async function runImport(options: ImportOptions): Promise<void> {
  const given = await readFiles(options);
  const client = connect(directoryWriter);
  const held = await readHeldRegister(client);
  const older = tooOld(held.publications, given);
  if (older !== undefined) throw new UsageError(older);
  const published = joinFiles(held.publications, given);
  const told = createTelling(options.report);
  await told((most) => describeFiles(published, most));
  refuseDoubtful(options, held, published, given);
  const ending = endings(held, published.icbs, given);
  if (options.dryRun) {
    await told(() => describeDryRun(published.icbs.length, ending));
    return;
  }
  const outcome = await writeRegister(client, { published, held, ending });
  await told((most) => describeOutcome(outcome, most));
  if (outcome.failed.length > 0) process.exitCode = exitCodes.refused;
}

async function readFiles(options: ImportOptions): Promise<ReadPublication[]> {
  const { map, listSizes, practices, onlineConsultation, gpSuppliers } = options;
  if (![map, listSizes, practices, onlineConsultation, gpSuppliers].some(Boolean))
    throw new UsageError('Give --map or --practices, or any other file: there is nothing to load.');
  return readPublications(
    {
      ...(map && { map: await namedFile(map) }),
      ...(listSizes && { listSizes: await namedFile(listSizes) }),
      ...(practices && { practices: await namedFile(practices) }),
      ...(onlineConsultation && { onlineConsultation: await namedFile(onlineConsultation) }),
      ...(gpSuppliers && { gpSuppliers: await namedFile(gpSuppliers) }),
    },
    catalogue,
  );
}

/**
 * Tells people what long lists begin with and, where they want a report, writes them there whole.
 * `Infinity` is as much of a list as there is.
 */
function createTelling(report: string | undefined) {
  let whole = '';
  return async (describe: (most?: number) => string): Promise<void> => {
    const [brief, full] = [describe(), describe(Infinity)];
    say(brief);
    whole += `${full}\n`;
    if (report !== undefined) await writeFile(report, whole);
    else if (brief !== full) say('(Not every list is shown whole: --report FILE keeps all of it.)');
  };
}

function refuseDoubtful(
  { allowShrink, asPublished }: ImportOptions,
  held: HeldRegister,
  published: PublishedRegister,
  given: readonly ReadPublication[],
): void {
  const apart = asPublished ? undefined : straddle(published, given);
  if (apart !== undefined) throw new UsageError(apart);
  const reasons = allowShrink ? [] : objections(held, published.icbs, given);
  if (reasons.length > 0)
    throw new UsageError(
      `${reasons.join('\n')}\nIs a file cut short? Nothing has been written. If it is right, --allow-shrink writes it.`,
    );
}

function describeDryRun(icbs: number, { going, fictional }: Endings): string {
  return [
    `Dry run: nothing has been written. ${count(icbs, 'ICB')} would be written.`,
    ...going.map(({ name, code }) => `  ${titled(name, code)} would be no more.`),
    ...(fictional.length > 0
      ? [`  The demonstration’s ${count(fictional.length, 'fictional ICB')} would make way.`]
      : []),
  ].join('\n');
}
