import { createRequire } from 'node:module';
import { join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';
import type { Browser } from 'playwright-core';
import { chromium as playwright } from 'playwright-core';

/**
 * A browser out of the npm registry alone, with the libraries that a bare machine lacks. The caller
 * closes it.
 */
export async function openBrowser(): Promise<Browser> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  // The package itself unpacks its libraries (libnss3 and such) within Lambda only.
  const libraries = await inflate(join(entry, '../../bin/al2023.tar.br'));
  return playwright.launch({
    args: chromium.args,
    executablePath,
    env: { ...process.env, LD_LIBRARY_PATH: join(libraries, 'lib') },
  });
}
