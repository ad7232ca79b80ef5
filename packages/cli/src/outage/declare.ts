import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { DeclareAnswer, PreviewAnswer } from '@registry/contract';
import type { Affected } from '@registry/domain';
import { CONFIRM_ABOVE, IcbCode, londonMoment, NewDeclaration } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode, namedFile } from '../terminal/arguments.ts';
import { gaps } from '../exposure/heading.ts';
import { connect } from '../terminal/connection.ts';
import { affected } from '../exposure/arguments.ts';
import { totalsText, troubleOf } from '../exposure/wording.ts';
import { UsageError } from '../terminal/failure.ts';
import { practicesListed } from './practices-file.ts';
import { confirmPracticesOption, confirmRepeatOption } from './confirm.ts';
import { previewText } from './preview.ts';
import type { Speaker } from './speaker.ts';
import { claimsOf, speakerOptions, spokenFor } from './speaker.ts';
import { timeAhead } from './time-ahead.ts';
import {
  exerciseMark,
  nationalLines,
  ringList,
  stoppedLines,
  unknownLines,
  wrongFields,
} from './wording.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say, warn } from '../terminal/output.ts';
import { learnOwnNames } from '../terminal/own-names.ts';
import { count, figure } from '../terminal/wording.ts';

interface DeclareOptions extends Speaker {
  product: Affected[];
  title?: string;
  message?: string;
  shortMessage?: string;
  severity: string;
  nextUpdate?: string;
  cause: string;
  reach: string;
  publicMessage?: string;
  notify: string;
  practices?: string;
  inIcb?: IcbCode[];
  include?: string[];
  exercise?: true;
  confirmPractices?: number;
  confirmRepeat?: true;
  key?: string;
  preview?: true;
}

/** Adds `registry outage declare`. */
export function addDeclareCommand(outage: Command): void {
  spokenFor(outage.command('declare'))
    .summary('declare an outage and tell the practices it may affect')
    .description(
      'Declares an outage: every practice that it may affect is told by SMS and email. --preview shows all of it and sends nothing.',
    )
    .requiredOption(
      '--product <id>',
      'in trouble: emis-web or emis-web:degraded; repeatable',
      affected,
    )
    .option('--title <text>', `what people call it, such as "EMIS Web is down"; ${orNational}`)
    .option('--message <text>', `what is known, for practices to read; ${orNational}`)
    .option('--short-message <text>', 'the same for texts, which carry it whole or not at all')
    .addOption(chosen('severity', 'how bad', severities).makeOptionMandatory())
    .option('--next-update <time>', 'promised: 10:30 today (London), or +45m from now', ahead)
    .addOption(chosen('cause', 'what is behind it', causes).default('unknown'))
    .addOption(chosen('reach', 'how many of its users', reaches).default('unknown'))
    .option('--public-message <text>', 'what practices may tell patients, word for word')
    .addOption(chosen('notify', 'by SMS and email, email alone, or none', notices).default('all'))
    .option('--practices <file>', 'CSV of ODS codes: only these practices')
    .addOption(inIcbOption())
    .addOption(
      new Option('--include <whom...>', 'ask those of which nobody can say too').choices([
        'unknown',
      ]),
    )
    .option('--exercise', 'an exercise: every message says so first')
    .addOption(confirmPracticesOption())
    .addOption(confirmRepeatOption())
    .option('--key <key>', 'the key of an earlier attempt whose answer was lost')
    .option('--preview', 'show whom it would tell and what it would say; send nothing')
    .addHelpText('after', examples)
    .action(runDeclare);
}

const orNational = 'NHS England’s where left out while it has the same open';
const severities = ['critical', 'major', 'minor'];
const causes = ['unknown', 'fault', 'cyber', 'planned'];
const reaches = ['all', 'some', 'unknown'];
const notices = ['all', 'email', 'none'];

const examples = `
Above ${CONFIRM_ABOVE} practices it asks you to type their number, or takes it with --confirm-practices.
Repeating a declaration with the --key that it printed never declares twice.

Examples:
  registry outage declare --icb Z36 --product emis-web --title "EMIS Web is down" \\
    --message "EMIS Web does not open. EMIS knows." --severity critical --next-update +45m --preview
  registry outage declare --icb Z36 --product emis-web --title "EMIS Web is down" \\
    --message "EMIS Web does not open. EMIS knows." --severity critical --next-update +45m --confirm-practices 51
  registry outage declare --icb Z36 --product hscn --title "Data centre down" --practices examples/firewall.csv \\
    --message "The county’s network has failed." --severity major --notify email --exercise
  registry outage declare --icb Z36 --product docman --title "Docman is down" --include unknown \
    --message "Letters do not open." --severity major --preview`;

function chosen(name: string, description: string, choices: readonly string[]): Option {
  return new Option(`--${name} <${name}>`, description).choices(choices);
}

function inIcbOption(): Option {
  return new Option('--in-icb <code>', 'with --national: only this ICB; repeatable')
    .conflicts('icb')
    .argParser((code, before: IcbCode[] | undefined) => [...(before ?? []), icbCode(code)]);
}

