import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { practicesIn, publishedFiles } from '../set-up/published.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { publishedData, startRegister } from '../set-up/register.ts';

const national = { role: 'national', org: 'X26' } as const;

/** What goes wrong with a file, how it is given, and what people are told. */
interface Broken {
  what: string;
  flag: '--map' | '--list-sizes' | '--practices' | '--online-consultation';
  from: string;
  /** Name of the broken file; the published one's when left out. */
  name?: string;
  breakIt: (whole: Buffer) => string | Uint8Array;
  told: RegExp;
}

/** Everything up to a share of the lines, and with `more`, so many characters of the next. */
function cut(whole: Buffer, share: number, more = 0): string {
  const lines = whole.toString('utf8').split('\n');
  const kept = Math.floor(lines.length * share);
  return `${lines.slice(0, kept).join('\n')}\n${lines[kept]!.slice(0, more)}`;
}

const { map, listSizes, practices, onlineConsultation } = publishedFiles;
const brokenFiles: Broken[] = [
  {
    what: 'cut off in the middle of a line',
    flag: '--map',
    from: map,
    breakIt: (whole) => cut(whole, 0.98, 60),
    told: /is cut off: its last line/,
  },
  {
    what: 'cut off inside quotation marks',
    flag: '--practices',
    from: practices,
    breakIt: (whole) => cut(whole, 0.98, 20),
    told: /cut off/,
  },
  {
    what: 'cut off between two lines',
    flag: '--practices',
    from: practices,
    breakIt: (whole) => cut(whole, 0.5),
    told: /Is a file cut short\? Nothing has been written/,
  },
  { what: 'empty', flag: '--map', from: map, breakIt: () => '', told: /is empty/ },
  {
    what: 'a sign-in page',
    flag: '--map',
    from: map,
    told: /is a web page/,
    breakIt: () => '<!DOCTYPE html><html><body>Please sign in</body></html>',
  },
  {
    what: 'UTF-16',
    flag: '--map',
    from: map,
    told: /is UTF-16, not UTF-8/,
    breakIt: (whole) => Buffer.from(`\uFEFF${whole.toString('utf8')}`, 'utf16le'),
  },
  {
    what: 'Windows-1252',
    flag: '--map',
    from: map,
    told: /is not UTF-8/,
    breakIt: (whole) =>
      Buffer.from(whole.toString('utf8').replace('SURGERY', 'SURG\u00C9RY'), 'latin1'),
  },
  {
    what: 'the list sizes given as the map',
    flag: '--map',
    from: listSizes,
    breakIt: (whole) => whole,
    told: /should be the practice map .* looks like the list sizes/,
  },
  {
    what: 'the map given as epraccur',
    flag: '--practices',
    from: map,
    breakIt: (whole) => whole,
    told: /should be the ODS practices .* looks like the practice map/,
  },
  {
    what: 'epraccur in a coding that nobody knows',
    flag: '--practices',
    from: practices,
    breakIt: (whole) => whole.toString('utf8').replaceAll('RO76', 'XX76'),
    told: /has no active GP practice in England/,
  },
  {
    what: 'epraccur without a date in its name',
    flag: '--practices',
    from: practices,
    name: 'epraccur.csv',
    breakIt: (whole) => whole,
    told: /epraccur_2026-06\.csv/,
  },
  {
    what: 'a workbook cut off',
    flag: '--online-consultation',
    from: onlineConsultation,
    breakIt: (whole) => whole.subarray(0, whole.length / 2),
    told: /OC_submissions/,
  },
  {
    what: 'a map with its headings and no practice',
    flag: '--map',
    from: map,
    breakIt: (whole) => `${whole.toString('utf8').split('\n')[0]!}\n`,
    told: /no practice/,
  },
];

if (!publishedData) test.skip('skipped: no ../shared/data', () => undefined);
else
  describe('a published file that is not what it should be', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'broken-files-'));
    let register: RunningRegister;

    const state = async () => {
      const { totals, byIcb } = await register
        .as(national)
        .exposureSummary({ products: ['emis-web'] });
      const { icbs } = await register.as(national).listIcbs();
      return { totals, byIcb, icbs };
    };
    const loads = () =>
      register.cloud.logs().filter((line) => line.includes('"route":"PUT /icbs/{code}/directory"'))
        .length;

    beforeAll(async () => {
      register = await startRegister();
      expect(await register.registry('import', '--practices', practices)).toMatchObject({
        code: 0,
      });
    }, 120_000);
    afterAll(async () => {
      await register.stop();
      rmSync(folder, { recursive: true });
    });

    test.each(brokenFiles)(
      '$what: refused whole, with the reason, and what was there stays',
      async ({ flag, from, name, breakIt, told }) => {
        const file = path.join(mkdtempSync(path.join(folder, 'one-')), name ?? path.basename(from));
        writeFileSync(file, breakIt(readFileSync(from)));
        const held = await state();
        expect(held.totals.practices).toBe(practicesIn(practices).size);
        const written = loads();
        const others = flag === '--practices' || flag === '--map' ? [] : ['--practices', practices];
        const { code, stderr } = await register.registry('import', flag, file, ...others);
        expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(told) });
        expect(loads()).toBe(written);
        expect(await state()).toEqual(held);
      },
    );

    test('no file at all, or one that is not there, is told apart from a broken one', async () => {
      const none = await register.registry('import');
      expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('Give --map or') });
      const absent = await register.registry('import', '--map', path.join(folder, 'absent.csv'));
      expect(absent).toMatchObject({ code: 2, stderr: expect.stringContaining('absent.csv') });
    });
  });
