import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { limits, Problem } from '@registry/contract';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { declare } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const icb = (org: string) => ({ role: 'icb', org }) as const;
/** Three on EMIS Web, whom no message reaches, and one on SystmOne. */
const [one, two, three, unhit] = inventedCodes(4) as [string, string, string, string];

let register: RunningRegister;
let id: string;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z10', [
    ...[one, two, three].map((odsCode) => ({ odsCode, telephone: '01632 960001' })),
    { odsCode: unhit, clinicalSystem: 'systmone' },
  ]);
  id = await declare(register, 'Z10');
});
afterAll(() => register.stop());

test('what is heard by telephone counts as heard, once, and is shown with who heard it', async () => {
  const desk = register.as(icb('Z10'));
  const said = { saidBy: 'Ash Fictional, GP', heardBy: 'Kim, desk', down: 'down' } as const;
  const hear = (key: string, more: object = {}) =>
    desk.hearByTelephone(id, three, { ...said, ...more }, { idempotencyKey: key });
  await hear('rung');
  const needs = { needs: 'Osprey forms', status: 'coping' } as const;
  expect(await hear('rung again', needs)).toMatchObject({
    down: 'down',
    status: 'coping',
    answeredBy: 'Ash Fictional, GP',
    heardBy: 'Kim, desk',
    alert: 'unreachable',
    chase: { state: 'help', numbers: ['01632 960001'] },
  });
  const again = await hear('rung again', needs);
  expect(again).toMatchObject({ down: 'down' });
  const { counts } = await desk.board(id);
  expect(counts).toMatchObject({ confirmedDown: 1, notHeard: 2, unreachable: 3 });
  await expect(hear('rung', { down: 'back' })).rejects.toMatchObject({ code: 'key-reused' });
  expect(await hear('and back', { down: 'back', at: new Date().toISOString() })).toMatchObject({
    down: 'back',
    chase: { state: 'none' },
  });
});

test('only of a practice on the board, only by its own ICB, and only so often', async () => {
  const said = { saidBy: 'Ash Fictional, GP', heardBy: 'Kim, desk', down: 'working' };
  const asked = (by: string, odsCode: string, body: object = said) =>
    register.request(
      by === 'X26' ? { role: 'national', org: by } : icb(by),
      'POST',
      path(odsCode),
      {
        body,
      },
    );
  const path = (odsCode: string) => `/outages/${id}/practices/${odsCode}/answer`;
  const statuses = await Promise.all([
    asked('Z10', unhit),
    asked('Z11', three),
    asked('X26', three),
    asked('Z10', three, { ...said, at: '2019-07-19T08:00:00Z' }),
    asked('Z10', three, { ...said, saidBy: '' }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 403, 400, 400]);
  for (let heard = 3; heard < limits.answersByTelephone; heard += 1)
    expect((await asked('Z10', three)).status).toBe(201);
  const full = await asked('Z10', three);
  expect([full.status, Problem.parse(await full.json()).code]).toEqual([409, 'too-many-answers']);
  expect(register.cloud.refusals).toEqual([]);
});

test('no log has who said it, or what', () => {
  expect(register.cloud.logs().join('\n')).not.toMatch(/osprey|Fictional, GP|Kim/i);
});
