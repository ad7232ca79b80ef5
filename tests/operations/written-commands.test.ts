import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApiClient } from '@registry/api-client';
import { loadDemonstration } from '@registry/demonstration';
import type { RunningRegister } from '../set-up/register.ts';
import { publishedData, startRegister } from '../set-up/register.ts';
import { blocksOf, commandsIn, typist, workFolder } from '../set-up/written-commands.ts';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));

let register: RunningRegister;
let folder: string;
beforeAll(async () => {
  folder = await workFolder();
  register = await startRegister();
  await loadDemonstration({
    clientFor: (claims) => {
      const token = register.cloud.token(claims);
      return createApiClient({ url: register.cloud.url, token: () => token });
    },
    progress: () => undefined,
  });
}, 300_000);
afterAll(async () => {
  await register.stop();
  await rm(folder, { recursive: true });
});

/** Commands that have run, of which those that change nothing for the next need not run again. */
const ran = new Set<string>();

/** Runs commands in order; gives those that did not end well, with what they said. */
async function failing(commands: readonly string[]) {
  const type = typist(register.cloud.url, folder);
  const failed: { command: string; code: number; said: string }[] = [];
  for (const command of commands) {
    if (ran.has(command) && !command.startsWith('registry outage ')) continue;
    ran.add(command);
    const { code, stdout, stderr } = await type(command);
    if (code !== 0) failed.push({ command, code, said: `${stdout}${stderr}` });
  }
  return failed;
}

const isPublished = (commands: readonly string[]): boolean =>
  commands.some((command) => command.startsWith('registry import '));

/** The examples in the help of a command, then in that of each command under it. */
async function examplesOf(path: readonly string[]): Promise<string[]> {
  const { stdout } = await register.registry(...path, '--help');
  const examples = commandsIn(stdout);
  const [, under = ''] = /^Commands:\n((?: {2}.*\n)+)/m.exec(stdout) ?? [];
  for (const [, name = ''] of under.matchAll(/^ {2}([a-z-]+)/gm))
    if (name !== 'help') examples.push(...(await examplesOf([...path, name])));
  return examples;
}

test('every command of the README runs as written, in order', async () => {
  const blocks = blocksOf(await readFile(readme, 'utf8')).filter((block) => !isPublished(block));
  expect(blocks.flat().length).toBeGreaterThan(18);
  expect(await failing(blocks.flat())).toEqual([]);
}, 300_000);

test('every example in --help runs as written', async () => {
  const examples = (await examplesOf([])).filter((command) => !isPublished([command]));
  expect(examples.length).toBeGreaterThan(30);
  expect(await failing(examples)).toEqual([]);
}, 300_000);

const onPublished = publishedData ? test : test.skip;
const name = publishedData ? '' : ' (skipped: no ../shared/data)';

onPublished(
  `with the published files, those that need them too${name}`,
  async () => {
    const blocks = blocksOf(await readFile(readme, 'utf8')).filter(isPublished);
    const examples = (await examplesOf(['import'])).filter((command) => isPublished([command]));
    expect([blocks.length, examples.length]).toEqual([1, 2]);
    expect(await failing([...blocks.flat(), ...examples])).toEqual([]);
  },
  300_000,
);
