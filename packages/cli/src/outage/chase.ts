import { randomUUID } from 'node:crypto';
import type { Board, BoardRow, OdsCode } from '@registry/domain';
import { chaseList, londonTimeSeenAt } from '@registry/domain';
import type { Command } from 'commander';
import { icbCode, odsCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { say, warn, write } from '../terminal/output.ts';
import { drawTable } from '../terminal/table.ts';
import { count, dialled, figure, plainText } from '../terminal/wording.ts';
import { boardCsv } from './board-table.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf } from './speaker.ts';
import { exerciseMark, stoppedLines } from './wording.ts';

interface RingOptions extends Speaker {
  by: string;
  key?: string;
}

/** Adds `registry outage chase`, `claim` and `rung`: whom to ring, and who does. */
export function addChaseCommands(outage: Command): void {
  outage
    .command('chase')
    .summary('whom to ring, the first first, with the numbers')
    .description(
      'The practices that nobody has heard and that are to be rung: who says that it needs help, then the worst hit, then whom nobody has rung yet, then the most patients. Those that somebody is ringing come last.',
    )
    .argument('<id>', 'the outage, as declare and list show it')
    .requiredOption('--icb <code>', 'speak as this ICB', icbCode)
    .option('--csv', 'CSV on standard output, for a spreadsheet')
    .addHelpText('after', chaseExamples)
    .action(async (id: string, options: Speaker & { csv?: true }) => {
      const board = await connect(claimsOf(options)).board(id);
      const practices = chaseList(board.practices);
      if (options.csv) write(boardCsv({ ...board, practices }));
      else say(chaseText(board, practices, new Date(), process.stdout.columns));
    });
  ringing(outage, 'claim')
    .summary('say that you are ringing a practice, so that nobody else does')
    .description(
      'Says who is ringing a practice. Nobody else can claim it for a quarter of an hour; then the claim lapses. Write down what they say with registry outage answer, or registry outage rung where nobody answers.',
    )
    .action(async (id: string, practice: OdsCode, options: RingOptions) => {
      const client = connect(claimsOf(options));
      say(claimedText(await client.claimPractice(id, practice, { by: options.by }, once(options))));
    });
  ringing(outage, 'rung')
    .summary('write down that nobody answered the telephone')
    .description(
      'Writes down that a practice was rung in vain: no further contact is messaged, and it comes up in the chase list again later.',
    )
    .action(async (id: string, practice: OdsCode, options: RingOptions) => {
      const client = connect(claimsOf(options));
      say(rungText(await client.practiceRung(id, practice, { by: options.by }, once(options))));
    });
}

const chaseExamples = `
Examples:
  registry outage chase ID --icb Z36
  registry outage claim ID Z06147 --icb Z36 --by "Asha, duty desk"
  registry outage rung ID Z06147 --icb Z36 --by "Asha, duty desk"
  registry outage answer ID Z06147 --icb Z36 --status down --said-by "Dr A Fictional, GP" --heard-by "Asha, duty desk"`;

function ringing(outage: Command, name: string): Command {
  return outage
    .command(name)
    .argument('<id>', 'the outage, as declare and list show it')
    .argument('<practice>', 'the practice’s ODS code, as the board shows it', odsCode)
    .requiredOption('--icb <code>', 'speak as this ICB', icbCode)
    .requiredOption('--by <who>', 'who is ringing, such as "Asha, duty desk"')
    .option('--key <key>', 'the key of an earlier attempt whose answer was lost')
    .addHelpText('after', chaseExamples);
}

function once({ key = randomUUID() }: RingOptions): { idempotencyKey: string } {
  warn(`Should no answer come, repeat the same with --key ${key}: it is written down once.`);
  return { idempotencyKey: key };
}

/** Whom to ring, the first first. */
export function chaseText(
  { outage, sending, counts }: Board,
  practices: readonly BoardRow[],
  now: Date,
  width?: number,
): string {
  const head = [
    ...stoppedLines(sending, now),
    `${exerciseMark(outage)}${plainText(outage.title)}: ${count(practices.length, 'practice')} to be rung; ${figure(counts.notHeard)} not heard in all.`,
  ].join('\n');
  if (practices.length === 0) return head;
  const table = drawTable(
    [
      { head: 'ODS', width: 8, cell: (row: BoardRow) => row.odsCode },
      { head: 'Practice', width: 25, cell: ({ name }) => plainText(name) },
      { head: 'Ring', width: 14, cell: ({ chase }) => numbersOf(chase) },
      { head: 'Patients', width: 10, cell: ({ listSize }) => patientsOf(listSize) },
      { head: 'Effect', width: 12, cell: ({ effect }) => effect ?? 'not known' },
      { head: 'Why', width: 30, elastic: true, cell: (row) => whyOf(row, now) },
    ],
    practices,
    width,
  );
  return `${head}\n\n${table}`;
}

function numbersOf({ numbers }: BoardRow['chase']): string {
  return numbers.length === 0 ? 'none recorded' : numbers.map(dialled).join('\n');
}

function patientsOf(listSize: number | null): string {
  return listSize === null ? 'not known' : figure(listSize);
}

const whyWords = {
  sent: 'told, no answer',
  pending: 'its message has not gone out',
  waiting: 'the provider takes no message',
  failed: 'no message has reached anybody',
  unreachable: 'no contact recorded',
} as const;

function whyOf({ chase, alert, needs, told }: BoardRow, now: Date): string {
  const { claimedBy, rungAt, rungBy, times } = chase;
  const asked = new Set(told.map(({ contact }) => contact)).size;
  return [
    needs === null ? whyWords[alert] : `it needs: ${plainText(needs)}`,
    ...(asked > 1 ? [`${figure(asked)} people told`] : []),
    ...(claimedBy === null ? [] : [`${plainText(claimedBy)} is ringing`]),
    ...(rungAt === null
      ? []
      : [
          `rung ${figure(times)}×, last ${londonTimeSeenAt(new Date(rungAt), now)} by ${plainText(rungBy ?? 'somebody')}`,
        ]),
  ].join('; ');
}

function claimedText({ odsCode: code, name, chase }: BoardRow): string {
  return [
    `${plainText(chase.claimedBy ?? '')} is ringing ${code} ${plainText(name)}.`,
    chase.numbers.length === 0
      ? 'No number is recorded.'
      : `Ring ${chase.numbers.map(dialled).join(' or ')}.`,
  ].join('\n');
}

function rungText({ odsCode: code, name, chase }: BoardRow): string {
  return `${code} ${plainText(name)}: rung ${count(chase.times, 'time')} in vain.`;
}
