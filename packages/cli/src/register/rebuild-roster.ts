import type { RebuiltRoster } from '@registry/contract';
import type { IcbCode, OdsCode } from '@registry/domain';
import type { Command } from 'commander';
import { icbCode } from '../terminal/arguments.ts';
import { connect, directoryWriter } from '../terminal/connection.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say, warn } from '../terminal/output.ts';
import { count } from '../terminal/wording.ts';

/** Adds `registry rebuild-roster`, which makes one ICB's roster again from its records. */
export function addRebuildRosterCommand(program: Command): void {
  program
    .command('rebuild-roster')
    .summary('make an ICB’s roster again from its records')
    .description(
      'Exposure is worked out from each ICB’s roster, which is derived from its practices’ records. When one does not decode, or is not what the records say, this makes it again. Records are only read; a roster that is right stays as it is.',
    )
    .requiredOption('--icb <code>', 'whose roster', icbCode)
    .addHelpText('after', rebuildExamples)
    .action(runRebuild);
}

const rebuildExamples = `
Needs a token of NHS England (X26) with the scope directory:write.

Example:
  registry rebuild-roster --icb Z36`;

async function runRebuild({ icb }: { icb: IcbCode }): Promise<void> {
  const client = connect(directoryWriter);
  await refuseUnknownIcb(client, icb);
  warn(`Reading the records of ${icb} …`);
  const began = performance.now();
  const waiting = setInterval(() => {
    warn(`Still reading, ${Math.round((performance.now() - began) / 1000)} s so far …`);
  }, 5000);
  try {
    say(describeRebuild(await client.rebuildRoster(icb)));
  } finally {
    clearInterval(waiting);
  }
}

/** What was wrong with a roster and what it is now; every practice by its code. */
function describeRebuild({ icb, ...found }: RebuiltRoster): string {
  const { practices, changed, extra, version } = found;
  const now = `${count(practices, 'practice')}, version ${version}`;
  if (changed.length + extra.length === 0)
    return `No row of the roster of ${icb} differs from its record: ${now}.`;
  return [
    `The roster of ${icb} is made again: ${now}.`,
    ...named('Put right, as their rows were wrong or missing', changed),
    ...named('Taken off, as no record places them there', extra),
  ].join('\n');
}

function named(what: string, odsCodes: readonly OdsCode[]): string[] {
  return odsCodes.length === 0
    ? []
    : [`${what}: ${count(odsCodes.length, 'practice')}`, `  ${odsCodes.join(' ')}`];
}
