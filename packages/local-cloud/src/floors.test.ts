import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readSources } from './sources.fixture.ts';

/** The folders from the ground up. A folder imports only what stands below it or to its left. */
const FLOORS = [
  ['account', 'data', 'clock', 'policy', 'filter', 'definitions'],
  ['template'],
  ['protocol', 'http', 'outbox', 'court', 'faults', 'receipts', 'principals', 'endpoint'],
  ['sts', 'dynamodb', 'functions', 'queue', 'logs', 'topic', 'mail', 'streams', 'schedule'],
  ['api', 'identity', 'site'],
  ['start'],
];
const FOLDERS = FLOORS.flat();

const sources = readSources();
const inFolders = sources.filter(({ name }) => name.includes('/'));
const folderOf = (name: string) => name.split('/')[0] ?? '';

test('every folder has its place', () => {
  expect(new Set(inFolders.map(({ name }) => folderOf(name)))).toEqual(new Set(FOLDERS));
});

test('no import runs up', () => {
  const up = inFolders.flatMap(({ name, imports }) =>
    imports
      .filter((target) => {
        const place = target.includes('/') ? FOLDERS.indexOf(folderOf(target)) : Infinity;
        return place > FOLDERS.indexOf(folderOf(name));
      })
      .map((target) => `${name} imports ${target}`),
  );
  expect(up).toEqual([]);
});

test('services take definitions: the start alone reads the template', () => {
  const readers = inFolders.filter(({ imports }) =>
    imports.some((target) => folderOf(target) === 'template'),
  );
  const folders = new Set(readers.map(({ name }) => folderOf(name)));
  expect(folders).toEqual(new Set(['template', 'start']));
});

test('no files import each other in a circle', () => {
  const left = new Map(sources.map(({ name, imports }) => [name, imports]));
  for (let removed = true; removed;) {
    const free = [...left].filter(([, imports]) => !imports.some((target) => left.has(target)));
    for (const [name] of free) left.delete(name);
    removed = free.length > 0;
  }
  expect([...left.keys()]).toEqual([]);
});

test('the README shows the same floors', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const drawn = [...readme.matchAll(/^ +\w+\["([a-z ·]+)"\]$/gm)].map(([, row]) => row);
  expect(drawn).toEqual(FLOORS.map((floor) => floor.join(' · ')).reverse());
});
