import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { synthesizeIfChanged } from './assembly.ts';

/** An app that writes how often it has run, unless there is a file that breaks it. */
const app = `
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
if (existsSync('packages/broken.json')) throw new Error('a template that cannot be');
const file = process.env.CDK_OUTDIR + '/times';
mkdirSync(process.env.CDK_OUTDIR, { recursive: true });
writeFileSync(file, existsSync(file) ? readFileSync(file, 'utf8') + '+' : '+');
`;

let checkout: string;
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'registry-checkout-'));
  for (const folder of ['infra/src', 'functions/outage', 'packages'])
    await mkdir(join(checkout, folder), { recursive: true });
  await writeFile(join(checkout, 'infra/src/app.ts'), app);
  await writeFile(join(checkout, 'functions/outage/handler.ts'), '');
});
afterEach(() => rm(checkout, { recursive: true }));

const write = (file: string, text: string) => writeFile(join(checkout, file), text);
const made = () => synthesizeIfChanged(checkout, join(checkout, 'out'));
const times = () => readFile(join(checkout, 'out/times'), 'utf8');

test('templates are made once of the same sources, and again of others', async () => {
  expect([await made(), await made(), await times()]).toEqual([true, false, '+']);
  await write('functions/outage/handler.ts', 'export {};');
  expect([await made(), await made(), await times()]).toEqual([true, false, '++']);
  await write('packages/added.ts', '');
  expect([await made(), await times()]).toEqual([true, '+++']);
  await write('packages/added.test.ts', '');
  expect(await made()).toBe(false);
});

test('what could not be made is tried again, and is never taken for the sources of before', async () => {
  await made();
  await write('packages/broken.json', '');
  await expect(made()).rejects.toThrow('a template that cannot be');
  await rm(join(checkout, 'packages/broken.json'));
  expect(await made()).toBe(true);
});
