import type { ApiClient } from '@registry/api-client';
import type { Board, NewUpdate, Outage } from '@registry/domain';
import { CONFIRM_ABOVE, IcbCode, isDown, NewUpdate as NewUpdateForm } from '@registry/domain';
import { gaps } from '../exposure/heading.ts';
import { type Command, Option } from 'commander';
import { connect } from '../terminal/connection.ts';
import { worstFirst } from './board-table.ts';
import { confirmPracticesOption, confirmRepeatOption } from './confirm.ts';
import { previewText } from './preview.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf, speakerOptions } from './speaker.ts';
import type { SayingOptions } from './saying.ts';
import { notifyOption, onceWith, saying, tellingOf, updatedText } from './saying.ts';
import { timeAhead } from './time-ahead.ts';
import { wrongFields } from './wording.ts';
import { plainText } from '../terminal/wording.ts';
import { say, warn } from '../terminal/output.ts';
import { count } from '../terminal/wording.ts';

/** Adds `registry outage update`, `reopen`, `action`, `statement` and `resolve`. */
export function addUpdateCommands(outage: Command): void {
  addUpdateCommand(outage);
  addReopenCommand(outage);
  addNoteCommands(outage);
  addResolveCommand(outage);
}

function addUpdateCommand(outage: Command): void {
  saying(outage.command('update'))
    .summary('tell the practices what has changed')
    .description('Gives the next numbered update to the same practices, and to any newly hit.')
    .addOption(
      new Option('--status <status>', 'where it stands')
        .choices(['open', 'recovering'])
        .makeOptionMandatory(),
    )
    .requiredOption('--message <text>', 'what has changed, for practices to read')
    .option('--short-message <text>', 'the same for texts, which carry it whole or not at all')
    .option(
      '--next-update <time>',
      'promised: 13:30 today (London), or +2h from now',
      (typed: string) => timeAhead(typed, new Date()),
    )
    .addOption(notifyOption())
    .addOption(confirmPracticesOption())
    .addOption(confirmRepeatOption())
    .option('--correction', 'it puts right what was said before: messages say so first')
    .option('--preview', 'show whom it would tell and what it would say; send nothing')
    .addHelpText('after', updateExamples)
    .action(async (id: string, options: SayingOptions & Record<string, unknown>) => {
      const { status, message, shortMessage, nextUpdate: nextUpdateAt, correction } = options;
      const update = updateOf({
        status,
        message,
        shortMessage,
        nextUpdateAt,
        correction,
        ...tellingOf(options),
      });
      const client = connect(claimsOf(options));
      say(
        options['preview'] === true
          ? await updatePreview(client, id, update, options)
          : updatedText(await give(client, id, update, options)),
      );
    });
}

function addReopenCommand(outage: Command): void {
  saying(outage.command('reopen'))
    .summary('open an outage again that was over, and say so')
    .description(
      'Opens an outage again whose all-clear came too early. However few practices it tells, their number must be given.',
    )
    .requiredOption('--message <text>', 'what practices are to know')
    .addOption(notifyOption())
    .addOption(confirmPracticesOption())
    .addOption(confirmRepeatOption())
    .option('--preview', 'show whom it would tell and what it would say; send nothing')
    .addHelpText('after', reopenExamples)
    .action(async (id: string, options: SayingOptions & Record<string, unknown>) => {
      const update = updateOf({
        status: 'open',
        message: options['message'],
        ...tellingOf(options),
      });
      const { status: _open, ...reopening } = update;
      const client = connect(claimsOf(options));
      say(
        options['preview'] === true
          ? await updatePreview(client, id, update, options)
          : updatedText(await client.reopenOutage(id, reopening, onceWith(options))),
      );
    });
}

const reopenExamples = `
Example:
  registry outage reopen ID --icb Z36 --message "EMIS Web is down again." --preview`;

/** All that an update would do, of which nothing is done. */
async function updatePreview(
  client: ApiClient,
  id: string,
  update: NewUpdate,
  speaker: Speaker,
): Promise<string> {
  const { outage } = await client.readOutage(id);
  const preview = await client.previewOutage({ outage: outage.id, update });
  for (const gap of gaps(preview)) warn(gap);
  return previewText(preview, outage, IcbCode.parse(claimsOf(speaker).org));
}

