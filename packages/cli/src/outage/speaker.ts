import type { TokenClaims } from '@registry/api-client';
import type { IcbCode } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode } from '../terminal/arguments.ts';
import { UsageError } from '../terminal/failure.ts';

/** Who speaks: an ICB or, when `national`, NHS England. */
export interface Speaker {
  icb?: IcbCode;
  national?: true;
}

/** Adds `--icb` and `--national`, of which one is to be given. */
export function spokenFor(command: Command): Command {
  return command
    .option('--icb <code>', 'speak as this ICB', icbCode)
    .addOption(new Option('--national', 'speak as NHS England (X26)').conflicts('icb'));
}

/** What the speaker's token is to say. Throws UsageError when nobody is named. */
export function claimsOf({ icb, national }: Speaker): TokenClaims {
  if (national) return { role: 'national', org: 'X26' };
  if (icb) return { role: 'icb', org: icb };
  throw new UsageError('Give --icb with your ICB’s code, such as --icb QT6, or --national.');
}

/** The options that name the speaker again in another command. */
export function speakerOptions({ icb, national }: Speaker): string {
  return national ? '--national' : `--icb ${icb ?? ''}`;
}
