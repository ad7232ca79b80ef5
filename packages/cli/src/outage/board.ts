import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProblem, Unreachable } from '@registry/api-client';
import type { Board } from '@registry/domain';
import { londonTime } from '@registry/domain';
import { type Command, Option } from 'commander';
import { connect } from '../terminal/connection.ts';
import { changesText, thenAndNowTable } from './board-changes.ts';
import { boardCsv, boardHeadline, boardTable } from './board-table.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf, spokenFor } from './speaker.ts';
import { say, write } from '../terminal/output.ts';
import { learnOwnNames } from '../terminal/own-names.ts';

interface BoardOptions extends Speaker {
  csv?: true;
  watch?: true;
}

/** Milliseconds between two looks at a board that is watched. */
const BETWEEN_LOOKS = 5000;

/** Adds `registry outage board`. */
export function addBoardCommand(outage: Command): void {
  spokenFor(outage.command('board'))
    .summary('who was told, what each practice says, whom to ring')
    .description(
      'The live board: for each practice whether it was told, what it says, how it is, what it needs and, where no message can reach it or it is down and needs help, the number to ring. Worst first; then what has changed since it was declared. A practice that says nothing is “not heard”, never taken to be well.',
    )
    .argument('<id>', 'the outage, as declare and list show it')
    .option('--csv', 'CSV on standard output, for a spreadsheet')
    .addOption(new Option('--watch', 'look again every few seconds, until Ctrl-C').conflicts('csv'))
    .addHelpText('after', examples)
    .action(runBoard);
}

const examples = `
Examples:
  registry outage board ID --icb Z36 --watch
  registry outage board ID --icb Z36 --csv > board.csv`;

async function runBoard(id: string, options: BoardOptions): Promise<void> {
  const look = (): Promise<Board> => connect(claimsOf(options)).board(id);
  const board = await look();
  await learnOwnNames(connect(claimsOf(options)), board.outage.products);
  if (options.csv) write(boardCsv(board));
  else if (options.watch) await watch(look, board);
  else say(drawn(board));
}

function drawn(board: Board): string {
  const now = new Date();
  const width = process.stdout.columns;
  return [
    boardHeadline(board, now),
    thenAndNowTable(board, now, width),
    board.practices.length > 0
      ? boardTable(board, now, width)
      : 'No practice is listed here: of a national outage, each ICB’s own board lists its practices.',
    ...changesText(board),
  ].join('\n\n');
}

/**
 * Draws the board again and again; a registry that does not answer leaves the last one standing,
 * and says since when.
 */
async function watch(look: () => Promise<Board>, first: Board): Promise<void> {
  const ending = new AbortController();
  process.once('SIGINT', () => {
    ending.abort();
  });
  let last = first;
  let trouble = '';
  let at = new Date();
  for (;;) {
    redraw(drawn(last), `As at ${londonTime(at)}.${trouble} Ctrl-C ends.`);
    await sleep(BETWEEN_LOOKS, undefined, { signal: ending.signal }).catch(() => undefined);
    if (ending.signal.aborted) break;
    try {
      last = await look();
      at = new Date();
      trouble = '';
    } catch (error) {
      if (!mayPass(error)) throw error;
      trouble = ' The registry does not answer now; trying again.';
    }
  }
  say('');
}

/** Problems that may be gone at the next look. */
const passing = new Set(['unexpected', 'roster-unreadable', 'too-busy', 'gateway']);

function mayPass(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof ApiProblem && passing.has(error.code));
}

/**
 * Draws over what was drawn before. What does not fit is cut off at the end, where the least
 * worrying practices are.
 */
function redraw(text: string, foot: string): void {
  if (!process.stdout.isTTY) {
    say(`${text}\n${foot}\n`);
    return;
  }
  const lines = text.split('\n');
  const room = process.stdout.rows - 2;
  const shown =
    lines.length <= room
      ? lines
      : [...lines.slice(0, room - 1), '… more below: without --watch, or with --csv, it is whole.'];
  process.stdout.write('\u001B[H\u001B[J');
  write([...shown, foot].join('\n'));
}
