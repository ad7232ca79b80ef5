import type { ContactColumn } from '@registry/directory';
import { readContactList } from '@registry/directory';
import type { IcbCode, PracticeView } from '@registry/domain';
import type { Command } from 'commander';
import { icbCode, namedFile, repeated } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import {
  contactChanges,
  contactColumns,
  describeChanges,
  describeColumns,
  suppliedBody,
} from './contact-changes.ts';
import { exitCodes, UsageError } from '../terminal/failure.ts';
import { say } from '../terminal/output.ts';
import { writePractices } from './write-practices.ts';

interface ContactsOptions {
  file: string;
  icb: IcbCode;
  column?: string[];
  write?: boolean;
}

/** Adds `registry contacts import`, which loads an ICB's own call-down list. */
export function addContactsCommand(program: Command): void {
  program
    .command('contacts')
    .summary('load an ICB’s own call-down list')
    .description('Continuity contacts as an ICB has them.')
    .command('import')
    .description(
      'Reads an ICB’s call-down list (CSV or XLSX) and shows what it would change, practice by practice, without contact details. Nothing is written without --write. A line that cannot be placed for certain is refused, never guessed. Contacts come in as supplied by the ICB, not verified.',
    )
    .requiredOption('--file <file>', 'the list: a line for each person')
    .requiredOption('--icb <code>', 'whose list it is', icbCode)
    .option(
      '--column <name=heading>',
      `which heading is what, where the guess is wrong; repeatable. Names: ${contactColumns.join(', ')}`,
      repeated,
    )
    .option('--write', 'write it, after the dry run has been read')
    .addHelpText('after', contactsExamples)
    .action(runContactsImport);
}

const contactsExamples = `
Each practice on the list has its ICB’s contacts replaced by those of the list. Practices are told by ODS code, or by name with postcode.

Examples:
  registry contacts import --file call-down.xlsx --icb QKS
  registry contacts import --file call-down.csv --icb QKS --column person="Contact name" --column mobile="Mob 1"
  registry contacts import --file call-down.xlsx --icb QKS --write`;

async function runContactsImport(options: ContactsOptions): Promise<void> {
  const columns = columnsGiven(options.column ?? []);
  const file = await namedFile(options.file);
  const client = connect({ role: 'icb', org: options.icb });
  const practices: PracticeView[] = [];
  for await (const practice of client.listPractices())
    if (!practice.leftDirectory) practices.push(practice);
  const known = practices.map(({ odsCode, directory: { name, postcode } }) => ({
    odsCode,
    name,
    ...(postcode === undefined ? {} : { postcode }),
  }));
  const list = await readContactList(file, known, columns);
  const changes = contactChanges(practices, list);
  say(describeColumns(list));
  say(describeChanges(changes, list, practices.length));
  if (list.refused.length > 0) process.exitCode = exitCodes.refused;
  if (!options.write) {
    say('Dry run: nothing has been written. Run it again with --write to write it.');
    return;
  }
  const changing = new Set(changes.filter(({ changed }) => changed).map(({ odsCode }) => odsCode));
  await writePractices(
    client,
    list.practices
      .filter(({ odsCode }) => changing.has(odsCode))
      .map((listed) => ({
        odsCode: listed.odsCode,
        bodyFrom: (practice) => suppliedBody(practice, listed),
      })),
    'Nothing changed: the register already holds this list.',
  );
}

/** Reads `person=Contact name` pairs. Throws UsageError for a name that no column has. */
function columnsGiven(pairs: readonly string[]): Partial<Record<ContactColumn, string>> {
  const columns: Partial<Record<ContactColumn, string>> = {};
  for (const pair of pairs) {
    const [, name, heading] = /^(\w+)=(.+)$/.exec(pair) ?? [];
    if (!name || !heading || !isContactColumn(name))
      throw new UsageError(
        `--column ${pair} should be a name and the list’s heading, such as person="Contact name". Names: ${contactColumns.join(', ')}.`,
      );
    columns[name] = heading;
  }
  return columns;
}

function isContactColumn(name: string): name is ContactColumn {
  return contactColumns.includes(name);
}
