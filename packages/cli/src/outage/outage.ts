import type { Command } from 'commander';
import { connect } from '../terminal/connection.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { addAnswerCommand } from './answer.ts';
import { addBoardCommand } from './board.ts';
import { addChaseCommands } from './chase.ts';
import { addDeclareCommand } from './declare.ts';
import { addSitrepCommand } from './sitrep.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf, spokenFor } from './speaker.ts';
import { addStopCommands } from './stop.ts';
import { addRedriveCommand, addWithdrawCommand } from './withdraw.ts';
import { addHoldCommand } from './hold.ts';
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
  addWithdrawCommand(outage);
  spokenFor(outage.command('list'))
    .description('Every outage, latest first.')
    .action(async (speaker: Speaker) => {
      const client = connect(claimsOf(speaker));
      const outages = await client.listOutages();
      if (outages.length === 0 && speaker.icb) await refuseUnknownIcb(client, speaker.icb);
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
  addSitrepCommand(outage);
  addChaseCommands(outage);
  addAnswerCommand(outage);
  addStopCommands(outage);
  addRedriveCommand(outage);
  addHoldCommand(outage);
}

const examples = `
The day of an outage, in order (each has its own --help):
  registry outage declare --icb Z36 --product emis-web --title "EMIS Web is down" \\
    --message "EMIS Web does not open. EMIS knows." --severity critical --next-update +45m --preview
  registry outage declare --icb Z36 --product emis-web --title "EMIS Web is down" \\
    --message "EMIS Web does not open. EMIS knows." --severity critical --next-update +45m --confirm-practices 51
  registry outage board ID --icb Z36 --watch
  registry outage chase ID --icb Z36
  registry outage claim ID Z06147 --icb Z36 --by "Asha, duty desk"
  registry outage answer ID Z06147 --icb Z36 --status down --said-by "Dr A Fictional, GP" --heard-by "Kim, duty desk"
  registry outage sitrep ID --icb Z36
  registry outage stop --icb Z36 --reason "The first message names the wrong product."
  registry outage go-on --icb Z36
  registry outage action ID --icb Z36 "eConsult switched off centrally at 09:40; you need do nothing"
  registry outage statement ID --icb Z36 --by EMIS --text "Engineers are at work." --source "status page 09:15"
  registry outage update ID --icb Z36 --status recovering --message "Back in the south." --next-update +2h
  registry outage resolve ID --icb Z36 --message "EMIS Web is back." --source "EMIS status page 17:30"`;
