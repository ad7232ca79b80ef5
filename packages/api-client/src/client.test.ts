import { afterEach, describe, expect, test } from '@jest/globals';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiClient } from './client.ts';
import { ApiProblem, UnexpectedAnswer, Unreachable } from './failures.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/**
 * A registry that answers each request in turn as the list says, the last one for ever; and what it
 * was asked.
 */
async function registryAnswering(
  ...answers: ((response: ServerResponse, request: IncomingMessage) => void)[]
) {
  const asked: { method: string; url: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
    });
    request.resume();
    answer?.(response, request);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const waits: number[] = [];
  const client = createApiClient({
    url,
    token: () => Promise.resolve('a-token'),
    wait: (milliseconds) => Promise.resolve(waits.push(milliseconds)),
  });
  return { client, asked, waits, url, server };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
const breakOff = (response: ServerResponse) => response.destroy();

const practice = {
  odsCode: 'Z00001',
  icb: 'Z01',
  version: 3,
  directory: { name: 'Invented Surgery', provenance: {} },
  systems: [],
  contacts: [],
  continuity: {},
};

describe('asking', () => {
  test('carries the token and repeats the product, under /api', async () => {
    const { client, asked } = await registryAnswering(json(400, { message: 'stop here' }));
    const query = { products: ['emis-web', 'systmone'], icb: 'QKS', state: 'hit' } as const;
    await client.exposurePage(query).catch(() => undefined);
    expect(asked[0]?.url).toBe('/api/exposure?product=emis-web&product=systmone&icb=QKS&state=hit');
    expect(asked[0]?.headers.authorization).toBe('Bearer a-token');
  });

  test('reads every page of records', async () => {
    const { client, asked } = await registryAnswering(
      json(200, { practices: [practice], cursor: 'next page' }),
      json(200, { practices: [{ ...practice, odsCode: 'Z00002' }] }),
    );
    const codes: string[] = [];
    for await (const { odsCode } of client.listPractices()) codes.push(odsCode);
    expect(codes).toEqual(['Z00001', 'Z00002']);
    expect(asked[1]?.url).toBe('/api/practices?cursor=next+page');
  });

  test('reads every page of a CSV as one, with one heading, where Link says it goes on', async () => {
    const page =
      (text: string, headers: Record<string, string> = {}) =>
      (response: ServerResponse) =>
        response
          .writeHead(200, { 'content-type': 'text/csv; charset=utf-8', ...headers })
          .end(text);
    const { client, asked } = await registryAnswering(
      page('\uFEFFcode,name\r\nZ00001,"Café, east"\r\n', { link: '<?cursor=a%2Bb>; rel="next"' }),
      page('\uFEFFcode,name\r\nZ00002,West\r\n'),
    );
    const query = { products: ['emis-web:degraded'], pcn: ['U1', 'U2'] };
    const pages: Uint8Array[] = [];
    for await (const each of client.exposureCsv(query)) pages.push(each);
    expect(Buffer.concat(pages).toString('utf8')).toBe(
      '\uFEFFcode,name\r\nZ00001,"Café, east"\r\nZ00002,West\r\n',
    );
    const first = '/api/exposure?format=csv&product=emis-web%3Adegraded&limit=2000&pcn=U1&pcn=U2';
    expect(asked.map(({ url }) => url)).toEqual([first, `${first}&cursor=a%2Bb`]);
  });

  test('gives the ETag to send back', async () => {
    const { client, asked } = await registryAnswering(json(200, practice, { etag: '"3"' }));
    const { etag } = await client.readPractice('Z00001');
    await client.registerPractice('Z00001', {}, { ifMatch: etag });
    expect(asked[1]).toMatchObject({ method: 'PUT', headers: { 'if-match': '"3"' } });
  });
});

describe('outages', () => {
  const note = { kind: 'action', at: '2026-08-01T08:40:00.000Z', by: 'Z01', text: 'Done.' };

  test('a lost answer is asked for again under the same key', async () => {
    const { client, asked } = await registryAnswering(breakOff, json(201, note));
    const said = await client.addAction('01J', { text: 'Done.' }, { idempotencyKey: 'key-1' });
    expect(said.text).toBe('Done.');
    expect(asked.map(({ url, headers }) => [url, headers['idempotency-key']])).toEqual([
      ['/api/outages/01J/actions', 'key-1'],
      ['/api/outages/01J/actions', 'key-1'],
    ]);
  });

  test('a profile that must match a version is never put twice', async () => {
    const { client, asked } = await registryAnswering(breakOff);
    const putting = client.putProfile('Z01', {}, { ifMatch: '"1"' });
    await expect(putting).rejects.toBeInstanceOf(Unreachable);
    expect(asked).toHaveLength(1);
  });
});

describe('trying again', () => {
  test('when too busy, not before Retry-After', async () => {
    const { client, waits } = await registryAnswering(
      json(429, { message: 'Too Many Requests' }),
      json(503, {}, { 'retry-after': '7' }),
      json(200, { icbs: [] }),
    );
    await expect(client.listIcbs()).resolves.toEqual({ icbs: [] });
    expect(waits).toEqual([200, 7000]);
  });

  test('gives up after five attempts with the reason', async () => {
    const { client, asked } = await registryAnswering(
      json(503, { message: 'Service Unavailable' }),
    );
    await expect(client.listIcbs()).rejects.toMatchObject({ status: 503 });
    expect(asked).toHaveLength(5);
  });

  test('when the connection breaks off, but never a write that must match a version', async () => {
    const { client, asked } = await registryAnswering(
      breakOff,
      json(200, practice, { etag: '"3"' }),
      breakOff,
    );
    await client.readPractice('Z00001');
    await expect(client.registerPractice('Z00001', {}, { ifMatch: '"3"' })).rejects.toBeInstanceOf(
      Unreachable,
    );
    expect(asked).toHaveLength(3);
  });
});

describe('refusals', () => {
  test('ours come with each wrong field', async () => {
    const errors = [{ path: 'systems[0].product', message: 'should be emis-web' }];
    const problem = {
      type: 'about:blank',
      code: 'invalid',
      title: 'Wrong',
      status: 400,
      detail: 'Look.',
      errors,
    };
    const { client } = await registryAnswering(json(400, problem));
    const refusal = await client.registerPractice('Z00001', {}).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiProblem);
    expect((refusal as ApiProblem).problem.errors).toEqual(errors);
    expect((refusal as ApiProblem).message).toBe('Look.');
  });

  test('the gateway’s own bare message says what it means', async () => {
    const { client } = await registryAnswering(json(401, { message: 'Unauthorized' }));
    await expect(client.listIcbs()).rejects.toThrow('Unauthorized: the token is missing, expired');
  });

  test('an answer of another program is told apart from a registry’s', async () => {
    const { client } = await registryAnswering((response) => response.end('<html>'));
    await expect(client.listIcbs()).rejects.toBeInstanceOf(UnexpectedAnswer);
  });

  test('where nothing listens, the sentence says so at once', async () => {
    const { client, server, url, waits } = await registryAnswering(json(200, {}));
    await new Promise((closed) => server.close(closed));
    await expect(client.listIcbs()).rejects.toThrow(`${url} cannot be reached: nothing listens`);
    expect(waits).toEqual([]);
  });
});
