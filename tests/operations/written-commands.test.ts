import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateRegister } from '@registry/demonstration';
import { MOST_TOLD, TOLD_WITHIN_MS } from '@registry/domain';
import { createProgram } from '../../packages/cli/src/program.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { publishedData, startRegister } from '../set-up/register.ts';
import { blocksOf, examplesOf, typist, workFolder } from '../set-up/written-commands.ts';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));

let register: RunningRegister;
let folder: string;
beforeAll(async () => {
  folder = await workFolder();
  register = await startRegister();
  await loadIcb('Z36');
}, 300_000);
afterAll(async () => {
  await register.stop();
  await rm(folder, { recursive: true });
});

/** Loads one ICB of the demonstration register: the one that the commands speak of. */
async function loadIcb(code: string): Promise<void> {
  const { icbs, statements } = generateRegister();
  const { directory } = icbs.find((icb) => icb.code === code)!;
  const national = { role: 'national', org: 'X26', scope: 'directory:write' } as const;
  await register.as(national).putDirectory(code, directory);
  for (const { odsCode, body } of statements.filter(({ icb }) => icb === code))
    await register.as({ role: 'practice', org: odsCode }).registerPractice(odsCode, body);
}

/** Commands that have run, of which those that change nothing for the next need not run again. */
const ran = new Set<string>();

/** Runs commands in order; gives those that did not end well, with what they said. */
async function failing(commands: readonly string[]) {
  const type = typist(register.cloud.url, folder);
  const failed: { command: string; code: number; said: string }[] = [];
  for (const command of commands) {
    if (ran.has(command) && !/^registry outage (declare|update|resolve) /.test(command)) continue;
    ran.add(command);
    if (isTelling(command)) leaveTimeBetween();
    const { code, stdout, stderr } = await type(command);
    if (code !== 0) failed.push({ command, code, said: `${stdout}${stderr}` });
  }
  return failed;
}

const isTelling = (command: string): boolean =>
  /^registry outage (declare|update|resolve) /.test(command) && !command.includes('--preview');

let told = 0;
/** Nobody runs them all within ten minutes, in which the same practices are told thrice at most. */
function leaveTimeBetween(): void {
  if (told > 0 && told % MOST_TOLD === 0) register.cloud.clock.advance(TOLD_WITHIN_MS);
  told += 1;
}

const isPublished = (commands: readonly string[]): boolean =>
  commands.some((command) => command.startsWith('registry import '));

test('every command of the README runs as written, in order', async () => {
  const blocks = blocksOf(await readFile(readme, 'utf8')).filter((block) => !isPublished(block));
  expect(blocks.flat().length).toBeGreaterThan(18);
  expect(await failing(blocks.flat())).toEqual([]);
}, 300_000);

test('every example in --help runs as written', async () => {
  const examples = examplesOf(createProgram()).filter((command) => !isPublished([command]));
  expect(examples.length).toBeGreaterThan(30);
  expect(await failing(examples)).toEqual([]);
}, 300_000);

const onPublished = publishedData ? test : test.skip;
const name = publishedData ? '' : ' (skipped: no ../shared/data)';

onPublished(
  `with the published files, those that need them too${name}`,
  async () => {
    const blocks = blocksOf(await readFile(readme, 'utf8')).filter(isPublished);
    const examples = examplesOf(createProgram()).filter((command) => isPublished([command]));
    expect([blocks.length, examples.length]).toEqual([1, 3]);
    expect(await failing([...blocks.flat(), ...examples])).toEqual([]);
  },
  300_000,
);
