import { randomUUID } from 'node:crypto';
import type { TokenClaims } from '@registry/api-client';
import type { IcbCode, OdsCode } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode, odsCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { jsonObjectIn } from '../terminal/json-file.ts';
import { say } from '../terminal/output.ts';
import { practiceSheet } from './practice-sheet.ts';

interface SpeakerOptions {
  icb?: IcbCode;
  as?: 'practice';
}

/** Adds `registry practice show|register|confirm`. */
export function addPracticeCommand(program: Command): void {
  const practice = program
    .command('practice')
    .summary('show, register or confirm one practice')
    .description(
      'One practice’s record: what is published, what it declared, what its ICB supplied.',
    )
    .addHelpText('after', practiceExamples);
  spokenFor(practice.command('show'))
    .description('Shows a practice’s record.')
    .action(async (code: OdsCode, speaker: SpeakerOptions) => {
      const { practice: record } = await connect(claimsOf(code, speaker)).readPractice(code);
      say(practiceSheet(record));
    });
  spokenFor(practice.command('register'))
    .description(
      'Declares a practice’s systems, contacts and continuity arrangements from a JSON file, in place of what the same author said before.',
    )
    .requiredOption('--file <json>', 'the record, as PUT /practices/{odsCode} takes it')
    .option('--if-match <etag>', 'only if the record is still this version (read afresh without)')
    .addHelpText('after', recordExample)
    .action(register);
  spokenFor(practice.command('confirm'))
    .description('Says that a practice’s record is still right.')
    .action(async (code: OdsCode, speaker: SpeakerOptions) => {
      const client = connect(claimsOf(code, speaker));
      await client.confirmPractice(code, { idempotencyKey: randomUUID() });
      say(`${code} confirmed: its record is still right.`);
    });
}

const practiceExamples = `
Examples:
  registry practice show Z06147 --icb Z36
  registry practice register Z06147 --file examples/record.json
  registry practice confirm Z06147`;

const recordExample = `
Example of a record; null says the practice has none, and a role left out is not recorded:
  {"systems": [{"role": "clinical-system", "product": "emis-web"},
               {"role": "document-management", "product": null}],
   "contacts": [{"name": "Sam Fictional", "role": "Practice manager",
                 "mobile": "07700 900123", "alternativeEmail": "sam@example.org"}],
   "continuity": {"bypassNumber": "01632 960456"}}`;

function spokenFor(command: Command): Command {
  return command
    .argument('<odsCode>', 'the practice, such as G82001', odsCode)
    .option('--icb <code>', 'speak as this ICB', icbCode)
    .addOption(
      new Option('--as <who>', 'speak as the practice itself, which is usual')
        .choices(['practice'])
        .conflicts('icb'),
    );
}

function claimsOf(code: OdsCode, { icb }: SpeakerOptions): TokenClaims {
  return icb ? { role: 'icb', org: icb } : { role: 'practice', org: code };
}

async function register(
  code: OdsCode,
  options: SpeakerOptions & { file: string; ifMatch?: string },
): Promise<void> {
  const body = await jsonObjectIn(options.file, 'systems and contacts');
  const client = connect(claimsOf(code, options));
  const ifMatch = options.ifMatch ?? (await client.readPractice(code)).etag;
  const { practice } = await client.registerPractice(code, body, { ifMatch });
  say(`${practice.directory.name} (${code}) registered, version ${practice.version}.`);
}
