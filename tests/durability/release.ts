import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { startEngine } from '../../packages/local-cloud/src/dynamodb/engine.ts';
import { createForward } from '../../packages/local-cloud/src/dynamodb/forward.ts';

/** The folder with a folder for each release whose items are kept. */
export const releases = join(import.meta.dirname, 'releases');

/** What a release was in the middle of when its items were kept. */
export const Story = z.strictObject({
  /** The ICB's own outage. */
  outage: z.string(),
  /** One that NHS England leads. */
  national: z.string(),
  /** A link that a practice was texted. It opens nothing but this. */
  token: z.string(),
});
/** What a release was in the middle of. */
export type Story = z.infer<typeof Story>;

const Items = z.array(z.record(z.string(), z.unknown()));
/** Items as DynamoDB's JSON has them. */
export type Items = z.infer<typeof Items>;

const tables = ['Registry', 'Outages', 'Alerts', 'Pointers'] as const;
/** A table, by its name in the template. */
export type Table = (typeof tables)[number];

/** Writes all items of a stopped register's folder into a release's folder, a file a table. */
export async function keepItems(dataDir: string, folder: string): Promise<void> {
  for (const [table, items] of await storedItems(dataDir)) {
    const text = JSON.stringify(items, null, 2);
    await writeFile(join(folder, `${table.toLowerCase()}.json`), `${text}\n`);
  }
}

/** All items of a stopped register's folder, by table and sorted by key. */
export async function storedItems(dataDir: string): Promise<Map<Table, Items>> {
  const stored = new Map<Table, Items>();
  await onEngine(dataDir, async (call, nameOf) => {
    for (const table of tables) {
      const answer = await call('Scan', { TableName: nameOf(table) });
      const { Items: found } = z.object({ Items }).parse(answer);
      stored.set(
        table,
        found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
      );
    }
  });
  return stored;
}

/** The items of a release, by table. */
export async function readItems(release: string): Promise<Map<Table, Items>> {
  const folder = join(releases, release);
  const files = await readdir(folder);
  const found = new Map<Table, Items>();
  for (const table of tables) {
    const file = `${table.toLowerCase()}.json`;
    if (!files.includes(file)) throw new Error(`${release} has no ${file}`);
    found.set(table, Items.parse(JSON.parse(await readFile(join(folder, file), 'utf8'))));
  }
  return found;
}

/** Puts items into the tables of a stopped register's folder. */
export async function putItems(dataDir: string, items: Map<Table, Items>): Promise<void> {
  await onEngine(dataDir, async (call, nameOf) => {
    for (const [table, each] of items) {
      for (const Item of each) await call('PutItem', { TableName: nameOf(table), Item });
    }
  });
}

/** Gives those items of a stopped register's table other attributes that `change` says so of. */
export async function changeItems(
  dataDir: string,
  table: Table,
  change: (key: { pk: string; sk: string }) => Record<string, unknown> | undefined,
): Promise<void> {
  const Key = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
  await onEngine(dataDir, async (call, nameOf) => {
    const answer = await call('Scan', { TableName: nameOf(table) });
    for (const item of z.object({ Items }).parse(answer).Items) {
      const { pk, sk } = Key.parse(item);
      const changed = change({ pk: pk.S, sk: sk.S });
      if (!changed) continue;
      await call('PutItem', { TableName: nameOf(table), Item: { ...item, ...changed } });
    }
  });
}

type Call = (operation: string, input: object) => Promise<unknown>;

/** Asks the store itself, past the law. */
async function onEngine(
  dataDir: string,
  work: (call: Call, nameOf: (table: Table) => string) => Promise<void>,
): Promise<void> {
  const engine = await startEngine(dataDir, undefined, () => undefined);
  const channel = createForward(engine.url);
  const call: Call = async (operation, input) => {
    const target = `DynamoDB_20120810.${operation}`;
    const { status, body } = await channel.forward(target, JSON.stringify(input));
    if (status !== 200) throw new Error(`${operation}: ${body.toString()}`);
    return JSON.parse(body.toString()) as unknown;
  };
  try {
    const listed = z.object({ TableNames: z.array(z.string()) });
    const { TableNames } = listed.parse(await call('ListTables', {}));
    await work(call, (table) => {
      const name = TableNames.find((each) => each.includes(`-${table}`));
      if (name === undefined) throw new Error(`There is no table ${table}: ${TableNames.join()}`);
      return name;
    });
  } finally {
    channel.close();
    await engine.stop();
  }
}

function keyOf({ pk, sk }: Record<string, unknown>): string {
  return JSON.stringify([pk, sk]);
}
