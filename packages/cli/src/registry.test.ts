import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const registryPath = fileURLToPath(new URL('./registry.ts', import.meta.url));

/**
 * Runs the command line as a script would, against a registry where nothing listens unless told
 * otherwise.
 */
async function registry(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [registryPath, ...args], {
    env: { ...process.env, REGISTRY_URL: 'http://127.0.0.1:9', ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const code = await new Promise((closed) => child.once('close', closed));
  return { code, stdout, stderr };
}

describe('exit codes that scripts can trust', () => {
  test('0 and examples for help at each level', async () => {
    for (const command of [[], ['import'], ['contacts', 'import'], ['practice', 'register']]) {
      const { code, stdout } = await registry([...command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/Examples?[: ]/);
    }
  });

  test('2 for wrong usage, with what would be right', async () => {
    const nothing = await registry(['import']);
    expect(nothing).toMatchObject({ code: 2, stdout: '' });
    expect(nothing.stderr).toContain('Give --map or --practices');
    const wrongCode = await registry(['practice', 'show', 'surgery']);
    expect(wrongCode).toMatchObject({ code: 2, stdout: '' });
    expect(wrongCode.stderr).toContain('such as G82001');
  });

  test('2 for input that cannot be read, before anything is asked of the registry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'registry-'));
    const page = join(folder, 'map.csv');
    await writeFile(page, '<!DOCTYPE html><html><body>Not found</body></html>');
    const wrongFile = await registry(['import', '--map', page]);
    expect(wrongFile).toMatchObject({ code: 2, stdout: '' });
    expect(wrongFile.stderr).toMatch(/map\.csv is a web page/);
    const missing = await registry(['practice', 'register', 'Z00001', '--file', `${page}.none`]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('there is no such file');
    await rm(folder, { recursive: true });
  });

  test('3 where nothing listens, in a sentence and without a trace', async () => {
    const { code, stderr } = await registry(['exposure', '--product', 'emis-web']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^The registry at http:\/\/127\.0\.0\.1:9 cannot be reached: [^\n]+\n$/);
  });

  test('1 for a refusal, each wrong field with its path', async () => {
    const errors = [{ path: 'systems[0].product', message: 'should be emis-web' }];
    const problem = { type: 'about:blank', code: 'invalid', title: 'Wrong', status: 400, errors };
    const server = createServer((_request, response) => {
      response.writeHead(400).end(JSON.stringify(problem));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { code, stderr } = await registry(['practice', 'confirm', 'Z00001'], {
      REGISTRY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      REGISTRY_TOKEN: 'a-token',
    });
    server.close();
    expect(code).toBe(1);
    expect(stderr).toBe('Refused (400): Wrong\n  systems[0].product: should be emis-web\n');
  });
});
