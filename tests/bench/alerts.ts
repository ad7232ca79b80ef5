import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { readAssembly } from '../../packages/local-cloud/src/template/assembly.ts';
import { readDeployment } from '../../packages/local-cloud/src/template/deployment.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';
import type { BareTask } from './bare-messages.ts';
import { BareReply } from './bare-messages.ts';
import { directoryWriter, loadEngland } from './bench-register.ts';
import { progress, say, sayTable, timed, total } from './report.ts';
import type { Told } from './seed-contacts.ts';
import { seedContacts } from './seed-contacts.ts';

/** The ICB of the bounded sample: Kent and Medway, all of whose practices use EMIS Web. */
const SAMPLE = 'QKS';
/** Both channels as fast as they will go. */
const lifted = { SmsPerSecond: '100000', EmailPerSecond: '100000' };
/** When nothing has gone out for so long, what is missing counts as lost. */
const SILENCE_MS = 30_000;

/** One declaration and what came of it; times in milliseconds from the request on. */
interface Run {
  title: string;
  practices: number;
  messages: number;
  declareMs: number;
  /** When the last ICB's update was marked raised. */
  raisedMs: number;
  /** When each message went out, sorted. */
  sentMs: number[];
  duplicates: number;
  losses: number;
}

/**
 * Declares EMIS Web down nationally, quotas lifted and default, and says how long it takes until
 * everybody is told.
 */
export async function benchAlerts(options: readonly string[]): Promise<void> {
  const full = options.includes('--full');
  const runs: Run[] = [];
  const bare: { practices: number; parts: BareReply }[] = [];
  await inRegister(lifted, undefined, async (register, told) => {
    const { run, outage } = await declare(register, told, 'England, quotas lifted');
    runs.push(run);
    bare.push({ practices: told.length, parts: await bareCalls(register, told, outage) });
  });
  const only = full ? undefined : SAMPLE;
  await inRegister({}, only, async (register, told) => {
    const title = `${only ?? 'England'}, default quotas`;
    runs.push((await declare(register, told, title)).run);
  });
  sayRuns(runs, full);
  for (const { practices, parts } of bare) sayBare(practices, parts, runs[0]);
}

async function inRegister(
  parameters: Record<string, string>,
  only: string | undefined,
  act: (register: RunningRegister, told: Told[]) => Promise<void>,
): Promise<void> {
  const register = await startRegister({ parameters });
  try {
    await loadEngland(register, only);
    const { value: told, ms } = await timed(() => seedContacts(register));
    progress(`Two contacts for each of ${told.length} practices in ${(ms / 1000).toFixed(0)} s`);
    await act(register, told);
  } finally {
    await register.stop();
  }
}

async function declare({ as, cloud }: RunningRegister, told: readonly Told[], title: string) {
  progress(`Declaring: ${title}`);
  const { outbox } = cloud;
  const messages = told.length * 2;
  const startedAt = Date.now();
  const { value, ms: declareMs } = await timed(() =>
    as(directoryWriter).declareOutage(
      {
        products: ['emis-web'],
        title: 'EMIS Web is down',
        message: 'It does not open.',
        severity: 'critical',
        confirmPractices: told.length,
      },
      { idempotencyKey: 'bench' },
    ),
  );
  let [count, changedAt] = [0, Date.now()];
  while (count < messages && Date.now() - changedAt < SILENCE_MS) {
    await setTimeout(250);
    if (outbox.list().length > count) [count, changedAt] = [outbox.list().length, Date.now()];
    progress(`${count} of ${messages} messages`);
  }
  await cloud.settled();
  const { id } = value.outage;
  const raisedAt = await Promise.all(
    [...new Set(told.map(({ icb }) => icb))].map(async (org) => {
      const { updates } = await as({ role: 'icb', org }).readOutage(id);
      return Date.parse(updates[0]?.raisedAt ?? '');
    }),
  );
  const run: Run = {
    title,
    practices: told.length,
    messages,
    declareMs,
    raisedMs: Math.max(...raisedAt) - startedAt,
    sentMs: outbox
      .list()
      .map(({ at }) => Date.parse(at) - startedAt)
      .sort((a, b) => a - b),
    ...compare(told, outbox.list()),
  };
  return { run, outage: id };
}

