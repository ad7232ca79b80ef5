import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
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
 */
export function openJournal(dataDir: string | undefined): { journal: Journal; kept: Kept[] } {
  if (dataDir === undefined) return { journal: nowhere, kept: [] };
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'queues.jsonl');
  const kept = readKept(file);
  const lines = kept.map(({ queue, message }) => `${JSON.stringify({ queue, added: message })}\n`);
  writeFileSync(`${file}.new`, lines.join(''));
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

function readKept(file: string): Kept[] {
  const kept = new Map<string, Kept>();
  for (const text of linesOf(file)) {
    const line = parseLine(text);
    if (line === undefined) continue;
    if ('added' in line) {
      kept.set(`${line.queue} ${line.added.id}`, { queue: line.queue, message: line.added });
    } else {
      kept.delete(`${line.queue} ${line.gone}`);
    }
  }
  return [...kept.values()];
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** The last line may be cut short by a crash: its sender has not heard that it was kept. */
function parseLine(text: string): z.infer<typeof Line> | undefined {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
