import type { Command } from 'commander';
import { icbCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { UsageError } from '../terminal/failure.ts';
import { say } from '../terminal/output.ts';
import { plainText } from '../terminal/wording.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf } from './speaker.ts';

/** Adds `registry outage hold`. */
export function addHoldCommand(outage: Command): void {
  outage
    .command('hold')
    .summary('keep who said what beyond two years after the end')
    .description(
      'Who was told what, and who said what, goes two years after the end of an outage, unless an inquiry or a claim asks for it. --release lets it go again.',
    )
    .argument('<id>', 'the outage, as declare and list show it')
    .requiredOption('--icb <code>', 'speak as this ICB', icbCode)
    .option('--reason <text>', 'which inquiry or claim asks for it')
    .option('--release', 'it is not asked for any more')
    .addHelpText('after', examples)
    .action(async (id: string, options: Speaker & { reason?: string; release?: true }) => {
      const { reason, release } = options;
      if (!release && reason === undefined)
        throw new UsageError('Give --reason with the inquiry or claim, or --release.');
      const body = release ? { held: false } : { held: true, reason };
      const held = await connect(claimsOf(options)).holdOutage(id, body);
      say(
        held.hold
          ? `Held: ${plainText(held.title)} keeps who said what until registry outage hold ${id} --icb ${held.icb} --release.`
          : `Not held: of ${plainText(held.title)}, who said what goes two years after its end.`,
      );
    });
}

const examples = `
Example:
  registry outage hold ID --icb Z36 --reason "The inquiry into the winter of 2026"`;