const updateExamples = `
Whoever hears of the outage first, if over ${CONFIRM_ABOVE}, is told only with --confirm-practices and their number.

Examples:
  registry outage update ID --icb Z36 --status recovering \\
    --message "EMIS Web opens again in the south." --next-update +2h --preview
  registry outage update ID --icb Z36 --status open --message "It is down for all." \\
    --confirm-practices 51 --confirm-repeat`;

function addNoteCommands(outage: Command): void {
  saying(outage.command('action'))
    .summary('note what has been done centrally')
    .description('Notes something done centrally; it stands in every message from then on.')
    .argument('<text>', 'what was done, such as "eConsult switched off at 09:40; do nothing"')
    .action(async (id: string, text: string, options: SayingOptions) => {
      const client = connect(claimsOf(options));
      await client.addAction(id, { text }, onceWith(options));
      say('Noted: it stands in the messages of the next update.');
    });
  saying(outage.command('statement'))
    .summary('note what the supplier or NHS England says')
    .description('Notes what others say, with its source.')
    .requiredOption('--by <who>', 'who says it, such as EMIS')
    .requiredOption('--text <text>', 'what they say')
    .option('--source <source>', 'where, such as "EMIS status page 09:15"')
    .action(
      async (
        id: string,
        options: SayingOptions & { by: string; text: string; source?: string },
      ) => {
        const { by, text, source } = options;
        const client = connect(claimsOf(options));
        await client.addStatement(id, { by, text, source }, onceWith(options));
        say('Noted: it stands in the emails of the next update.');
      },
    );
}

function addResolveCommand(outage: Command): void {
  saying(outage.command('resolve'))
    .summary('give the all-clear, naming who says so')
    .description(
      'Gives the all-clear with its source, and lists the practices that still say they are down: they stay on the board.',
    )
    .requiredOption('--message <text>', 'what practices are to know')
    .requiredOption('--source <source>', 'who says it is over, such as "EMIS status page 17:30"')
    .addOption(notifyOption())
    .addOption(confirmPracticesOption())
    .addOption(confirmRepeatOption())
    .addHelpText('after', resolveExamples)
    .action(async (id: string, options: SayingOptions & Record<string, string>) => {
      const { message = '', source = '' } = options;
      const sourced = `${message.trim().replace(/[^.!?]$/, '$&.')} Source: ${source}.`;
      const client = connect(claimsOf(options));
      const update = updateOf({
        status: 'resolved',
        message: sourced,
        ...tellingOf(options),
      });
      say(updatedText(await give(client, id, update, options)));
      say(stillDownText(await client.board(id), options));
    });
}

const resolveExamples = `
Example:
  registry outage resolve ID --icb Z36 --message "EMIS Web is back." \\
    --source "EMIS status page 17:30"`;

/** An update as typed, checked. Throws UsageError with each field that is wrong. */
function updateOf(typed: Record<string, unknown>): NewUpdate {
  const parsed = NewUpdateForm.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw wrongFields('the update', parsed.error.issues);
}

function give(
  client: ApiClient,
  id: string,
  update: NewUpdate,
  options: SayingOptions,
): Promise<Outage> {
  return client.addUpdate(id, update, onceWith(options));
}

/** After the all-clear: who still says it is down, and how many have said nothing. */
export function stillDownText({ outage, practices, counts }: Board, speaker: Speaker): string {
  const down = worstFirst(practices).filter(({ down }) => isDown(down));
  const board = `registry outage board ${outage.id} ${speakerOptions(speaker)}`;
  return [
    down.length === 0
      ? 'No practice says that it is still down.'
      : `${count(down.length, 'practice')} still down, by their own word:`,
    ...down.map(
      ({ odsCode, name, down: says, status }) =>
        `  ${odsCode} ${plainText(name)}: ${[says, status].filter((word) => word !== null).join(', ')}`,
    ),
    `${count(counts.notHeard, 'practice')} never heard: not heard is not the same as back.`,
    `They stay on the board: ${board}`,
  ].join('\n');
}
