import type { Sending } from '@registry/domain';
import type { Command } from 'commander';
import { connect } from '../terminal/connection.ts';
import { say } from '../terminal/output.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf, spokenFor } from './speaker.ts';
import { stoppedLines } from './wording.ts';

/** Adds `registry outage stop` and `go-on`: the stop switch. */
export function addStopCommands(outage: Command): void {
  spokenFor(outage.command('stop'))
    .summary('stop every message that has not gone out yet')
    .description(
      'Stops every message of this ICB within five seconds, whatever outage it is of; with --national, everybody’s. Nothing is lost: what was to go out waits, and of an outage only the newest update goes out afterwards. Outages can be declared, updated and followed meanwhile.',
    )
    .requiredOption('--reason <text>', 'why, for whoever finds it stopped')
    .addHelpText('after', examples)
    .action(async (options: Speaker & { reason: string }) => {
      const { reason } = options;
      const client = connect(claimsOf(options));
      say(switchText(await client.moveStopSwitch({ stopped: true, reason })));
    });
  spokenFor(outage.command('go-on'))
    .summary('let messages go out again after a stop')
    .description(
      'Takes back this ICB’s stop; with --national, NHS England’s. What waited goes out within a minute. To see first what would, look at the board: it shows what waits.',
    )
    .addHelpText('after', examples)
    .action(async (options: Speaker) => {
      say(switchText(await connect(claimsOf(options)).moveStopSwitch({ stopped: false })));
    });
}

const examples = `
Examples:
  registry outage stop --icb Z36 --reason "The first message names the wrong product."
  registry outage go-on --icb Z36`;

/** How sending stands after the switch was moved. */
function switchText(sending: Sending): string {
  const { stopped } = sending;
  return [
    ...(stopped ? [] : ['Messages go out: what waited does so within a minute.']),
    ...stoppedLines(sending, new Date()),
    ...(stopped ? ['Ring what cannot wait: registry outage board ID shows the numbers.'] : []),
  ].join('\n');
}
