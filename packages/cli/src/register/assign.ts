import { readPracticeList } from '@registry/directory';
import type { IcbCode, PracticeView, ProductId, Role } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode, namedFile } from '../terminal/arguments.ts';
import { assignedBody, assignmentChanges, describeAssignment } from './assign-changes.ts';
import { refuseUnfit } from './assign-product.ts';
import { connect } from '../terminal/connection.ts';
import { exitCodes } from '../terminal/failure.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say } from '../terminal/output.ts';
import { productId, role } from './product-arguments.ts';
import { writePractices } from './write-practices.ts';

interface AssignOptions {
  product: ProductId;
  role: Role;
  practices: string;
  icb: IcbCode;
  replace?: boolean;
  write?: boolean;
}

/** Adds `registry assign`, which records in bulk that practices use a product. */
export function addAssignCommand(program: Command): void {
  program
    .command('assign')
    .summary('record in bulk that practices use a product')
    .description(
      'Reads a list of practices (CSV or XLSX) and shows, practice by practice, what would change if the ICB said that each uses this product for this role. Nothing is written without --write. A line that cannot be placed for certain is refused, never guessed.',
    )
    .requiredOption('--product <id>', 'what they use, such as z36.firewall or hscn', productId)
    .addOption(
      new Option('--role <role>', 'what they use it for, such as network')
        .argParser(role)
        .makeOptionMandatory(),
    )
    .requiredOption('--practices <file>', 'the list, with a column of ODS codes')
    .requiredOption('--icb <code>', 'whose practices they are', icbCode)
    .option('--replace', 'instead of what the ICB said for this role, not beside it')
    .option('--write', 'write it, after the dry run has been read')
    .addHelpText('after', assignExamples)
    .action(runAssign);
}

const assignExamples = `
The column is told by its heading, such as “ODS code”; a file of one column needs none. Only the ICB’s own word on this role
changes: other roles, contacts and what practices declared themselves stay.

Examples:
  registry assign --product z36.firewall --role network --practices examples/firewall.csv --icb Z36
  registry assign --product z36.firewall --role network --practices examples/firewall.csv --icb Z36 --write
  registry assign --product hscn --role network --practices examples/firewall.csv --icb Z36 --replace`;

async function runAssign(options: AssignOptions): Promise<void> {
  const { product, role: forRole, icb, replace = false, write = false } = options;
  const file = await namedFile(options.practices);
  const client = connect({ role: 'icb', org: icb });
  refuseUnfit((await client.listProducts()).products, product, forRole);

  const practices: PracticeView[] = [];
  for await (const practice of client.listPractices())
    if (!practice.leftDirectory) practices.push(practice);
  if (practices.length === 0) await refuseUnknownIcb(client, icb);
  const codes = new Set(practices.map(({ odsCode }) => odsCode));
  const list = await readPracticeList(file, codes);
  const assignment = { product, role: forRole, replace };
  const changes = assignmentChanges(practices, list, assignment, new Date());
  say(`ODS codes: ${list.heading === undefined ? 'the only column' : `column “${list.heading}”`}.`);
  say(describeAssignment(changes, list, assignment, practices.length));
  if (list.refused.length > 0) process.exitCode = exitCodes.refused;
  if (!write) {
    say('Dry run: nothing has been written. Run it again with --write to write it.');
    return;
  }
  await writePractices(
    client,
    changes
      .filter(({ changed }) => changed)
      .map(({ odsCode }) => ({
        odsCode,
        bodyFrom: (practice) => assignedBody(practice, assignment),
      })),
    'Nothing changed: the register already says so.',
  );
}
