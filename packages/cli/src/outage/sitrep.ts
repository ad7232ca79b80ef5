import type { Command } from 'commander';
import { connect } from '../terminal/connection.ts';
import { learnOwnNames } from '../terminal/own-names.ts';
import { say, write } from '../terminal/output.ts';
import { sitrepText } from './sitrep-table.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf, spokenFor } from './speaker.ts';

/** Adds `registry outage sitrep`. */
export function addSitrepCommand(outage: Command): void {
  spokenFor(outage.command('sitrep'))
    .summary('what practices said, counted, for a situation report')
    .description(
      'The situation report: how many practices were told, were heard, are down, and how they are, by PCN, by sub-ICB location and by time; with --national by ICB, and no practice. A practice that says nothing is “not heard”, never “working”. An ICB whose profile has "opel": true also has them by OPEL level.',
    )
    .argument('<id>', 'the outage, as declare and list show it')
    .option('--csv', 'CSV on standard output, for a spreadsheet: a total, then a PCN or ICB a row')
    .addHelpText('after', examples)
    .action(async (id: string, options: Speaker & { csv?: true }) => {
      const client = connect(claimsOf(options));
      if (options.csv) {
        write(await client.sitrepCsv(id));
        return;
      }
      const report = await client.sitrep(id);
      await learnOwnNames(client, report.outage.products);
      say(sitrepText(report, new Date(), process.stdout.columns));
    });
}

const examples = `
Examples:
  registry outage sitrep ID --icb Z36
  registry outage sitrep ID --icb Z36 --csv > sitrep.csv`;
