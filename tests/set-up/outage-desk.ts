import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenClaims } from '@registry/api-client';
import { OutageId } from '@registry/domain';
import * as z from 'zod';
import type { RunningRegister } from './register.ts';
import { assembly } from './register.ts';

type Register = Pick<RunningRegister, 'cloud' | 'as' | 'request'>;
type Message = ReturnType<RunningRegister['cloud']['outbox']['list']>[number];

const icb = (org: string) => ({ role: 'icb', org }) as const;

/** What an ICB's desk says when it declares, unless a test says otherwise. */
export const emisDown = {
  products: ['emis-web'],
  title: 'EMIS Web is not loading',
  message: 'EMIS Web does not open anywhere.',
  severity: 'critical',
} as const;

/**
 * Declares an outage as an ICB, or as whoever `by` is, waits until all is still, and gives the
 * outage's id.
 */
export async function declare(
  register: Register,
  by: string | TokenClaims,
  more: object = {},
): Promise<OutageId> {
  // Tests tell the same practices more often than a desk would.
  const body = { ...emisDown, confirmRepeat: true, ...more };
  const claims = typeof by === 'string' ? icb(by) : by;
  const answer = await register.request(claims, 'POST', '/outages', { body });
  const said: unknown = await answer.json();
  if (answer.status !== 201) throw new Error(JSON.stringify(said));
  await register.cloud.settled();
  return z.object({ outage: z.object({ id: OutageId }) }).parse(said).outage.id;
}

/** Adds an update, open unless said otherwise, and waits until all is still. */
export async function update(
  register: Register,
  by: string | TokenClaims,
  id: OutageId,
  more: object = {},
): Promise<void> {
  const message = 'We are still waiting for the supplier.';
  const body = { status: 'open', message, confirmRepeat: true, ...more };
  const claims = typeof by === 'string' ? icb(by) : by;
  const answer = await register.request(claims, 'POST', `/outages/${id}/updates`, { body });
  if (answer.status !== 201) throw new Error(await answer.text());
  await register.cloud.settled();
}

/** Registers contacts, and systems if given, as the practice itself. */
export async function registerContacts(
  register: Register,
  odsCode: string,
  contacts: readonly object[],
  systems: readonly object[] = [],
): Promise<void> {
  const practice = { role: 'practice', org: odsCode } as const;
  await register.as(practice).registerPractice(odsCode, { systems, contacts });
}

/** Texts and emails sent so far; what went before `from` left out. */
export function messages({ cloud }: Register, from = 0): Message[] {
  return cloud.outbox
    .list()
    .filter(({ channel }) => channel !== 'https')
    .slice(from);
}

/** Who was sent something, and by which channel, sorted. */
export function addressees(sent: readonly Message[]): string[] {
  return sent.map(({ channel, to }) => `${channel} ${to}`).sort();
}

/** The latest message to that number or address. */
export function latestTo(register: Register, to: string): Message {
  const found = messages(register).findLast((each) => each.to === to);
  if (!found) throw new Error(`Nothing was sent to ${to}`);
  return found;
}

/** The reply token in a message's link. */
export function tokenIn({ body }: Pick<Message, 'body'>): string {
  const token = /https?:\/\/\S+\/reply\/([0-9A-Z]{16})\b/.exec(body)?.[1];
  if (token === undefined) throw new Error(`There is no link in: ${body}`);
  return token;
}

/** The code that may be typed instead of opening the link. */
export function codeIn({ body }: Pick<Message, 'body'>): string | undefined {
  return /\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/.exec(body)?.[0];
}

/** The page behind a reply link, as a browser opens it. */
export async function openPage(register: Register, token: string): Promise<Response> {
  return register.request(undefined, 'GET', `/reply/${token}`, {
    headers: { accept: 'text/html,application/xhtml+xml' },
  });
}

/** A page's words without their markup. */
export function wordsOf(page: string): string {
  return page
    .replace(/<style[^>]*>.*?<\/style>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

/**
 * Sends the page's form as a browser does that shows the answer itself: without following where it
 * leads.
 */
export async function sendForm(
  { cloud }: Register,
  token: string,
  fields: Record<string, string>,
): Promise<Response> {
  return fetch(`${cloud.url}/api/reply/${token}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'text/html' },
    body: new URLSearchParams(fields),
  });
}

/** Answers as a program does. */
export async function sendJson(
  register: Register,
  token: string,
  body: unknown,
): Promise<Response> {
  return register.request(undefined, 'POST', `/reply/${token}`, {
    body,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
}

/**
 * A folder with the product's templates and, beside them, a queue for each ICB named that hears its
 * announcements and no other's.
 */
export async function writePartnersAssembly(
  icbs: readonly string[],
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-partners-'));
  for (const entry of await readdir(assembly)) {
    const place = [join(assembly, entry), join(folder, entry)] as const;
    await (entry.endsWith('.json') ? cp(...place) : symlink(...place));
  }
  const file = join(folder, 'registry-data.template.json');
  const template = z
    .looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) })
    .parse(JSON.parse(await readFile(file, 'utf8')));
  const topic = Object.keys(template.Resources).find(
    (id) => id.startsWith('Announcements') && template.Resources[id]?.Type === 'AWS::SNS::Topic',
  );
  for (const code of icbs) Object.assign(template.Resources, partner(code, { Ref: topic }));
  await writeFile(file, JSON.stringify(template));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

function partner(code: string, topic: object) {
  const queue = `Partner${code}`;
  const arn = { 'Fn::GetAtt': [queue, 'Arn'] };
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': topic } },
  };
  return {
    [queue]: { Type: 'AWS::SQS::Queue', Properties: {} },
    [`${queue}Policy`]: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: queue }],
        PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
      },
    },
    [`${queue}Subscription`]: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: topic,
        Protocol: 'sqs',
        Endpoint: arn,
        RawMessageDelivery: true,
        FilterPolicy: { icb: [code] },
      },
    },
  };
}
