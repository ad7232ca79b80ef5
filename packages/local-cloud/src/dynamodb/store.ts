import type { Court } from '../court/court.ts';
import type { Table } from '../definitions/table.ts';
import type { Faults } from '../faults/faults.ts';
import type { Service } from '../protocol/service.ts';
import { createTables } from './create-tables.ts';
import { createDynamoDb } from './dynamodb.ts';
import { startEngine } from './engine.ts';
import { createForward } from './forward.ts';
import type { Forward } from './forward.ts';

/** DynamoDB with its engine running and its tables made. */
export interface Store {
  service: Service;
  /** Asks the engine without asking the law; the cloud itself reads the tables' streams so. */
  forward: Forward;
  /** Calls the listener with a table's name after each call that may have changed it. */
  onWrite(listener: (tableName: string) => void): void;
  stop(): Promise<void>;
}

/**
 * Starts the engine and makes the tables it lacks. When either fails it ends the engine and throws.
 */
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
  const listeners: ((tableName: string) => void)[] = [];
  const written = (tableName: string): void => {
    for (const listener of listeners) listener(tableName);
  };
  try {
    const { forward } = channel;
    await createTables(tables, forward);
    const service = createDynamoDb(tables, forward, court, faults, written);
    return { service, forward, onWrite: (listener) => void listeners.push(listener), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