function ahead(typed: string): string {
  return timeAhead(typed, new Date());
}

async function runDeclare(options: DeclareOptions): Promise<void> {
  const claims = claimsOf(options);
  const client = connect(claims);
  const declaration = await declarationOf(options);
  await learnOwnNames(client, declaration.products);
  const preview = await client.previewOutage(declaration);
  if (preview.totals.practices === 0 && options.icb) await refuseUnknownIcb(client, options.icb);
  for (const gap of gaps(preview)) warn(gap);
  if (options.preview) {
    say(previewText(preview, declaration, IcbCode.parse(claims.org)));
    return;
  }
  const confirmPractices = declaration.confirmPractices ?? (await confirmation(preview));
  const key = options.key ?? randomUUID();
  warn(repeatHint(key, { ...declaration, confirmPractices }));
  const answer = await client.declareOutage(
    { ...declaration, confirmPractices },
    { idempotencyKey: key },
  );
  say(declaredText(answer, options));
  if (answer.alerts.unreachable > 0) say(unreachableText(preview, answer.alerts.unreachable));
}

/** What was typed, checked. Throws UsageError with each field that is wrong. */
async function declarationOf(options: DeclareOptions): Promise<NewDeclaration> {
  const { product, nextUpdate, practices, inIcb, exercise, ...said } = options;
  const { title, message, shortMessage, severity, reach, cause } = said;
  const { publicMessage, notify, confirmPractices, confirmRepeat, include } = said;
  const parsed = NewDeclaration.safeParse({
    title,
    message,
    shortMessage,
    severity,
    reach,
    cause,
    publicMessage,
    notify,
    confirmPractices,
    confirmRepeat,
    include,
    products: product.map((each) => each.product),
    effects: Object.fromEntries(product.map((each) => [each.product, each.effect])),
    nextUpdateAt: nextUpdate,
    icbs: inIcb,
    practices: practices === undefined ? undefined : practicesListed(await namedFile(practices)),
    exercise: exercise ?? false,
  });
  if (parsed.success) return parsed.data;
  throw wrongFields('the declaration', parsed.error.issues);
}

/**
 * The number that many practices need, as typed by whoever declares. Throws UsageError when it is
 * another, or nobody is there to type.
 */
async function confirmation(preview: PreviewAnswer): Promise<number | undefined> {
  const { confirmPractices: hit } = preview;
  if (hit === null) return undefined;
  if (!process.stdin.isTTY)
    throw new UsageError(
      `This would tell ${figure(hit)} practices: give --confirm-practices ${hit} to tell them.`,
    );
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await prompt.question(
    `${exerciseMark(preview)}This tells up to ${figure(hit)} practices. Type ${hit} to go on: `,
  );
  prompt.close();
  if (typed.trim().replace(',', '') === String(hit)) return hit;
  throw new UsageError(`That is not ${hit}: nothing is declared, nobody is told.`);
}

function repeatHint(key: string, { nextUpdateAt, confirmPractices }: NewDeclaration): string {
  const same = [
    `--key ${key}`,
    ...(nextUpdateAt === undefined ? [] : [`--next-update ${nextUpdateAt}`]),
    ...(confirmPractices === undefined ? [] : [`--confirm-practices ${confirmPractices}`]),
  ];
  return `Should no answer come, repeat the same with ${same.join(' ')}: it is declared once.`;
}

/** What declaring did: totals, whom it tells, when the next update is due, and where to look. */
function declaredText(
  { outage, totals, alerts, nationally, sending }: DeclareAnswer,
  speaker: Speaker,
): string {
  const { id, title, nextUpdateAt, declaredAt } = outage;
  return [
    `${exerciseMark(outage)}Declared: ${title} (${id}), ${londonMoment(new Date(declaredAt))}.`,
    totalsText(troubleOf(outage), totals),
    ...unknownLines(totals, outage),
    ...nationalLines(nationally, new Date(declaredAt)),
    ...stoppedLines(sending, new Date(declaredAt)),
    `${sending.stopped ? 'To be told once that is taken back' : 'Being told'}: ${figure(alerts.sms)} by SMS, ${figure(alerts.email)} by email.${alerts.unreachable > 0 ? ` No message can reach ${count(alerts.unreachable, 'practice')}.` : ''}`,
    nextUpdateAt === undefined
      ? 'No time is promised for the next update.'
      : `The next update is promised for ${londonMoment(new Date(nextUpdateAt))}.`,
    speaker.national
      ? `Counts: registry outage board ${id} --national; practices are on each ICB’s own board`
      : `Board: registry outage board ${id} ${speakerOptions(speaker)} --watch`,
  ].join('\n');
}

function unreachableText({ hasProfile, unreachable }: PreviewAnswer, practices: number): string {
  if (hasProfile === null)
    return `Each ICB’s own board has the numbers to ring for those ${count(practices, 'practice')}.`;
  return ['To be rung:', ...ringList(unreachable)].join('\n');
}
