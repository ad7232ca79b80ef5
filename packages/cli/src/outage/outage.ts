import type { Command } from 'commander';
import { connect } from '../terminal/connection.ts';
import { addBoardCommand } from './board.ts';
import { addDeclareCommand } from './declare.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf, spokenFor } from './speaker.ts';
import { outageTable, storyText } from './story.ts';
import { addUpdateCommands } from './update.ts';
import { say } from '../terminal/output.ts';

/** Adds `registry outage`: declare, tell, follow and close. */
export function addOutageCommand(program: Command): void {
  const outage = program
    .command('outage')
    .summary('declare an outage, tell practices, follow and close it')
    .description('An outage from its declaration to the all-clear.')
    .addHelpText('after', examples);
  addDeclareCommand(outage);
  spokenFor(outage.command('list'))
    .description('Every outage, latest first.')
    .action(async (speaker: Speaker) => {
      const outages = await connect(claimsOf(speaker)).listOutages();
      say(outages.length > 0 ? outageTable(outages, new Date()) : 'No outage has been declared.');
    });
  spokenFor(outage.command('show'))
    .description('One outage and its whole story: updates, actions taken, statements by others.')
    .argument('<id>', 'the outage, as declare and list show it')
    .action(async (id: string, speaker: Speaker) => {
      say(storyText(await connect(claimsOf(speaker)).readOutage(id), new Date()));
    });
  addUpdateCommands(outage);
  addBoardCommand(outage);
}

const examples = `
The day of an outage, in order (each has its own --help):
  registry outage declare --icb QT6 --product emis-web --title "EMIS Web is down" \\
    --message "EMIS Web does not open. EMIS knows." --severity critical --next-update 10:30 --preview
  registry outage declare …the same without --preview…
  registry outage board ID --icb QT6 --watch
  registry outage action ID --icb QT6 "eConsult switched off centrally at 09:40; you need do nothing"
  registry outage statement ID --icb QT6 --by EMIS --text "Engineers are at work." --source "status page 09:15"
  registry outage update ID --icb QT6 --status recovering --message "Back in the south." --next-update 13:30
  registry outage resolve ID --icb QT6 --message "EMIS Web is back." --source "EMIS status page 17:30"`;
