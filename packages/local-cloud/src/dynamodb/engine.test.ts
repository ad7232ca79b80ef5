import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startEngine } from './engine.ts';
import { createForward } from './forward.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'engine-'));
afterAll(() => {
  rmSync(dataDir, { recursive: true });
});

const definition = {
  TableName: 'pointers',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};

/** Calls the engine and closes the connection; undefined when there is no engine. */
async function call(url: string, operation: string, body: unknown): Promise<string | undefined> {
  const engine = createForward(url);
  const answer = await engine
    .forward(`DynamoDB_20120810.${operation}`, JSON.stringify(body))
    .catch(() => undefined);
  engine.close();
  return answer?.body.toString();
}

/** Another process that starts the engine and tells its address. */
async function otherProcess() {
  const script = `const { startEngine } = await import(${JSON.stringify(new URL('engine.ts', import.meta.url).href)});
    const engine = await startEngine(${JSON.stringify(dataDir)}, undefined, () => undefined);
    process.stdout.write(engine.url); setInterval(() => undefined, 60000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const said: unknown[] = await once(child.stdout, 'data');
  return { child, url: String(said[0]) };
}

test('ends with the process that started it, even by kill -9, and keeps what it has answered for', async () => {
  const { child, url } = await otherProcess();
  await call(url, 'CreateTable', definition);
  await call(url, 'PutItem', { TableName: 'pointers', Item: { pk: { S: 'CODE#1' } } });
  child.kill('SIGKILL');
  while ((await call(url, 'ListTables', {})) !== undefined);

  const engine = await startEngine(dataDir, undefined, () => undefined);
  const found = await call(engine.url, 'Scan', { TableName: 'pointers' });
  await engine.stop();
  expect(JSON.parse(found ?? '')).toMatchObject({ Items: [{ pk: { S: 'CODE#1' } }] });
});

test('says what is wrong when it does not start', async () => {
  const folder = join(dataDir, 'spoilt');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'dynamodb.sqlite'),
    'this is no database, but it is as long as one is'.repeat(9),
  );
  const started = startEngine(folder, undefined, () => undefined);
  await expect(started).rejects.toThrow(/spoilt.dynamodb\.sqlite is damaged/);
});
