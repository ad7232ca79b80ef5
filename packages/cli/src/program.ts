import { Command } from 'commander';
import { addAssignCommand } from './register/assign.ts';
import { addContactsCommand } from './register/contacts.ts';
import { addExposureCommand } from './exposure/exposure.ts';
import { addImportCommand } from './register/import.ts';
import { addOutageCommand } from './outage/outage.ts';
import { addIcbCommand } from './alert/icb-profile.ts';
import { addPracticeCommand } from './register/practice.ts';
import { addProductCommand } from './register/product.ts';
import { addRebuildRosterCommand } from './register/rebuild-roster.ts';
import { addTokenCommand } from './people/token.ts';

const overview = `
Examples:
  registry import --map gp-reg-pat-prac-map.csv --dry-run
  registry icb list
  registry contacts import --file examples/call-down-list.csv --icb Z36
  registry product put --help
  registry assign --product hscn --role network --practices examples/firewall.csv --icb Z36
  registry exposure --product emis-web --icb Z36
  registry practice show Z06147 --icb Z36
  registry outage declare --help
  registry icb profile --icb Z36 --file examples/profile.json
  registry token --role icb --org Z36
The sample files lie in examples/; Z36 and its practices are those of the demonstration register.
Each command has its own --help with more.

Environment:
  REGISTRY_URL    the registry (default http://127.0.0.1:$PORT, port 3000)
  REGISTRY_TOKEN  a token it accepts; a local registry is asked for one when this is not set
  DEBUG=1         shows where an error arose

Exit codes:
  0 done   1 done in part, or refused by the registry
  2 wrong usage or unreadable input, nothing written   3 the registry cannot be reached`;

/** Every command of `registry`, each with its own help. */
export function createProgram(): Command {
  const program = new Command('registry')
    .description(
      'The resilience registry: loads published NHS files and contact lists, asks which practices an outage may affect, and tells them.',
    )
    .exitOverride()
    .showHelpAfterError('Ask for --help to see examples.')
    .addHelpText('after', overview);
  addImportCommand(program);
  addContactsCommand(program);
  addProductCommand(program);
  addAssignCommand(program);
  addExposureCommand(program);
  addPracticeCommand(program);
  addOutageCommand(program);
  addIcbCommand(program);
  addRebuildRosterCommand(program);
  addTokenCommand(program);
  return program;
}
