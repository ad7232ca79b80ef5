import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createClock } from '../clock/clock.ts';
import { UnusableData } from '../data/unusable.ts';
import { startEngine } from '../dynamodb/engine.ts';
import { loadSigningKey } from '../identity/signing-key.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { openJournal } from '../queue/journal.ts';
import { openCheckpoints } from '../streams/checkpoints.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'data-'));
});
afterEach(() => rm(folder, { recursive: true }));

const inFolder = (name: string) => path.join(folder, name);

const readers: [string, () => unknown][] = [
  ['outbox.jsonl', () => createOutbox(createClock(), folder)],
  ['queues.jsonl', () => openJournal(folder)],
  ['streams.json', () => openCheckpoints(folder)],
  ['identity.json', () => loadSigningKey(folder)],
  ['dynamodb.sqlite', () => startEngine(folder, undefined, () => undefined)],
];

test.each(readers)(
  'a damaged %s is named, with what to do, and is left as it is',
  async (name, read) => {
    const text = 'half a li\nand another\n';
    await writeFile(inFolder(name), text);
    const outcome = await Promise.resolve()
      .then(read)
      .catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(UnusableData);
    expect((outcome as UnusableData).message).toBe(
      `${inFolder(name)} is damaged. Put back a copy of it, or go on without what it holds: mv ${inFolder(name)} ${inFolder(name)}.damaged`,
    );
    expect(await readFile(inFolder(name), 'utf8')).toBe(text);
  },
);

test('the last line of an outbox, cut short by a crash, is dropped', async () => {
  createOutbox(createClock(), folder).add({ channel: 'sms', to: '+447700900123', body: 'Hello' });
  const whole = await readFile(inFolder('outbox.jsonl'), 'utf8');
  await writeFile(inFolder('outbox.jsonl'), `${whole}{"at":"2026-`);
  expect(createOutbox(createClock(), folder).list()).toMatchObject([{ body: 'Hello' }]);
  expect(await readFile(inFolder('outbox.jsonl'), 'utf8')).toBe(whole);
});
