import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Board, OutageId } from '@registry/domain';
import { readAssembly } from '../../packages/local-cloud/src/template/assembly.ts';
import { readDeployment } from '../../packages/local-cloud/src/template/deployment.ts';
import { inventedCodes, inventedDirectory, loader } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';

/** Quotas that hold nothing up. */
export const noQuotas = { SmsPerSecond: '1000', EmailPerSecond: '1000' };

/** The switchboard of every invented practice. */
export const switchboard = '01632 960123';

/**
 * Milliseconds after which a message that a function did not finish is visible again, and then
 * some.
 */
export const VISIBILITY_MS = 181_000;
/** Milliseconds after which a delivery's lease has ended, and then some. */
export const LEASE_MS = 62_000;

/** An invented ICB, all of whose practices use EMIS Web; the first of them have a contact. */
export interface AlertedIcb {
  code: string;
  odsCodes: readonly string[];
  /** Channel and address of each contact. */
  addresses: readonly string[];
}

let practicesSoFar = 0;

/**
 * Loads an ICB of so many practices, the first `withContacts` of which have a contact with mobile
 * and email.
 */
export async function loadAlertedIcb(
  register: Pick<RunningRegister, 'as'>,
  code: string,
  { practices, withContacts = practices }: { practices: number; withContacts?: number },
): Promise<AlertedIcb> {
  const first = practicesSoFar + 1;
  practicesSoFar += practices;
  const odsCodes = inventedCodes(practices, first);
  const directory = inventedDirectory(
    `Fictional ${code}`,
    odsCodes.map((odsCode) => ({ odsCode })),
  );
  await register.as(loader).putDirectory(code, {
    ...directory,
    practices: directory.practices.map((each) => ({ ...each, telephone: switchboard })),
  });
  await register
    .as({ role: 'icb', org: code })
    .putProfile(code, { sender: `Fictional ${code}`, phone: '01632 960001' });
  const addresses: string[] = [];
  for (const [index, odsCode] of odsCodes.slice(0, withContacts).entries()) {
    const number = String((first + index) % 1000).padStart(3, '0');
    const email = `manager.${odsCode.toLowerCase()}@example.org`;
    const contact = { name: 'Sam Fictional', role: 'Practice manager', email };
    await register.as({ role: 'practice', org: odsCode }).registerPractice(odsCode, {
      systems: [],
      contacts: [{ ...contact, mobile: `07700 900${number}` }],
    });
    addresses.push(`sms +447700900${number}`, `email ${email}`);
  }
  return { code, odsCodes, addresses };
}

/** Declares EMIS Web down in that ICB, and does not wait for what comes of it. */
export async function declareDown(
  register: Pick<RunningRegister, 'as'>,
  { code, odsCodes }: Pick<AlertedIcb, 'code' | 'odsCodes'>,
  products: [string, ...string[]] = ['emis-web'],
): Promise<OutageId> {
  const declaration = {
    products,
    title: `${products.join()} is down`,
    message: 'It does not open.',
    severity: 'critical' as const,
    confirmPractices: odsCodes.length,
    confirmRepeat: true as const,
  };
  const { outage } = await register
    .as({ role: 'icb', org: code })
    .declareOutage(declaration, { idempotencyKey: crypto.randomUUID() });
  return outage.id;
}

/** Ends an outage without a word to anybody, so that its product can be declared down again. */
export async function endQuietly(
  { as, cloud }: Pick<RunningRegister, 'as' | 'cloud'>,
  { code }: Pick<AlertedIcb, 'code'>,
  id: OutageId,
): Promise<void> {
  const update = { status: 'resolved', message: 'It is back.', notify: 'none' } as const;
  const once = { idempotencyKey: crypto.randomUUID() };
  await as({ role: 'icb', org: code }).addUpdate(id, update, once);
  await cloud.settled();
}

/** The board of an outage as its ICB sees it. */
export async function boardOf(
  { as }: Pick<RunningRegister, 'as'>,
  { code }: Pick<AlertedIcb, 'code'>,
  id: OutageId,
): Promise<Board> {
  return as({ role: 'icb', org: code }).board(id);
}

/** How often each of these addresses was sent something since the outbox held `from` messages. */
export function timesHeard(
  { cloud }: Pick<RunningRegister, 'cloud'>,
  addresses: readonly string[],
  from = 0,
): Map<string, number> {
  const times = new Map(addresses.map((address) => [address, 0]));
  for (const { channel, to } of cloud.outbox.list().slice(from)) {
    const address = `${channel} ${to}`;
    if (times.has(address)) times.set(address, (times.get(address) ?? 0) + 1);
  }
  return times;
}

/** What `timesHeard` gives when each was sent one message, but for those who were sent two. */
export function onceEach(
  addresses: readonly string[],
  twice: readonly string[] = [],
): Map<string, number> {
  return new Map(addresses.map((address) => [address, twice.includes(address) ? 2 : 1]));
}

/** What the alerts table holds of one delivery. */
export interface Delivery {
  /** As `AlertedIcb.addresses` has it. */
  address: string;
  sent: boolean;
  failure: string | undefined;
}

/** The deliveries of an ICB's outage as they are recorded, for ICBs with one contact a practice. */
export async function deliveriesOf(
  { cloud }: Pick<RunningRegister, 'cloud'>,
  { code, odsCodes, addresses }: AlertedIcb,
  id: OutageId,
): Promise<Delivery[]> {
  const answer = await asRaiser(cloud).send(
    new QueryCommand({
      TableName: (await raiserSettings())['ALERTS_TABLE'],
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: {
        ':pk': { S: `ICB#${code}#OUTAGE#${id}` },
        ':sk': { S: 'DELIVERY#' },
      },
    }),
  );
  return (answer.Items ?? []).map(({ sk, sentAt, failure }) => {
    const [, odsCode = '', , channel] = sk?.S?.split('#') ?? [];
    const at = odsCodes.indexOf(odsCode) * 2 + (channel === 'sms' ? 0 : 1);
    return { address: addresses[at]!, sent: sentAt !== undefined, failure: failure?.S };
  });
}

/** DynamoDB as `raise-in-icb` may use it. */
export function asRaiser(cloud: RunningRegister['cloud']): DynamoDBClient {
  return new DynamoDBClient(cloud.credentialsOf('raise-in-icb'));
}

/** The environment that the template gives `raise-in-icb`. */
export async function raiserSettings(): Promise<Readonly<Record<string, string>>> {
  const { functions } = readDeployment(await readAssembly(assembly), 'http://127.0.0.1', {});
  return functions.find(({ folder }) => folder === 'raise-in-icb')!.environment;
}

/** True when an ordered fault has not struck: the test then did not do what it says. */
export function stillDue({ faults }: RunningRegister['cloud'], service: string, operation: string) {
  return faults.take(service, operation) !== undefined;
}

/** Takes back what is left of the faults ordered for an operation. */
export function callOff(cloud: RunningRegister['cloud'], service: string, operation: string): void {
  while (stillDue(cloud, service, operation));
}

/** A register without quotas. */
export function startUnhurried(
  options: Parameters<typeof startRegister>[0] = {},
): Promise<RunningRegister> {
  return startRegister({ parameters: noQuotas, ...options });
}
