import { get as askRaw } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { writeSmallAssembly } from '../template/small-assembly.fixture.ts';
import { FunctionFailed, startLocalCloud } from './local-cloud.ts';
import type { LocalCloud } from './local-cloud.ts';

const echo = 'export const handler = async (event) => event;';
const HOUR = 3_600_000;

let assembly: Awaited<ReturnType<typeof writeSmallAssembly>>;
let cloud: LocalCloud;

beforeAll(async () => {
  assembly = await writeSmallAssembly({
    echo: {
      code: echo,
      routes: ['GET /orders/{orderId}', 'POST /orders'],
      open: ['GET /health'],
    },
    environment: {
      code: 'export const handler = async (_, context) => ({ env: process.env, remaining: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn });',
    },
    now: {
      code: 'export const handler = async () => [new Date().toISOString(), Date.now(), new Date(0).toISOString()];',
    },
    sleeper: {
      code: 'export const handler = () => new Promise(() => setInterval(() => {}, 1000));',
      open: ['GET /sleep'],
      timeoutSeconds: 1,
    },
    quitter: {
      code: 'export const handler = async (event) => { if (event.quit) process.exit(3); return "alive"; };',
    },
    thrower: {
      code: 'export const handler = async () => { throw new RangeError("too far"); };',
      open: ['GET /throw'],
    },
    large: { code: 'export const handler = async ({ size }) => "x".repeat(size);' },
    talker: { code: 'export const handler = async () => { console.log("said aloud"); };' },
    forgotten: { code: echo, open: ['GET /forgotten'], permitted: false },
  });
  cloud = await startLocalCloud({ assembly: assembly.folder, port: 0, dataDir: undefined });
});

afterAll(async () => {
  await cloud.stop();
  await assembly.remove();
});

async function get(route: string, token?: string): Promise<{ status: number; body: unknown }> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${cloud.url}/api${route}`, { headers });
  return { status: response.status, body: await response.json() };
}

test('whoever calls it by another name is turned away', async () => {
  const { port } = new URL(cloud.url);
  const ask = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      askRaw({ port, host: '127.0.0.1', path: '/api/health', headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).once('error', reject);
    });
  expect(await ask(`localhost:${port}`)).toBe(200);
  expect(await ask(`127.0.0.1:${port}`)).toBe(200);
  expect(await ask(`elsewhere.example:${port}`)).toBe(421);
  expect(await ask('localhost')).toBe(421);
});

describe('the API', () => {
  test('a function gets the event of payload format 2.0, with the claims of its caller as text', async () => {
    const token = await cloud.token({ role: 'buyer', org: 'north' });
    const { status, body } = await get('/orders/1?product=a&product=b', token);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: '2.0',
      routeKey: 'GET /orders/{orderId}',
      rawPath: '/api/orders/1',
      rawQueryString: 'product=a&product=b',
      queryStringParameters: { product: 'a,b' },
      pathParameters: { orderId: '1' },
      requestContext: {
        stage: 'api',
        http: { method: 'GET' },
        authorizer: {
          jwt: {
            claims: { role: 'buyer', org: 'north', exp: expect.stringMatching(/^\d+$/) },
            scopes: null,
          },
        },
      },
      isBase64Encoded: false,
    });
  });

  test('no token, a broken one and one of another issuer are 401 as the gateway writes it', async () => {
    const unauthorized = { status: 401, body: { message: 'Unauthorized' } };
    const other = await startLocalCloud({ assembly: assembly.folder, port: 0, dataDir: undefined });
    const foreign = await other.token({ role: 'buyer', org: 'north' });
    await other.stop();
    expect(await get('/orders/1')).toEqual(unauthorized);
    expect(await get('/orders/1', 'nonsense')).toEqual(unauthorized);
    expect(await get('/orders/1', foreign)).toEqual(unauthorized);
  });

  test('a path that no route has is 404, and one under another method too', async () => {
    const notFound = { status: 404, body: { message: 'Not Found' } };
    expect(await get('/nowhere')).toEqual(notFound);
    expect(await get('/orders')).toEqual(notFound);
  });

  test('a body over 10 MB is 413', async () => {
    const token = await cloud.token({ role: 'buyer', org: 'north' });
    const response = await fetch(`${cloud.url}/api/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: 'x'.repeat(10 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: 'Request Entity Too Large' });
  });

  test('a function that throws or takes too long is 500, and the next request is answered', async () => {
    const failed = { status: 500, body: { message: 'Internal Server Error' } };
    expect(await get('/throw')).toEqual(failed);
    expect(await get('/sleep')).toEqual(failed);
    expect((await get('/health')).status).toBe(200);
  });

  test('without a permission for the gateway the function is not reached, and the refusal says so', async () => {
    expect((await get('/forgotten')).status).toBe(500);
    expect(cloud.refusals.at(-1)).toMatchObject({
      caller: 'apigateway.amazonaws.com',
      action: 'lambda:InvokeFunction',
      context: { 'aws:SourceArn': expect.stringMatching(/\/api\/GET\/forgotten$/) },
    });
  });
});

