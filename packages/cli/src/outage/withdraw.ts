import type { RedriveAnswer } from '@registry/contract';
import { IcbCode, Withdrawal } from '@registry/domain';
import type { Command } from 'commander';
import { gaps } from '../exposure/heading.ts';
import { icbCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { say, warn } from '../terminal/output.ts';
import { count } from '../terminal/wording.ts';
import { confirmPracticesOption, confirmRepeatOption } from './confirm.ts';
import { previewText } from './preview.ts';
import type { SayingOptions } from './saying.ts';
import { notifyOption, onceWith, saying, tellingOf, updatedText } from './saying.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf } from './speaker.ts';
import { wrongFields } from './wording.ts';

/** Adds `registry outage withdraw`. */
export function addWithdrawCommand(outage: Command): void {
  saying(outage.command('withdraw'))
    .summary('take back what was declared in error, and tell everybody who was told')
    .description(
      'Takes an outage back that was declared in error. What has not gone out stays in; everybody who was told gets one correction. However few that are, their number must be given.',
    )
    .requiredOption('--message <text>', 'what practices are to know')
    .option('--short-message <text>', 'the same for texts, which carry it whole or not at all')
    .addOption(notifyOption())
    .addOption(confirmPracticesOption())
    .addOption(confirmRepeatOption())
    .option('--preview', 'show whom it would tell and what it would say; send nothing')
    .addHelpText('after', withdrawExamples)
    .action(async (id: string, options: SayingOptions & Record<string, unknown>) => {
      const { message, shortMessage } = options;
      const parsed = Withdrawal.safeParse({ message, shortMessage, ...tellingOf(options) });
      if (!parsed.success) throw wrongFields('the withdrawal', parsed.error.issues);
      const client = connect(claimsOf(options));
      if (options['preview'] !== true) {
        say(updatedText(await client.withdrawOutage(id, parsed.data, onceWith(options))));
        return;
      }
      const { outage: held } = await client.readOutage(id);
      const preview = await client.previewOutage({ outage: held.id, withdrawal: parsed.data });
      for (const gap of gaps(preview)) warn(gap);
      say(previewText(preview, held, IcbCode.parse(claimsOf(options).org)));
    });
}

const withdrawExamples = `
Example:
  registry outage withdraw ID --icb Z36 --message "It was another county’s EMIS Web." --preview`;

/** Adds `registry outage redrive`. */
export function addRedriveCommand(outage: Command): void {
  outage
    .command('redrive')
    .summary('send again what nothing says has gone out')
    .description(
      'Sends the newest update again to the practices of which nothing says that they were told: their alerts may lie among the dead letters. What was sent is recorded, and nobody is told twice. An alert that waits for its provider needs no redrive: it goes out by itself.',
    )
    .argument('<id>', 'the outage, as declare and list show it')
    .requiredOption('--icb <code>', 'speak as this ICB', icbCode)
    .addHelpText('after', redriveExamples)
    .action(async (id: string, options: Speaker) => {
      say(redrivenText(await connect(claimsOf(options)).redriveOutage(id)));
    });
}

const redriveExamples = `
Example:
  registry outage redrive ID --icb Z36`;

function redrivenText({ update, practices }: RedriveAnswer): string {
  if (update === null) return 'No update of this outage was to be sent to anybody.';
  if (practices === 0) return 'Every practice that messages reach has been told the newest update.';
  return `Update ${update} goes out again to ${count(practices, 'practice')}.`;
}
