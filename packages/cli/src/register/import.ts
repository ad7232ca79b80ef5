import type { ApiClient } from '@registry/api-client';
import { ApiProblem } from '@registry/api-client';
import { catalogue } from '@registry/catalogue';
import type { DirectoryReceipt } from '@registry/contract';
import { generateRegister } from '@registry/demonstration';
import type { PublishedRegister } from '@registry/directory';
import { readPublishedRegister } from '@registry/directory';
import type { IcbCode, IcbDirectory, IcbEntry, OdsCode } from '@registry/domain';
import type { Command } from 'commander';
import { namedFile } from '../terminal/arguments.ts';
import { connect, directoryWriter } from '../terminal/connection.ts';
import { describeProblem, exitCodes, UsageError } from '../terminal/failure.ts';
import { inTurns } from '../terminal/in-turns.ts';
import type { HeldIcb } from './import-plan.ts';
import { objections, successorsOf, unnamedIcbs } from './import-plan.ts';
import type { ImportOutcome } from './import-summary.ts';
import { describeFiles, describeOutcome } from './import-summary.ts';
import { say } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';
import { count, titled } from '../terminal/wording.ts';

interface ImportOptions {
  map?: string;
  listSizes?: string;
  practices?: string;
  onlineConsultation?: string;
  dryRun?: boolean;
  allowShrink?: boolean;
}

/** Adds `registry import`, which loads published NHS files through PUT /icbs/{code}/directory. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .summary('load the published NHS files')
    .description(
      'Reads and joins the published files, and writes each ICB’s practices into the register. Anything wrong with a file, and nothing is written. What a practice declared is never overwritten, and the same files again change nothing.',
    )
    .option('--map <file>', 'practices by PCN, ICB and clinical system (gp-reg-pat-prac-map)')
    .option('--list-sizes <file>', 'registered patients (gp-reg-pat-prac-all)')
    .option('--practices <file>', 'ODS practices; name it by its month, epraccur_2026-06.csv')
    .option('--online-consultation <file>', 'online-consultation suppliers, the published workbook')
    .option('--dry-run', 'read and check everything, write nothing')
    .option('--allow-shrink', 'write even if a fifth of the practices, or an ICB, would go')
    .addHelpText('after', importExamples)
    .action(runImport);
}

const importExamples = `
Give --map or --practices, or both; the rest as you have it. Needs a token of NHS England (X26) with the scope directory:write.

Examples:
  registry import --map gp-reg-pat-prac-map.csv --list-sizes gp-reg-pat-prac-all.csv \\
    --practices epraccur_2026-06.csv --online-consultation OC_submissions_February_2026.xlsx
  registry import --map gp-reg-pat-prac-map.csv --dry-run`;

async function runImport(options: ImportOptions): Promise<void> {
  const published = await readFiles(options);
  say(describeFiles(published));
  const client = connect(directoryWriter);
  const register = await surveyRegister(client, published.icbs);
  const reasons = objections(register.held, published.icbs);
  if (reasons.length > 0 && !options.allowShrink)
    throw new UsageError(
      `${reasons.join('\n')}\nIs a file cut short? Nothing has been written. If it is right, --allow-shrink writes it.`,
    );
  if (options.dryRun) {
    say(describeDryRun(published.icbs.length, register));
    return;
  }
  const outcome = await writeRegister(client, published, register);
  say(describeOutcome(outcome));
  if (register.fictional.length > 0 && outcome.failed.length === 0)
    say(`The demonstration’s ${count(register.fictional.length, 'fictional ICB')} made way.`);
  if (outcome.failed.length > 0) process.exitCode = exitCodes.refused;
}

function describeDryRun(icbs: number, { going, fictional }: RegisterSurvey): string {
  return [
    `Dry run: nothing has been written. ${count(icbs, 'ICB')} would be written.`,
    ...going.map(({ name, code }) => `  ${titled(name, code)} would be no more.`),
    ...(fictional.length > 0
      ? [`  The demonstration’s ${count(fictional.length, 'fictional ICB')} would make way.`]
      : []),
  ].join('\n');
}

async function readFiles(options: ImportOptions): Promise<PublishedRegister> {
  const { map, listSizes, practices, onlineConsultation } = options;
  if (!map && !practices)
    throw new UsageError(
      'Give --map or --practices: without either there are no practices to load.',
    );
  return readPublishedRegister(
    {
      ...(map ? { map: await namedFile(map) } : {}),
      ...(listSizes ? { listSizes: await namedFile(listSizes) } : {}),
      ...(practices ? { practices: await namedFile(practices) } : {}),
      ...(onlineConsultation ? { onlineConsultation: await namedFile(onlineConsultation) } : {}),
    },
    catalogue,
  );
}

/**
 * What the register holds, and which of its ICBs the files no longer name; those of the
 * demonstration apart.
 */
