import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

/** A file of this package. */
export interface Source {
  /** Its path from `src`, such as `clock/clock.ts`. */
  name: string;
  text: string;
  /** The files of `src` that it imports, types included. */
  imports: readonly string[];
}

/** Every file of `src`. */
export function readSources(): Source[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      return { name: path.relative(root, file), text, imports: importsOf(file, text) };
    });
}

function importsOf(file: string, text: string): string[] {
  const found = text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...found].map(([, target = '']) =>
    path.relative(root, path.resolve(path.dirname(file), target)),
  );
}
