import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AnyOperation } from '@registry/contract';
import { openApi, operations, ProblemCode, problems, whoMayCall } from '@registry/contract';
import * as z from 'zod';
import { ofType, synthesized } from '../infra/assembly.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
});
afterAll(() => register.stop());

test('GET /openapi.json is the description made from the schemas, for anyone', async () => {
  const answer = await register.request(undefined, 'GET', '/openapi.json');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(openApi('/api'))));
});

test('every route of the template is described once, and every description has its route', () => {
  const assembly = synthesized();
  const routes = ofType(assembly.service, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) =>
    z.object({ RouteKey: z.string() }).parse(Properties),
  );
  const described = Object.values(operations).map(({ route }) => route);
  expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([...described].sort());
  expect(Object.keys(whoMayCall).sort()).toEqual([...described].sort());
});

test('every call with a body shows one that its own schema takes', () => {
  const wrong = Object.entries(operations).flatMap(([name, { body, bodyExample }]) =>
    bodyExample === undefined || body.safeParse(bodyExample).success ? [] : [name],
  );
  expect(wrong).toEqual([]);
  const withBody = Object.values(openApi('/api').paths ?? {}).flatMap((path) =>
    Object.values(path as Record<string, { requestBody?: { content: object } }>),
  );
  for (const { requestBody } of withBody.filter((each) => each.requestBody !== undefined)) {
    expect(Object.values(requestBody!.content)).toEqual([
      expect.objectContaining({ example: expect.anything() }),
    ]);
  }
});

test('every answer that is shown is one that its schema gives', () => {
  const wrong = Object.entries<AnyOperation>(operations).flatMap(([name, { answers }]) =>
    Object.values(answers).flatMap(({ body, example }) =>
      example === undefined || body?.safeParse(example).success ? [] : [name],
    ),
  );
  expect(wrong).toEqual([]);
});

test('every code of a problem has a status and a title, and none is left out', () => {
  expect([...ProblemCode.options].sort()).toEqual(Object.keys(problems).sort());
});

test('a problem carries its code', async () => {
  const icb = { role: 'icb', org: 'Z01' } as const;
  const answer = await register.request(icb, 'GET', '/outages/01J35XW5F0000000000000000A');
  expect([answer.status, await answer.json()]).toEqual([
    404,
    expect.objectContaining({ code: 'not-found', status: 404 }),
  ]);
  const broken = await register.request(icb, 'POST', '/outages', { body: '{"products"' });
  expect(await broken.json()).toMatchObject({ code: 'not-json', status: 400 });
});
