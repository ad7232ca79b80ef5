import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');

/** Each source file, and the files that it imports by their path; packages are not followed. */
const imports = new Map(
  globSync(['packages/*/src/**/*.ts', 'functions/**/*.ts', 'infra/src/**/*.ts'], { cwd: root })
    .filter((file) => !/node_modules|\.(?:test|fixture)\.ts$/.test(file))
    .map((file) => [file, importedBy(file)] as const),
);

function importedBy(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, path = '']) =>
    relative(root, resolve(root, dirname(file), path)),
  );
}

/** Everything from which somebody can come back to where they began, each place once. */
function circles(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (arrows.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return [...arrows.keys()].filter((each) => reaches(each, each, new Set())).sort();
}

test('no file imports itself by way of others', () => {
  expect(imports.size).toBeGreaterThan(250);
  expect(circles(imports)).toEqual([]);
});

test('no room of a package imports itself by way of others', () => {
  const roomOf = (file: string): string =>
    /^(?:packages\/[^/]+\/src\/|functions\/)[^/]+(?=\/)/.exec(file)?.[0] ?? file;
  const rooms = new Map<string, string[]>();
  for (const [file, others] of imports) {
    const room = roomOf(file);
    const elsewhere = others.map(roomOf).filter((each) => each !== room);
    rooms.set(room, [...(rooms.get(room) ?? []), ...elsewhere]);
  }
  expect(circles(rooms)).toEqual([]);
});

test('functions stand alone: none imports another’s files', () => {
  const folderOf = (file: string): string => file.split('/').slice(0, 3).join('/');
  const strays = [...imports].flatMap(([file, others]) =>
    file.startsWith('functions/')
      ? others.filter((other) => folderOf(other) !== folderOf(file))
      : [],
  );
  expect(strays).toEqual([]);
});
