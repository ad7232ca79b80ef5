import { spawn } from 'node:child_process';
import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { createProgram } from '../../packages/cli/src/program.ts';
import { commandLine, publishedData, type Ran } from './register.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Commands as the README and `--help` name the published files, and as they lie here. */
const publishedNames = {
  'gp-reg-pat-prac-map.csv': 'gp-reg-pat-prac-map_2026-08.csv',
  'gp-reg-pat-prac-all.csv': 'gp-reg-pat-prac-all_2026-03.csv',
  'epraccur_2026-06.csv': 'epraccur_2026-06.csv',
  'OC_submissions_February_2026.xlsx': 'OC_submissions_February_2026.xlsx',
};

/** A folder of its own in which commands find the examples and, where they are, published files. */
export async function workFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-written-'));
  await symlink(join(root, 'examples'), join(folder, 'examples'));
  for (const [written, here] of Object.entries(publishedNames))
    if (publishedData) await symlink(join(publishedData, here), join(folder, written));
  return folder;
}

/** Each `registry …` in shell text, continued lines joined. */
function commandsIn(text: string): string[] {
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('registry '));
}

/** The shell blocks of a page in Markdown, each as its commands. */
export function blocksOf(markdown: string): string[][] {
  return [...markdown.matchAll(/^```sh\n([^]*?)^```$/gm)]
    .map(([, block = '']) => commandsIn(block))
    .filter((commands) => commands.length > 0);
}

/** The examples in the help of a command, then in that of each command under it. */
export function examplesOf(command: ReturnType<typeof createProgram>): string[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return [...commandsIn(help), ...command.commands.flatMap(examplesOf)];
}

/** Runs commands one after another, as somebody who types them would. */
export function typist(url: string, folder: string) {
  let outage = 'ID';
  return async (command: string): Promise<Ran> => {
    const ran = await shell(url, folder, command.replace(/\bID\b/, outage));
    outage = /^(?:EXERCISE\W*)?Declared: .* \((\w{26})\)/m.exec(ran.stdout)?.[1] ?? outage;
    return ran;
  };
}

/** What is watched has no end: Ctrl-C ends it after a while. */
function shell(url: string, folder: string, command: string): Promise<Ran> {
  const watched = command.includes('--watch') ? 'timeout --signal=INT 1 ' : '';
  const registry = `"${process.execPath}" "${commandLine}"`;
  const line = `${watched}${command.replace(/^registry/, registry)}`;
  const child = spawn('bash', ['-c', line], {
    cwd: folder,
    env: { ...process.env, REGISTRY_URL: url, REGISTRY_TOKEN: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      // 124 is timeout's own word for having ended what has no end.
      resolve({ code: watched && code === 124 ? 0 : (code ?? -1), ...said });
    });
  });
}
