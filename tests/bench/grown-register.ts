import {
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { IcbCode, IcbEntry, Roster } from '@registry/domain';
import { tenantOfItem } from '@registry/domain';
import {
  createPointerStore,
  createRosterStore,
  encodeRoster,
  openDatabase,
} from '@registry/storage';
import { rosterWrites } from '../../packages/storage/src/register/roster-items.ts';
import type { Settings } from './bench-register.ts';

/** ICBs a transaction: two items each. */
const AT_ONCE = 20;

/** The rosters in an engine, read and written past API and law: records are not needed to ask. */
export function createEngineRosters(engineUrl: string, settings: Settings) {
  const client = new DynamoDBClient({
    endpoint: engineUrl,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const database = openDatabase(client, settings, () => undefined);
  return {
    async read(icbs: readonly IcbCode[]): Promise<Roster[]> {
      const store = createRosterStore(database, new Map());
      const read = await Promise.all(icbs.map((icb) => store.read(tenantOfItem(icb))));
      return read.filter((roster) => roster !== undefined);
    },

    /** Adds rosters, their versions and their ICBs. */
    async add(rosters: readonly Roster[]): Promise<void> {
      for (let from = 0; from < rosters.length; from += AT_ONCE) {
        const writes = rosters
          .slice(from, from + AT_ONCE)
          .flatMap((roster) =>
            rosterWrites(settings.REGISTRY_TABLE, tenantOfItem(roster.icb), roster, undefined),
          );
        await client.send(new TransactWriteItemsCommand({ TransactItems: writes }));
      }
      const known = await createPointerStore(database).readIcbs();
      await putIcbs([...known, ...rosters.map(({ icb, name }) => ({ code: icb, name }))]);
    },
    stop: () => {
      client.destroy();
    },
  };

  /** One item, as `putIcb` leaves it: an ICB at a time would write it thousands of times. */
  async function putIcbs(icbs: readonly IcbEntry[]): Promise<void> {
    const entries = icbs.map((entry) => {
      if (entry.dissolved) throw new Error(`${entry.code} is dissolved: not expected here`);
      return [entry.code, { M: { code: { S: entry.code }, name: { S: entry.name } } }] as const;
    });
    await client.send(
      new PutItemCommand({
        TableName: settings.POINTERS_TABLE,
        Item: { pk: { S: 'ICBS' }, icbs: { M: Object.fromEntries(entries) } },
      }),
    );
  }
}

/** Bytes that a row takes in the store, on the average. */
export function bytesPerRow(rosters: readonly Roster[]): number {
  const [bytes, rows] = [
    rosters.reduce((sum, roster) => sum + encodeRoster(roster).byteLength, 0),
    rosters.reduce((sum, { rows }) => sum + rows.length, 0),
  ];
  return bytes / rows;
}
