import { randomUUID } from 'node:crypto';
import type { BoardRow, OdsCode } from '@registry/domain';
import { Down, PracticeStatus, TelephoneAnswer } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode, odsCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { UsageError } from '../terminal/failure.ts';
import { say, warn } from '../terminal/output.ts';
import { dialled, plainText } from '../terminal/wording.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf } from './speaker.ts';
import { timeGoneBy } from './time-ahead.ts';
import { usesWords, wrongFields } from './wording.ts';

interface AnswerOptions extends Speaker {
  uses?: string;
  status?: string[];
  saidBy: string;
  heardBy: string;
  needs?: string;
  note?: string;
  at?: string;
  key?: string;
}

/** Adds `registry outage answer`. */
export function addAnswerCommand(outage: Command): void {
  outage
    .command('answer')
    .summary('write down what a practice said by telephone')
    .description(
      'Writes down what a practice said by telephone, beside its answers by link: it counts as heard. The latest word of each person who spoke for it counts; of several, the worst is shown.',
    )
    .argument('<id>', 'the outage, as declare and list show it')
    .argument('<practice>', 'the practice’s ODS code, as the board shows it', odsCode)
    .requiredOption('--icb <code>', 'speak as this ICB', icbCode)
    .requiredOption('--said-by <who>', 'who said it, such as "Dr A Fictional, GP"')
    .requiredOption('--heard-by <who>', 'who at the ICB heard it, such as "Kim, duty desk"')
    .addOption(
      new Option(
        '--status <answers...>',
        'whether it is down for them, how the practice is, or both',
      ).choices([...Down.options, ...PracticeStatus.options]),
    )
    .addOption(
      new Option('--uses <answer>', 'whether they use it, where that was asked').choices([
        'yes',
        'no',
      ]),
    )
    .option('--needs <text>', 'what they need; no patient details')
    .option('--note <text>', 'what else they said; no patient details')
    .option(
      '--at <time>',
      'when they said it: 08:15 today (London); now without',
      (typed: string) => timeGoneBy(typed, new Date()),
    )
    .option('--key <key>', 'the key of an earlier attempt whose answer was lost')
    .addHelpText('after', examples)
    .action(answer);
}

const examples = `
Examples:
  registry outage answer ID Z06147 --icb Z36 --status down coping --said-by "Dr A Fictional, GP" \\
    --heard-by "Kim, duty desk" --needs "Paper prescription forms"
  registry outage answer ID Z06147 --icb Z36 --status back --said-by "Dr A Fictional, GP" --heard-by "Kim, duty desk"`;

async function answer(id: string, practice: OdsCode, options: AnswerOptions): Promise<void> {
  const { key = randomUUID() } = options;
  const body = answerOf(options);
  warn(`Should no answer come, repeat the same with --key ${key}: it is written down once.`);
  const row = await connect(claimsOf(options)).hearByTelephone(id, practice, body, {
    idempotencyKey: key,
  });
  say(heardText(row));
}

/** An answer as typed, checked. Throws UsageError with each field that is wrong. */
export function answerOf({ status = [], ...typed }: AnswerOptions): TelephoneAnswer {
  const { saidBy, heardBy, uses, needs, note, at } = typed;
  const down = status.filter((each) => Down.safeParse(each).success);
  const how = status.filter((each) => PracticeStatus.safeParse(each).success);
  if (down.length > 1 || how.length > 1)
    throw new UsageError(
      `--status should say one of ${Down.options.join(', ')}, and one of ${PracticeStatus.options.join(', ')}.`,
    );
  const said = { saidBy, heardBy, uses, needs, note, at, down: down[0], status: how[0] };
  const parsed = TelephoneAnswer.safeParse(said);
  if (parsed.success) return parsed.data;
  throw wrongFields('the answer', parsed.error.issues);
}

/** What the board says of the practice now, which may be the worse word of somebody else. */
export function heardText(row: BoardRow): string {
  const { odsCode: code, name, uses, down, status, needs, chase } = row;
  const says = [uses && usesWords[uses], down, status].filter((word) => word !== null).join(', ');
  return [
    `Written down. On the board ${code} ${plainText(name)}: ${says === '' ? 'heard' : says}.`,
    ...(needs === null ? [] : [`It needs: ${plainText(needs)}`]),
    ...(chase.numbers.length === 0
      ? []
      : [`To ring it: ${chase.numbers.map(dialled).join(' or ')}`]),
  ].join('\n');
}
