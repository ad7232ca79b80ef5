import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PracticeView } from '@registry/domain';
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

const national = { role: 'national', org: 'X26' } as const;
const icb = (org: string) => ({ role: 'icb', org }) as const;
const practice = (org: string) => ({ role: 'practice', org }) as const;

if (!publishedData) test.skip('skipped: no ../shared/data', () => undefined);
else
  describe('the mergers of 1 April 2026', () => {
    const { before, after, moved, closed, dissolved, split } = mergersOf2026();
    const february = ['import', '--practices', publishedFiles.practicesInFebruary];
    let register: RunningRegister;
    let first: Ran;
    let declared: Declared[];
    let merged: Ran;
    /** All that the import said, its lists whole. */
    let report: string;

    beforeAll(async () => {
      register = await startRegister();
      moveClock(register, march);
      first = await register.registry(...february);
      declared = await declareBeforeMergers(register, moved);
      moveClock(register, '2026-08-20T09:00:00Z');
      const folder = mkdtempSync(path.join(tmpdir(), 'mergers-'));
      const file = path.join(folder, 'report.txt');
      merged = await register.registry(...august, '--report', file);
      report = readFileSync(file, 'utf8');
      rmSync(folder, { recursive: true });
    }, 180_000);
    afterAll(() => register.stop());

    const recordsOf = async (code: string) => {
      const records = new Map<string, PracticeView>();
      for await (const record of register.as(icb(code)).listPractices())
        records.set(record.odsCode, record);
      return records;
    };

    test('the files tell a story worth testing: 42 ICBs, 12 of them dissolved, three by splitting', () => {
      expect(new Set(before.values()).size).toBe(42);
      expect(new Set(after.values()).size).toBe(36);
      expect(dissolved.length).toBe(12);
      expect(split).toEqual(['QJG', 'QM7', 'QNQ']);
      expect(moved.length).toBeGreaterThan(1600);
      expect(first).toMatchObject({ code: 0 });
      expect(first.stdout).toContain('6,208 practices in 42 ICBs');
      const sources = new Set(declared.map(({ from }) => from));
      expect(dissolved.filter((code) => !sources.has(code))).toEqual([]);
    });

    test('the import says who moved from where to where, who left, and which ICBs are no more', () => {
      expect(merged).toMatchObject({ code: 0 });
      const moves = Map.groupBy(moved, ({ from, to }) => `  ${from} → ${to}: `);
      const told = report.split('\n').filter((line) => line.includes(' → '));
      expect(told.sort()).toEqual([...moves].map(([way, all]) => `${way}${all.length}`).sort());
      expect(merged.stdout.match(/ → /g)).toHaveLength(10);
      expect(merged.stdout).toContain(`… and ${told.length - 10} more`);
      expect(merged.stdout).toContain(
        `Moved: ${moved.length.toLocaleString('en-GB')} practices, with everything declared`,
      );
      const appeared = [...after.keys()].filter((odsCode) => !before.has(odsCode));
      expect(merged.stdout).toContain(`Written: ${appeared.length} created, `);
      const gone = [...report.matchAll(/^Left .*\((.*)\)$/gm)].flatMap(([, codes]) =>
        codes!.split(', '),
      );
      expect(gone.sort()).toEqual(closed);
      const ended = [...report.matchAll(/^(?:.*\()?([A-Z0-9]{3,5})\)? is no more/gm)];
      expect(ended.map(([, code]) => code).sort()).toEqual(dissolved);
      expect(register.cloud.refusals).toEqual([]);
    });

    test('nothing is lost: those before, but for the closed, and those that opened are each in the ICB that the files name', async () => {
      expect(await placements(register)).toEqual(after);
    });

    test('dissolved ICBs name their successors, and are in no answer about England', async () => {
      const { icbs } = await register.as(national).listIcbs();
      const ended = icbs.flatMap(({ code, dissolved: end }) => (end ? [[code, end] as const] : []));
      expect(Object.fromEntries(ended)).toEqual(
        Object.fromEntries(
          dissolved.map((code) => [
            code,
            {
              asAt: '2026-08-01',
              successors: [
                ...new Set(moved.filter(({ from }) => from === code).map(({ to }) => to)),
              ].sort(),
            },
          ]),
        ),
      );
      const summary = await register.as(national).exposureSummary({ products: ['emis-web'] });
      expect(summary.icbs).toEqual([...new Set(after.values())].sort());
      const path = `/exposure/summary?product=emis-web&icb=${dissolved[0]!}`;
      expect((await register.request(national, 'GET', path)).status).toBe(404);
    });

    test('every practice that moved is with its new ICB, with everything that it and its old ICB had said', async () => {
      const records = new Map<string, PracticeView>();
      for (const code of new Set(moved.map(({ to }) => to)))
        for (const [odsCode, record] of await recordsOf(code)) records.set(odsCode, record);
      const misplaced = moved.filter(({ odsCode, to }) => records.get(odsCode)?.icb !== to);
      expect(misplaced).toEqual([]);
      for (const { odsCode, held } of declared) {
        const record = records.get(odsCode)!;
        expect({ ...record, directory: {}, systems: [] }).toEqual({
          ...held,
          icb: after.get(odsCode),
          directory: {},
          systems: [],
          version: expect.any(Number),
        });
        expect(record.version).toBeGreaterThan(held.version);
        expect(record.directory.provenance['name']).toEqual({
          dataset: 'gp-practice-map',
          asAt: '2026-08-01',
        });
      }
    });

    test('a practice finds itself straight after, under its own token, wherever it went', async () => {
      const some = new Set([
        ...declared.map(({ odsCode }) => odsCode),
        ...moved.filter((_, index) => index % 25 === 0).map(({ odsCode }) => odsCode),
      ]);
      for (const odsCode of some) {
        const { practice: own } = await register.as(practice(odsCode)).readPractice(odsCode);
        expect([own.odsCode, own.icb]).toEqual([odsCode, after.get(odsCode)]);
      }
      expect(some.size).toBeGreaterThan(80);
    });

    test('the old ICB sees nothing of those that moved: not the record, the list, nor an exposure', async () => {
      const left = Map.groupBy(moved, ({ from }) => from);
      for (const [code, movers] of left) {
        const gone = new Set(movers.map(({ odsCode }) => odsCode));
        const listed = await recordsOf(code);
        const page = await register
          .as(icb(code))
          .exposurePage({ products: ['emis-web'], limit: 2000 });
        const seen = [...listed.keys(), ...page.practices.map(({ odsCode }) => odsCode)];
        expect(seen.filter((odsCode) => gone.has(odsCode))).toEqual([]);
        if (dissolved.includes(code)) expect([seen, page.totals.practices]).toEqual([[], 0]);
        const { odsCode } = movers[0]!;
        const record = await register.request(icb(code), 'GET', `/practices/${odsCode}`);
        expect(record.status).toBe(404);
        const put = { body: { systems: [], contacts: [] } };
        const write = await register.request(icb(code), 'PUT', `/practices/${odsCode}`, put);
        expect(write.status).toBe(404);
      }
    });

    test('a practice that closed is on no list, and its record is kept', async () => {
      for (const odsCode of closed) {
        const { practice: kept } = await register.as(practice(odsCode)).readPractice(odsCode);
        expect([kept.icb, kept.leftDirectory]).toEqual([before.get(odsCode), '2026-08-20']);
      }
    });

    test('where the August map contradicts what a practice said in March, both are kept, until it says again', async () => {
      const doubtful = declared.find((each) => each.contradicted && each.product === 'systmone');
      const { odsCode } = doubtful!;
      const told = /contradicts what (.*) declared; .*: (.*)$/m.exec(report);
      const expected = declared.filter(({ contradicted }) => contradicted);
      expect(told?.[1]).toBe(`${expected.length} practices`);
      expect(told?.[2]?.split(', ').sort()).toEqual(expected.map((each) => each.odsCode).sort());
      const stateOf = async () => {
        const { practices } = await register
          .as(icb(after.get(odsCode)!))
          .exposurePage({ products: ['emis-web'], limit: 2000 });
        return practices.find((each) => each.odsCode === odsCode)!;
      };
      expect(await stateOf()).toMatchObject({
        state: 'unknown',
        unknownRoles: expect.arrayContaining([
          {
            role: 'clinical-system',
            reason: 'contradictory',
            products: ['emis-web', 'systmone'],
          },
        ]),
      });
      const client = register.as(practice(odsCode));
      const systemsOf = ({ systems }: PracticeView) =>
        systems
          .filter(({ role }) => role === 'clinical-system')
          .map((each) => [each.product, each.provenance, each.contradictory]);
      expect(systemsOf((await client.readPractice(odsCode)).practice)).toEqual([
        ['emis-web', 'published', true],
        ['systmone', 'declared', true],
      ]);
      const { practice: settled } = await client.confirmPractice(odsCode, {
        idempotencyKey: `settle-${odsCode}`,
      });
      expect(systemsOf(settled)).toEqual([['systmone', 'declared', false]]);
      expect(await stateOf()).toMatchObject({ state: 'not-hit' });
    });

    test('a practice whose word the map bears out stays known, its confirmation with it', async () => {
      const agreed = declared.filter(
        ({ supplier, product }) => supplier === 'EMIS' && product === 'emis-web',
      );
      expect(agreed.length).toBeGreaterThan(5);
      for (const { odsCode, to } of agreed) {
        const { practices } = await register
          .as(icb(to))
          .exposurePage({ products: ['emis-web'], state: 'hit', limit: 2000 });
        const found = practices.find((each) => each.odsCode === odsCode);
        expect(found?.basis).toContainEqual({
          role: 'clinical-system',
          products: ['emis-web'],
          provenance: 'declared',
        });
        expect(found?.reachable).toEqual(['sms', 'email']);
      }
    });

    test('the February file after the August ones is refused once, before anything is written', async () => {
      const state = async () => [
        ...(await placements(register)),
        ...(await register.as(national).listIcbs()).icbs,
        ...(await recordsOf('S0E4D')).values(),
        ...(await Promise.all(
          closed.map(async (odsCode) => register.as(practice(odsCode)).readPractice(odsCode)),
        )),
      ];
      expect(closed.filter((odsCode) => dissolved.includes(before.get(odsCode)!))).not.toEqual([]);
      const held = await state();
      const written = register.cloud.logs().length;
      const older = await register.registry(...february);
      expect(older).toMatchObject({ code: 2, stdout: '' });
      expect(older.stderr).toContain(
        'epraccur_2026-02.csv is as at 1 February 2026, and the register holds the ODS practices (epraccur) as at 1 June 2026',
      );
      const loads = register.cloud
        .logs()
        .slice(written)
        .filter((line) => /"route":"PUT /.test(line));
      expect(loads).toEqual([]);
      expect(await state()).toEqual(held);
    });
  });