/**
 * Messages beyond those that each address should have had, and those that it should have had
 * besides.
 */
function compare(told: readonly Told[], sent: readonly { to: string }[]) {
  const over = new Map<string, number>();
  const add = (address: string, count: number) =>
    over.set(address, (over.get(address) ?? 0) + count);
  for (const { mobile, email } of told) for (const address of [mobile, email]) add(address, -1);
  for (const { to } of sent) add(to, 1);
  const counts = [...over.values()];
  return {
    duplicates: total(counts.filter((count) => count > 0)),
    losses: -total(counts.filter((count) => count < 0)),
  };
}

/**
 * The same row writes, publishes and sends once more, by the product's own stores and nothing else,
 * in a thread for each function.
 */
async function bareCalls(
  { cloud }: RunningRegister,
  told: readonly Told[],
  outage: string,
): Promise<BareReply> {
  progress('The same writes and publishes, alone');
  const [first] = told;
  const body = (channel: string) =>
    cloud.outbox.list().find((each) => each.channel === channel)?.body;
  const { functions } = readDeployment(await readAssembly(assembly), cloud.url, {});
  const start = async (part: BareTask['part'], name: string) => {
    const { credentials, region, endpoint } = cloud.credentialsOf(name);
    const worker = new Worker(new URL('./bare-alerts.ts', import.meta.url), {
      workerData: {
        part,
        icb: first?.icb,
        odsCode: first?.odsCode,
        outage,
        practices: told.length,
        text: body(part) ?? '',
      },
      env: {
        ...functions.find(({ folder }) => folder === name)?.environment,
        AWS_REGION: region,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
      },
    });
    const messages: unknown[] = await once(worker, 'message');
    return BareReply.parse(messages[0]);
  };
  const raising = await start('raise', 'raise-in-icb');
  const delivering = await timed(() =>
    Promise.all([start('sms', 'deliver-sms'), start('email', 'deliver-email')]),
  );
  return [
    ...raising,
    ...delivering.value.flat(),
    { title: 'both channels, side by side', ms: delivering.ms },
  ];
}

const seconds = (ms: number | undefined) => (ms === undefined ? '–' : (ms / 1000).toFixed(2));

function sayRuns(runs: readonly Run[], full: boolean): void {
  const sample = full ? '' : ` Default quotas on one ICB alone, ${SAMPLE}: --full takes England.`;
  sayTable(
    `EMIS Web declared down nationally, two contacts a practice, the first told by SMS and email: seconds from the request on, one run each.${sample}`,
    [
      'Run',
      'practices',
      'messages',
      'declare answers',
      'first out',
      '50%',
      '95%',
      'all',
      'all raised',
      'messages/s',
      'duplicates',
      'losses',
    ],
    runs.map(({ title, practices, messages, declareMs, raisedMs, sentMs, ...counts }) => {
      const part = (share: number) => seconds(sentMs[Math.ceil(sentMs.length * share) - 1]);
      const last = sentMs.at(-1) ?? NaN;
      return [
        title,
        String(practices),
        String(messages),
        seconds(declareMs),
        seconds(sentMs[0]),
        part(0.5),
        part(0.95),
        part(1),
        seconds(raisedMs),
        (sentMs.length / (last / 1000)).toFixed(0),
        String(counts.duplicates),
        String(counts.losses),
      ];
    }),
  );
  say('Quotas by default: 20 SMS and 14 emails a second.');
}

function sayBare(practices: number, parts: BareReply, run: Run | undefined): void {
  const last = run?.sentMs.at(-1) ?? NaN;
  const whole = total(
    parts.filter(({ title }) => !/^(sms|email):/.test(title)).map(({ ms }) => ms),
  );
  sayTable(
    `The same row writes, publishes and sends for ${practices} practices alone, in the same run: no reading, no composing, no queue, no slots, no functions`,
    ['Calls', 'seconds'],
    [
      ...parts.map(({ title, ms }) => [title, seconds(ms)]),
      ['raising, then both channels', seconds(whole)],
      ['the run above, over that', `${(last / whole).toFixed(1)}×`],
    ],
  );
}
