import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { OWNER_ONLY } from '../data/data-folder.ts';
import { readKept, wholeLines } from '../data/unusable.ts';
import { Message } from './message.ts';

/**
 * What queues hold, on disk. The journal writes a message before its sender hears of it and strikes
 * it out when it is deleted, so an acknowledged message outlives this process, however that ends; a
 * loss of power may cost the last ones. After a restart every message is visible at once: what was
 * in flight or delayed comes again, as at-least-once allows.
 */
export interface Journal {
  added(queueArn: string, message: Message): void;
  gone(queueArn: string, messageId: string): void;
  close(): void;
}

/** A line of the journal. */
const Line = z.union([
  z.object({ queue: z.string(), added: Message }),
  z.object({ queue: z.string(), gone: z.string() }),
]);

/** A message found in the journal. */
interface Kept {
  queue: string;
  message: Message;
}

/**
 * Opens `queues.jsonl`, and leaves in it only the messages that are still in a queue.
 * @param dataDir its folder; nothing is kept when undefined
 * @throws UnusableData where the file cannot be read
 */
export function openJournal(dataDir: string | undefined): { journal: Journal; kept: Kept[] } {
  if (dataDir === undefined) return { journal: nowhere, kept: [] };
  const file = path.join(dataDir, 'queues.jsonl');
  const kept = readKept(file, stillQueued) ?? [];
  const lines = kept.map(({ queue, message }) => `${JSON.stringify({ queue, added: message })}\n`);
  writeFileSync(`${file}.new`, lines.join(''), { mode: OWNER_ONLY });
  renameSync(`${file}.new`, file);
  const descriptor = openSync(file, 'a');
  const write = (line: z.infer<typeof Line>): void => {
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
  };
  return {
    kept,
    journal: {
      added: (queue, message) => {
        write({ queue, added: message });
      },
      gone: (queue, messageId) => {
        write({ queue, gone: messageId });
      },
      close: () => {
        closeSync(descriptor);
      },
    },
  };
}

const nowhere: Journal = {
  added: () => undefined,
  gone: () => undefined,
  close: () => undefined,
};

/** The messages that the lines of a journal add and do not strike out, oldest first. */
function stillQueued(text: string): Kept[] {
  const kept = new Map<string, Kept>();
  for (const line of wholeLines(text).map((each) => Line.parse(JSON.parse(each)))) {
    if ('added' in line) {
      kept.set(`${line.queue} ${line.added.id}`, { queue: line.queue, message: line.added });
    } else {
      kept.delete(`${line.queue} ${line.gone}`);
    }
  }
  return [...kept.values()];
}