describe('functions', () => {
  const Environment = z.object({
    env: z.record(z.string(), z.string()),
    remaining: z.number(),
    arn: z.string(),
  });

  test('see the template’s variables, Lambda’s and nothing of this process', async () => {
    const { env, remaining, arn } = Environment.parse(await cloud.invoke('environment', {}));
    expect(env.POINTERS_TABLE).toBe('shop-data-Pointers');
    expect(env.AWS_REGION).toBe('eu-west-2');
    expect(env.AWS_ENDPOINT_URL_DYNAMODB).toMatch(/^http:/);
    expect(env.PATH).toBeUndefined();
    expect(remaining).toBeLessThanOrEqual(5000);
    expect(arn).toBe('arn:aws:lambda:eu-west-2:000000000000:function:shop-service-environment');
  });

  test('a crash is contained: that invocation fails as on Lambda, the next one runs', async () => {
    const failing = cloud.invoke('quitter', { quit: true });
    await expect(failing).rejects.toThrow('Runtime.ExitError');
    expect(await cloud.invoke('quitter', {})).toBe('alive');
  });

  test('errors keep their type and message', async () => {
    const failing = cloud.invoke('thrower', {});
    await expect(failing).rejects.toThrow(FunctionFailed);
    await expect(failing).rejects.toMatchObject({
      error: { errorType: 'RangeError', errorMessage: 'too far' },
    });
  });

  test('the time limit of the template holds', async () => {
    await expect(cloud.invoke('sleeper', {})).rejects.toThrow('timed out after 1.00 seconds');
  });

  test('kill ends an invocation under way', async () => {
    const running = cloud.invoke('sleeper', {});
    const ended = expect(running).rejects.toThrow('Runtime.ExitError');
    await cloud.kill('sleeper');
    await ended;
  });

  test('an answer over 6 MB is an error', async () => {
    await expect(cloud.invoke('large', { size: 6 * 1024 * 1024 + 1000 })).rejects.toThrow(
      'Function.ResponseSizeTooLarge',
    );
  });

  test('what they write is kept after their name', async () => {
    await cloud.invoke('talker', {});
    expect(cloud.logs()).toContain('talker said aloud');
  });
});

