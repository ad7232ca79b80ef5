import type { IcbCode } from '@registry/domain';
import { ApiProblem } from '@registry/api-client';
import type { Command } from 'commander';
import { icbCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { addIcbListCommand } from '../register/icb-list.ts';
import { jsonObjectIn } from '../terminal/json-file.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say, warn } from '../terminal/output.ts';

interface ProfileOptions {
  icb: IcbCode;
  file?: string;
  ifMatch?: string;
}

/** Adds `registry icb list|profile`: which there are; who an ICB is when it speaks. */
export function addIcbCommand(program: Command): void {
  const icb = program
    .command('icb')
    .summary('which ICBs there are, and who each is when it speaks')
    .description('The ICBs, and what each says of itself.')
    .addHelpText('after', icbExamples);
  addIcbListCommand(icb);
  icb
    .command('profile')
    .description(
      'Shows an ICB’s profile as JSON, or replaces it from a file: its name and number in every message, and the advice that a named approver lets it send.',
    )
    .requiredOption('--icb <code>', 'whose profile', icbCode)
    .option('--file <json>', 'put this profile in its place')
    .option('--if-match <etag>', 'only if it is still this version (read afresh without)')
    .addHelpText('after', profileExamples)
    .action(runProfile);
}

const icbExamples = `
Examples:
  registry icb list
  registry icb profile --icb Z36 --file examples/profile.json`;

const profileExamples = `
Examples:
  registry icb profile --icb Z36 --file examples/profile.json
  registry icb profile --icb Z36 > profile.json

Example of a profile; registry outage declare --preview names the advice that is not approved:
  {"sender": "NHS Example", "phone": "01632 960100",
   "approvedAdvice": [{"id": "prescribe-on-paper", "by": "Dr Fictional",
                       "on": "2026-08-01", "reviewBy": "2027-06-30"}]}`;

async function runProfile({ icb, file, ifMatch }: ProfileOptions): Promise<void> {
  const client = connect({ role: 'icb', org: icb });
  await refuseUnknownIcb(client, icb);
  if (file === undefined) {
    const { profile, etag } = await client.readProfile(icb);
    say(JSON.stringify(profile, null, 2));
    warn(`ETag ${etag}`);
    return;
  }
  const body = await jsonObjectIn(file, 'sender and phone');
  const current = ifMatch ?? (await currentEtag(() => client.readProfile(icb)));
  const { profile } = await client.putProfile(
    icb,
    body,
    current === undefined ? {} : { ifMatch: current },
  );
  say(`${icb} now speaks as ${profile.sender}, on ${profile.phone}.`);
}

/** The version held; undefined where there is no profile yet. */
async function currentEtag(read: () => Promise<{ etag: string }>): Promise<string | undefined> {
  try {
    return (await read()).etag;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'no-profile') return undefined;
    throw error;
  }
}
