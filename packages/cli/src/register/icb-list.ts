import type { Command } from 'commander';
import { connect } from '../terminal/connection.ts';
import { icbList } from '../terminal/known-icbs.ts';
import { say } from '../terminal/output.ts';

/** Adds `registry icb list`: which there are, and what became of those that are no more. */
export function addIcbListCommand(icb: Command): void {
  icb
    .command('list')
    .summary('which ICBs there are')
    .description('Lists the ICBs that there are, and what became of those that are no more.')
    .addHelpText('after', '\nExample:\n  registry icb list')
    .action(async () => {
      const { icbs } = await connect({ role: 'national', org: 'X26' }).listIcbs();
      say(icbList(icbs));
    });
}
