import type { TokenClaims } from '@registry/api-client';
import { requestLocalToken } from '@registry/api-client';
import { type Command, Option } from 'commander';
import { registryAddress } from '../terminal/connection.ts';
import { UsageError } from '../terminal/failure.ts';
import { say } from '../terminal/output.ts';

/**
 * Adds `registry token`, which prints a token of the running local cloud, alone on standard output.
 */
export function addTokenCommand(program: Command): void {
  program
    .command('token')
    .summary('a token for the local cloud')
    .description(
      'Prints an access token, good for an hour, from the identity provider of the local cloud.',
    )
    .addOption(
      new Option('--role <role>', 'whom it speaks for')
        .choices(['practice', 'icb', 'national'])
        .makeOptionMandatory(),
    )
    .requiredOption('--org <code>', 'ODS code: a practice’s, an ICB’s, or X26 for NHS England')
    .option('--scope <scopes>', 'scopes, space separated, such as directory:write')
    .addHelpText('after', tokenExamples)
    .action(async (claims: TokenClaims) => {
      const { url, local } = registryAddress(process.env);
      if (!local)
        throw new UsageError(
          `${url} is not a local registry: get a token from its own identity provider.`,
        );
      say(await requestLocalToken(url, claims));
    });
}

const tokenExamples = `
Examples:
  registry token --role icb --org Z36
  registry token --role practice --org Z06147
  registry token --role national --org X26 --scope directory:write
  curl -H "Authorization: Bearer $(registry token --role icb --org Z36)" \\
    "http://127.0.0.1:3000/api/exposure/summary?product=emis-web"`;