describe('the clock', () => {
  test('moves for functions already running, and renews their credentials', async () => {
    const before = cloud.clock.now();
    await cloud.invoke('now', {});
    await cloud.invoke('environment', {});
    const Env = z.object({ env: z.object({ AWS_ACCESS_KEY_ID: z.string() }) });
    const first = Env.parse(await cloud.invoke('environment', {}));
    expect(Env.parse(await cloud.invoke('environment', {}))).toEqual(first);
    cloud.clock.advance(48 * HOUR);
    const answer = await cloud.invoke('now', {});
    const [iso, now, epoch] = z.tuple([z.iso.datetime(), z.number(), z.string()]).parse(answer);
    expect(now - before).toBeGreaterThanOrEqual(48 * HOUR);
    expect(now - before).toBeLessThan(49 * HOUR);
    expect(Math.abs(Date.parse(iso) - now)).toBeLessThan(1000);
    expect(epoch).toBe('1970-01-01T00:00:00.000Z');
    const later = Env.parse(await cloud.invoke('environment', {}));
    expect(later.env.AWS_ACCESS_KEY_ID).not.toBe(first.env.AWS_ACCESS_KEY_ID);
  });

  test('ends tokens after an hour', async () => {
    const token = await cloud.token({ role: 'seller', org: 'north' });
    cloud.clock.advance(HOUR - 60_000);
    expect((await get('/orders/1', token)).status).toBe(200);
    cloud.clock.advance(120_000);
    expect((await get('/orders/1', token)).status).toBe(401);
  });
});

describe('the identity provider', () => {
  async function ask(fields: Record<string, string>): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${cloud.url}/identity/token`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: await response.json() };
  }

  test('gives a machine its scope under the resource server’s name, and the role of its trigger', async () => {
    const { body } = await ask({ role: 'operator', org: 'HQ', scope: 'orders:write' });
    const { access_token } = z.object({ access_token: z.string() }).parse(body);
    const event = await get('/orders/1', access_token);
    expect(event.body).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: { claims: { role: 'operator', org: 'HQ', scope: 'shop/orders:write' } },
        },
      },
    });
  });

  test('refuses what the pool would not give, in a sentence', async () => {
    const refusal = (sentence: RegExp) => ({
      status: 400,
      body: { error: 'invalid_request', error_description: expect.stringMatching(sentence) },
    });
    expect(await ask({ role: 'king', org: 'north' })).toEqual(refusal(/does not give role king/));
    expect(await ask({ role: 'buyer' })).toEqual(refusal(/org must be given/));
    expect(await ask({ role: 'buyer', org: 'north', scope: 'orders:write' })).toEqual(
      refusal(/does not give role buyer/),
    );
    expect(await ask({ role: 'operator', org: 'HQ', scope: 'everything' })).toEqual(
      refusal(/shop\/orders:write/),
    );
  });
});

describe('starting', () => {
  test('a token outlives a restart at the same address', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'data-'));
    const first = await startLocalCloud({ assembly: assembly.folder, port: 0, dataDir });
    const token = await first.token({ role: 'buyer', org: 'north' });
    await first.stop();
    const port = Number(new URL(first.url).port);
    const second = await startLocalCloud({ assembly: assembly.folder, port, dataDir });
    const response = await fetch(`${second.url}/api/orders/1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await second.invoke('talker', {});
    await second.stop();
    const log = await readFile(path.join(dataDir, 'functions.log'), 'utf8');
    await rm(dataDir, { recursive: true });
    expect(response.status).toBe(200);
    expect(log).toContain('talker said aloud\n');
  });

  test('a port in use is one clear sentence', async () => {
    const port = Number(new URL(cloud.url).port);
    const starting = startLocalCloud({ assembly: assembly.folder, port, dataDir: undefined });
    await expect(starting).rejects.toThrow(`Port ${port} is in use by another program`);
  });

  test('another bundle can run under a function’s role', async () => {
    const { folder, remove } = await writeSmallAssembly({
      echo: { code: 'export const handler = async () => "replaced";' },
    });
    const replaceCode = { echo: path.join(folder, 'asset.echo') };
    const options = { assembly: assembly.folder, port: 0, dataDir: undefined };
    const other = await startLocalCloud({ ...options, replaceCode });
    const answer = await other.invoke('echo', {});
    await other.stop();
    await remove();
    expect(answer).toBe('replaced');
    await expect(startLocalCloud({ ...options, replaceCode: { gone: folder } })).rejects.toThrow(
      'No function of the template is called "gone"',
    );
  });
});
