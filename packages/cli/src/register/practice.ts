import { randomUUID } from 'node:crypto';
import type { TokenClaims } from '@registry/api-client';
import type { IcbCode, OdsCode } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode, odsCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { jsonObjectIn } from '../terminal/json-file.ts';
import { say } from '../terminal/output.ts';
import { listed, plainText } from '../terminal/wording.ts';
import { practiceSheet } from './practice-sheet.ts';
import { rejecting, saidBy, takenBack } from './said-by.ts';

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
    .option('--json', 'what the speaker said of it, as register --file takes it')
    .action(async (code: OdsCode, speaker: SpeakerOptions & { json?: boolean }) => {
      const { practice: record } = await connect(claimsOf(code, speaker)).readPractice(code);
      const by = speaker.icb ? 'icb' : 'practice';
      say(speaker.json ? JSON.stringify(saidBy(record, by), null, 2) : practiceSheet(record));
    });
  spokenFor(practice.command('register'))
    .description(
      'Declares a practice’s systems, contacts and continuity arrangements from a JSON file, in place of what the same author said before.',
    )
    .requiredOption('--file <json>', 'the record, as PUT /practices/{odsCode} takes it')
    .option('--if-match <etag>', 'only if the record is still this version (read afresh without)')
    .addHelpText('after', recordExample)
    .action(register);
  practice
    .command('reject')
    .argument('<odsCode>', 'the practice, such as G82001', odsCode)
    .argument('<address>', 'a mobile number or email address of the contact')
    .description(
      'Rejects, as the practice, a contact whom its ICB supplied: it is told of no outage, and comes back by no list of the ICB’s, which sees that it was rejected.',
    )
    .option('--undo', 'let the contact be told again')
    .addHelpText('after', rejectExamples)
    .action(reject);
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
  registry practice show Z06147 --json > record.json
  registry practice register Z06147 --file examples/record.json
  registry practice confirm Z06147`;

const rejectExamples = `
Examples:
  registry practice reject Z06147 "07700 900456"
  registry practice reject Z06147 "07700 900456" --undo`;

const recordExample = `
Example of a record; null says the practice has none, and a role left out is not recorded. Without "systems" they stay as
they were. What show --json gives is such a record:
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

async function reject(code: OdsCode, address: string, { undo }: { undo?: boolean }): Promise<void> {
  const client = connect({ role: 'practice', org: code });
  const { practice, etag } = await client.readPractice(code);
  const { body, names } = undo ? takenBack(practice, address) : rejecting(practice, address);
  await client.registerPractice(code, body, { ifMatch: etag });
  const who = names.length > 0 ? listed(names.map(plainText)) : address;
  say(
    undo
      ? `${who} may be told of outages at ${code} again.`
      : `${who} rejected: no longer told of outages at ${code}. Its ICB sees that.`,
  );
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
