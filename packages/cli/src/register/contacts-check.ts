import type { IcbCode, PracticeView, Undelivered } from '@registry/domain';
import { csvCell } from '@registry/domain';
import type { Command } from 'commander';
import { icbCode } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say, warn, write } from '../terminal/output.ts';
import type { Column } from '../terminal/table.ts';
import { drawTable } from '../terminal/table.ts';
import { count, plainText } from '../terminal/wording.ts';
import { carried, sinceWhen } from './undelivered.ts';

/** Adds `registry contacts check`, which says whom of an ICB's contacts messages do not reach. */
export function addContactsCheck(contacts: Command): void {
  contacts
    .command('check')
    .description(
      'Lists the contacts of an ICB whom messages did not reach when they were last sent one, and why: opted out, blocked, no such number or mailbox, marked as unwanted. A corrected address is no longer listed, nor one where a message has arrived since.',
    )
    .requiredOption('--icb <code>', 'whose contacts they are', icbCode)
    .option('--csv', 'CSV on standard output, for a spreadsheet')
    .addHelpText('after', checkExamples)
    .action(runContactsCheck);
}

const checkExamples = `
Examples:
  registry contacts check --icb Z36
  registry contacts check --icb Z36 --csv > to-correct.csv`;

async function runContactsCheck({ icb, csv }: { icb: IcbCode; csv?: true }): Promise<void> {
  const client = connect({ role: 'icb', org: icb });
  const practices: PracticeView[] = [];
  for await (const practice of client.listPractices()) practices.push(practice);
  if (practices.length === 0) await refuseUnknownIcb(client, icb);
  const unreached = unreachedOf(practices);
  if (csv) write(checkCsv(unreached));
  else if (unreached.length > 0) say(checkTable(unreached));
  if (unreached.length === 0) (csv ? warn : say)(noneText(icb));
}

/** One address of a contact at which messages do not arrive. */
interface Unreached {
  practice: PracticeView;
  contact: PracticeView['contacts'][number];
  undelivered: Undelivered;
}

/** Every flagged address of these practices' contacts, in their order. */
export function unreachedOf(practices: readonly PracticeView[]): Unreached[] {
  return practices.flatMap((practice) =>
    practice.contacts.flatMap((contact) =>
      (contact.undelivered ?? []).map((undelivered) => ({ practice, contact, undelivered })),
    ),
  );
}

function noneText(icb: IcbCode): string {
  return `Of no contact in ${icb} is it known that messages do not arrive. That says nothing of those who were never sent one.`;
}

const columns: readonly Column<Unreached>[] = [
  {
    head: 'Practice',
    cell: ({ practice: { directory, odsCode } }) => `${plainText(directory.name)} (${odsCode})`,
  },
  {
    head: 'Contact',
    cell: ({ contact: { name, role } }) => plainText(`${name}, ${role}`),
  },
  { head: 'Not by', cell: ({ undelivered: { channel } }) => carried[channel] },
  { head: 'Why', cell: ({ undelivered: { reason } }) => plainText(reason) },
  { head: 'Since', cell: ({ undelivered }) => sinceWhen(undelivered) },
];

/** A table of whom messages do not reach, and what to do about it. */
export function checkTable(unreached: readonly Unreached[]): string {
  const places = new Set(unreached.map(({ practice: { odsCode } }) => odsCode));
  const addresses = count(unreached.length, 'address', 'addresses');
  return [
    `Messages do not arrive at ${addresses} of ${count(places.size, 'practice')}:`,
    drawTable(columns, unreached),
    'Ask the practice for another number or address, or whether the holder will take messages again.',
  ].join('\n');
}

/** The same as CSV: UTF-8 with a byte order mark, CRLF, a row per address. */
export function checkCsv(unreached: readonly Unreached[]): string {
  const heads = ['ODS code', 'Practice', 'Contact', 'Role', 'Channel', 'Why', 'Since'];
  const rows = unreached.map(
    ({ practice: { odsCode, directory }, contact: { name, role }, undelivered }) => [
      odsCode,
      directory.name,
      name,
      role,
      undelivered.channel,
      undelivered.reason,
      undelivered.at,
    ],
  );
  return `\uFEFF${[heads, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}
