import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  august,
  declareBeforeMergers,
  march,
  mergersOf2026,
  moveClock,
  placements,
} from '../set-up/mergers.ts';
import type { Declared } from '../set-up/mergers.ts';
import { publishedFiles } from '../set-up/published.ts';
import type { Ran, RunningRegister } from '../set-up/register.ts';
import { publishedData, startRegister } from '../set-up/register.ts';

/** What befalls writes of the second import, the worst first. */
const kinds = ['drop', 'fail', 'throttle', 'conflict', 'drop'] as const;

if (!publishedData) test.skip('skipped: no ../shared/data', () => undefined);
else
  describe('the mergers, with the import cut short', () => {
    const { after, moved, dissolved } = mergersOf2026();
    let register: RunningRegister;
    let declared: Declared[];
    let cutShort: Ran;

    const loaded = () =>
      register.cloud.logs().filter((line) => line.includes('"route":"PUT /icbs/{code}/directory"'))
        .length;

    beforeAll(async () => {
      register = await startRegister();
      moveClock(register, march);
      const february = ['import', '--practices', publishedFiles.practicesInFebruary];
      expect(await register.registry(...february)).toMatchObject({ code: 0 });
      declared = await declareBeforeMergers(register, moved);
      moveClock(register, '2026-08-20T09:00:00Z');
      const already = loaded();
      const running = register.registry(...august);
      // The new ICBs come last: by the thirty-first some have theirs, and others are at it.
      while (loaded() < already + 31) await setTimeout(5);
      await register.cloud.kill('load-directory');
      cutShort = await running;
    }, 180_000);
    afterAll(() => register.stop());

    test('it says which ICBs were not written, and dissolves none', async () => {
      expect(cutShort.code).toBe(1);
      expect(cutShort.stdout).toMatch(/^[A-Z0-9]{3,5} was not written\. /m);
      expect(cutShort.stdout).not.toContain('is no more');
      const { icbs } = await register.as({ role: 'national', org: 'X26' }).listIcbs();
      expect(icbs.filter((entry) => entry.dissolved)).toEqual([]);
    });

    test('meanwhile each practice that moves is in its old ICB or its new one, never in both or neither', async () => {
      const now = await placements(register);
      const ending = moved.filter(({ from }) => dissolved.includes(from));
      const astray = ending.filter(
        ({ odsCode, from, to }) => ![from, to].includes(now.get(odsCode) ?? ''),
      );
      expect(astray.length).toBe(0);
      expect(ending.some(({ odsCode, from }) => now.get(odsCode) === from)).toBe(true);
      expect(ending.some(({ odsCode, to }) => now.get(odsCode) === to)).toBe(true);
    });

    test('the same command again, over failing and dropped writes, brings all to where it should be', async () => {
      const now = await placements(register);
      const waiting = moved
        .filter(({ odsCode, from }) => now.get(odsCode) === from)
        .map(({ odsCode, from, to }) => ({ odsCode, place: `${to} ${from} ${odsCode}` }))
        .sort((a, b) => (a.place < b.place ? -1 : 1));
      // Each in another transaction, of 31 practices: what one loses, no other is to touch again.
      const struck = waiting.filter((_, index) => index % 40 === 0).slice(0, kinds.length);
      expect(struck.length).toBeGreaterThanOrEqual(3);
      for (const [index, { odsCode: touching }] of struck.entries()) {
        const writes = { service: 'dynamodb', operation: 'TransactWriteItems', touching };
        register.cloud.faults.next({ ...writes, kind: kinds[index]! });
      }
      const again = await register.registry(...august);
      expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('100%') });
      expect(register.cloud.faults.take('dynamodb', 'TransactWriteItems')).toBeUndefined();
      expect(await placements(register)).toEqual(after);
      const { icbs } = await register.as({ role: 'national', org: 'X26' }).listIcbs();
      const successors = icbs.flatMap(({ code, dissolved: end }) =>
        end ? [[code, end.successors] as const] : [],
      );
      expect(Object.fromEntries(successors)).toEqual(
        Object.fromEntries(
          dissolved.map((code) => [
            code,
            [...new Set(moved.filter(({ from }) => from === code).map(({ to }) => to))].sort(),
          ]),
        ),
      );
      for (const { odsCode, held } of declared) {
        const client = register.as({ role: 'practice', org: odsCode });
        const { practice } = await client.readPractice(odsCode);
        expect([practice.icb, practice.declared, practice.supplied, practice.confirmed]).toEqual([
          after.get(odsCode),
          held.declared,
          held.supplied,
          held.confirmed,
        ]);
      }
    });
  });
