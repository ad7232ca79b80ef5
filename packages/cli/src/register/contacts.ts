import type { ContactColumn } from '@registry/directory';
import { contactColumns, readContactList } from '@registry/directory';
import type { IcbCode, OdsCode, PracticeView } from '@registry/domain';
import type { Command } from 'commander';
import { icbCode, namedFile, odsCode, repeated } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import {
  contactChanges,
  describeChanges,
  describeHeadings,
  suppliedBody,
} from './contact-changes.ts';
import { exitCodes, UsageError } from '../terminal/failure.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say } from '../terminal/output.ts';
import { addContactsCheck } from './contacts-check.ts';
import { writePractices } from './write-practices.ts';

interface ContactsOptions {
  file: string;
  icb: IcbCode;
  column?: string[];
  place?: Map<number, OdsCode>;
  write?: boolean;
}

/**
 * Adds `registry contacts import`, which loads an ICB's own call-down list, and `check`, which says
 * whom messages do not reach.
 */
export function addContactsCommand(program: Command): void {
  const contacts = program
    .command('contacts')
    .summary('load an ICB’s own call-down list, and check whom messages reach')
    .description('Continuity contacts as an ICB has them.');
  addContactsCheck(contacts);
  contacts
    .command('import')
    .description(
      'Reads an ICB’s call-down list (CSV or XLSX) and shows what it would change, practice by practice, without contact details. Nothing is written without --write. A line that may be of one practice or another is asked about, one that contradicts itself is refused; neither is ever guessed. Contacts come in as supplied by the ICB, not verified.',
    )
    .requiredOption('--file <file>', 'the list: one or more people in a line')
    .requiredOption('--icb <code>', 'whose list it is', icbCode)
    .option(
      '--column <name=heading>',
      `which heading is what, where the guess is wrong; repeatable. Names: ${contactColumns.join(', ')}`,
      repeated,
    )
    .option(
      '--place <line=code>',
      'at which practice a line is that was asked about; repeatable',
      placed,
    )
    .option('--write', 'write it, after the dry run has been read')
    .addHelpText('after', contactsExamples)
    .action(runContactsImport);
}

const contactsExamples = `
Each practice on the list has its ICB’s contacts replaced by those of the list. Practices are told by ODS code, with which
their name must agree, or by name with postcode. Merged heading cells and several people in a row are understood.

Examples:
  registry contacts import --file examples/call-down-list.csv --icb Z36
  registry contacts import --file examples/call-down-list.csv --icb Z36 --column mobile="Mobile / OOH" --place 9=Z06149
  registry contacts import --file examples/call-down-list.csv --icb Z36 --write`;

async function runContactsImport(options: ContactsOptions): Promise<void> {
  const columns = columnsGiven(options.column ?? []);
  const file = await namedFile(options.file);
  const client = connect({ role: 'icb', org: options.icb });
  const practices: PracticeView[] = [];
  for await (const practice of client.listPractices())
    if (!practice.leftDirectory) practices.push(practice);
  if (practices.length === 0) await refuseUnknownIcb(client, options.icb);
  const known = practices.map(({ odsCode, directory: { name, postcode } }) => ({
    odsCode,
    name,
    ...(postcode === undefined ? {} : { postcode }),
  }));
  const list = await readContactList(file, known, columns, options.place);
  const changes = contactChanges(practices, list);
  say(describeHeadings(list));
  say(describeChanges(changes, list, practices.length));
  if (list.refused.length + list.questions.length > 0) process.exitCode = exitCodes.refused;
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

/** Reads `7=Z06147`: the line and its practice. */
function placed(pair: string, before = new Map<number, OdsCode>()): Map<number, OdsCode> {
  const [, line, code] = /^(\d{1,6})=(.+)$/.exec(pair) ?? [];
  if (line === undefined || code === undefined)
    throw new UsageError(
      `--place ${pair} should be a line and a practice’s ODS code, such as 7=Z06147.`,
    );
  return new Map(before).set(Number(line), odsCode(code));
}

function isContactColumn(name: string): name is ContactColumn {
  return contactColumns.some((column) => column === name);
}
