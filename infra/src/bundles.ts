import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { build } from 'esbuild';

/** The bundled functions, in a temporary folder until the CDK has copied them into its assembly. */
export interface Bundles {
  /** Path of the folder that holds one function's `index.mjs`. Throws for one that no room has. */
  folderOf(functionName: string): string;
  /** Where its source is, below `functions/`: `outage/declare-outage`. */
  sourceOf(functionName: string): string;
  /** Deletes the temporary folder. Call it after synthesis. */
  remove(): void;
}

/**
 * Node's own modules are required, not imported: importing one reads each of its exports at once,
 * and those of `node:http` alone load an HTTP client that no function uses, at every cold start.
 */
const requiredBuiltins: Plugin = {
  name: 'required-builtins',
  setup(bundling) {
    bundling.onResolve(
      { filter: /^(node:)?(http|https|process|crypto|stream)$/ },
      ({ path, kind }) =>
        kind === 'import-statement' ? { path, namespace: 'builtin' } : undefined,
    );
    bundling.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/**
 * Bundles every `<room>/<function>/handler.ts` of `functionsFolder` into an `index.mjs` of its own,
 * in one call of esbuild. The same sources give the same bytes wherever they are built, so an
 * unchanged function is not deployed again.
 */
export async function bundleFunctions(functionsFolder: string): Promise<Bundles> {
  const folders = globSync('*/*/handler.ts', { cwd: functionsFolder }).map(dirname).sort();
  const out = mkdtempSync(join(tmpdir(), 'registry-bundles-'));
  await build({
    entryPoints: folders.map((folder) => ({
      in: join(functionsFolder, folder, 'handler.ts'),
      out: join(basename(folder), 'index'),
    })),
    outdir: out,
    absWorkingDir: functionsFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // ES modules first: without it the AWS SDK arrives as CommonJS, whole.
    mainFields: ['module', 'main'],
    banner: {
      // Bundled CommonJS calls `require`; the name is long because a bundled module may import
      // `createRequire` too.
      js: "import{createRequire as createRequireOfThisBundle}from'node:module';const require=createRequireOfThisBundle(import.meta.url);",
    },
    plugins: [requiredBuiltins],
    logLevel: 'warning',
  });
  const sourceOf = (functionName: string): string => {
    const folder = folders.find((each) => basename(each) === functionName);
    if (folder !== undefined) return folder;
    throw new Error(`functions/*/${functionName}/handler.ts should exist: the stacks deploy it`);
  };
  return {
    sourceOf,
    folderOf: (functionName) => join(out, basename(sourceOf(functionName))),
    remove: () => {
      rmSync(out, { recursive: true, force: true });
    },
  };
}
