import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDataFolder } from './data-folder.ts';
import { unusable, UnusableData } from './unusable.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'data-'));
});
afterEach(() => rm(folder, { recursive: true }));

const inFolder = (name: string) => path.join(folder, name);

test('a folder serves one cloud at a time', () => {
  const first = openDataFolder(folder);
  expect(() => openDataFolder(folder)).toThrow(
    `${folder} is in use by process ${process.pid}. Stop that one, or choose another folder.`,
  );
  first.release();
  openDataFolder(folder).release();
});

test('a cloud that was killed leaves a lock that holds nobody up', async () => {
  const { pid } = spawnSync('true');
  for (const left of [String(pid), '', 'torn']) {
    await writeFile(inFolder('lock'), left);
    openDataFolder(folder).release();
  }
});

test('a folder that is not there is made, and what is in it is its owner’s alone', async () => {
  const deeper = inFolder('a/b');
  openDataFolder(deeper).release();
  await writeFile(path.join(deeper, 'functions.log'), '', { mode: 0o644 });
  openDataFolder(deeper).release();
  expect((await stat(deeper)).mode & 0o777).toBe(0o700);
  expect((await stat(path.join(deeper, 'functions.log'))).mode & 0o777).toBe(0o600);
});

test('a file where the folder should be is one sentence', async () => {
  await writeFile(inFolder('data'), '');
  expect(() => openDataFolder(inFolder('data'))).toThrow(
    `${inFolder('data')} cannot be a folder: a file is in its place. Choose another folder.`,
  );
});

test.each(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'])('%s is one sentence', (code) => {
  const told = unusable(Object.assign(new Error('write failed'), { code }), '/data');
  expect(told).toBeInstanceOf(UnusableData);
  expect((told as UnusableData).message).toMatch(/\/data .*choose another folder\.$/);
});
