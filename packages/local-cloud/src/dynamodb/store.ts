import type { Court } from '../endpoint/refusals.ts';
import type { Service } from '../endpoint/service.ts';
import type { Faults } from '../faults/faults.ts';
import { createTables } from './create-tables.ts';
import { createDynamoDb } from './dynamodb.ts';
import { startEngine } from './engine.ts';
import { createForward } from './forward.ts';
import type { Table } from './table.ts';

/** DynamoDB with its engine running and its tables made. */
export interface Store {
  service: Service;
  stop(): Promise<void>;
}

/** Starts the engine and makes the tables it lacks. Throws, with the engine ended, when either cannot be done. */
export async function startStore(input: {
  tables: readonly Table[];
  /** Folder that holds the data; in memory when undefined. */
  dataDir: string | undefined;
  court: Court;
  faults: Faults;
  log: (line: string) => void;
}): Promise<Store> {
  const { tables, dataDir, court, faults, log } = input;
  const engine = await startEngine(dataDir, process.env['DYNAMODB_ENDPOINT'], log);
  const channel = createForward(engine.url);
  const stop = async () => {
    channel.close();
    await engine.stop();
  };
  try {
    await createTables(tables, channel.forward);
    return { service: createDynamoDb(tables, channel.forward, court, faults), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