interface RegisterSurvey {
  held: HeldIcb[];
  going: IcbEntry[];
  fictional: IcbEntry[];
}

async function surveyRegister(
  client: ApiClient,
  published: PublishedRegister['icbs'],
): Promise<RegisterSurvey> {
  const { icbs } = await client.listIcbs();
  if (icbs.length === 0) return { held: [], going: [], fictional: [] };
  const { byIcb } = await client.exposureSummary({ products: ['emis-web'] });
  const unnamed = unnamedIcbs(icbs, published);
  const demonstration = new Set(generateRegister().icbs.map(({ code }) => code));
  const going = unnamed.filter(({ code }) => !demonstration.has(code));
  const whose = new Map<IcbCode, OdsCode[]>();
  await inTurns(going, 3, async ({ code }) => {
    whose.set(code, await practicesOf(client, code));
  });
  const held = byIcb
    .filter(({ icb }) => !demonstration.has(icb))
    .map(({ icb, name, practices }) => {
      const codes = whose.get(icb);
      return { code: icb, name, practices, ...(codes ? { unnamed: codes } : {}) };
    });
  return { held, going, fictional: unnamed.filter(({ code }) => demonstration.has(code)) };
}

/** Which practices an ICB has, by way of an exposure: NHS England may not read records. */
async function practicesOf(client: ApiClient, icb: IcbCode): Promise<OdsCode[]> {
  const codes: OdsCode[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? {} : { cursor };
    const page = await client.exposurePage({ products: ['emis-web'], icb, ...more });
    codes.push(...page.practices.map(({ odsCode }) => odsCode));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return codes;
}

/**
 * Writes the named ICBs, three at a time, then dissolves those that are gone, unless one was
 * refused.
 */
async function writeRegister(
  client: ApiClient,
  published: PublishedRegister,
  { going, fictional }: RegisterSurvey,
): Promise<ImportOutcome> {
  const receipts: DirectoryReceipt[] = [];
  const failed: { code: IcbCode; reason: string }[] = [];
  const dissolved: { code: IcbCode; name: string; successors: IcbCode[] }[] = [];
  const total = published.icbs.length + going.length + fictional.length;
  const progress = startProgress('Writing ICBs', total);
  let done = 0;
  const write = async (code: IcbCode, directory: IcbDirectory) => {
    try {
      return await client.putDirectory(code, directory);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      failed.push({ code, reason: describeProblem(error) });
      return undefined;
    } finally {
      progress.set(++done);
    }
  };
  try {
    await inTurns(published.icbs, 3, async ({ code, directory }) => {
      const receipt = await write(code, directory);
      if (receipt) receipts.push(receipt);
    });
    const received = [...receipts];
    const goingNow = failed.length > 0 ? [] : [...going, ...fictional];
    await inTurns(goingNow, 3, async ({ code, name }) => {
      const successors = successorsOf(code, received);
      const gone = { name, practices: [], dissolved: { asAt: asAtOf(published), successors } };
      const receipt = await write(code, gone);
      if (!receipt || fictional.some((icb) => icb.code === code)) return;
      receipts.push(receipt);
      dissolved.push({ code, name, successors });
    });
  } finally {
    progress.stop();
  }
  return { receipts, dissolved, failed };
}

/** The day of the file that says which ICB a practice is in: the map's, or else epraccur's. */
function asAtOf({ files }: PublishedRegister): string {
  const placing = (dataset: string) => files.find((file) => file.dataset === dataset)?.asAt;
  const asAt = placing('gp-practice-map') ?? placing('epraccur');
  if (asAt === undefined) throw new UsageError('No file says which ICB a practice is in.');
  return asAt;
}
