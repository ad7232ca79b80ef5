import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  epraccurFile,
  listSizesFile,
  mapFile,
  onlineConsultationFile,
  textFile,
} from '../../packages/directory/src/published-files.fixture.ts';
import { placements } from '../set-up/mergers.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const national = { role: 'national', org: 'X26' } as const;
const publisher = { ...national, scope: 'directory:write' } as const;

/** Sixty practices of the map, half of them in each ICB, and two that epraccur alone has. */
const mapped = Array.from({ length: 60 }, (_, index) => `X9${String(index).padStart(4, '0')}`);
const everywhere = [...mapped, 'X98001', 'X98002'];
const icbOf = (code: string) => (mapped.indexOf(code) < 30 ? 'QZZ' : 'QYY');
const mapRows = (codes: readonly string[], EXTRACT_DATE = '01Aug2026') =>
  codes.map((PRACTICE_CODE) => {
    const ICB_CODE = icbOf(PRACTICE_CODE);
    return { PRACTICE_CODE, EXTRACT_DATE, ICB_CODE, ICB_NAME: `NHS Nowhere ${ICB_CODE}` };
  });
const sizes = (codes: readonly string[], size: string) =>
  codes.map((code) => [code, size] as const);

const folder = mkdtempSync(path.join(tmpdir(), 'datasets-'));
let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
});
afterAll(async () => {
  await register.stop();
  rmSync(folder, { recursive: true });
});

/** Writes a file where the command finds it, and gives its path. */
function written({ name, bytes }: { name: string; bytes: Uint8Array }): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}
const importing = (...options: string[]) => register.registry('import', ...options);
const totals = async () =>
  (await register.as(national).exposureSummary({ products: ['emis-web'] })).totals;
const datesKnown = async () => {
  const { datasets } = await register.as(publisher).listDatasets();
  return Object.fromEntries(datasets.map(({ dataset, asAt }) => [dataset, asAt]));
};

const map = () => ['--map', written(mapFile(mapRows(mapped)))];
const epraccur = () => [
  '--practices',
  written(epraccurFile(everywhere.map((code) => ({ code, icb: icbOf(code) })))),
];
const listSizes = () => ['--list-sizes', written(listSizesFile(sizes(everywhere, '100')))];
const online = async () => [
  '--online-consultation',
  written(await onlineConsultationFile(everywhere.map((code) => [code, 'ACCURX LIMITED']))),
];

/** Every file or directory that a command tried to write. */
const writes = () =>
  register.cloud.logs().filter((line) => /"route":"PUT \/(?:icbs|datasets)/.test(line)).length;

/** Runs a command that is to be refused before anything is written, and gives what it said. */
async function refused(...options: string[]): Promise<string> {
  const before = writes();
  const { code, stderr } = await importing(...options);
  expect({ code, stderr, written: writes() - before }).toEqual({ code: 2, stderr, written: 0 });
  return stderr;
}

test('list sizes alone are kept until somebody says which practices there are', async () => {
  const { code, stdout } = await importing(...listSizes());
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('is kept until one of them comes'),
  });
  expect((await register.as(national).listIcbs()).icbs).toEqual([]);
  expect(await datesKnown()).toEqual({ 'gp-list-sizes': '2026-03-01' });
});

test('then the map, epraccur and online consultations: nothing that came before goes', async () => {
  expect((await importing(...map())).stdout).toContain('Written: 60 created');
  expect(await totals()).toMatchObject({
    practices: 60,
    hit: 60,
    unknown: 0,
    patients: { hit: 6000 },
  });
  expect((await importing(...epraccur())).stdout).toContain('Written: 2 created, 60 changed');
  const last = await importing(...(await online()));
  expect(last.stdout).toContain(
    'unknown: clinical system of 2, online consultation of 0, list size of 0',
  );
  expect(await totals()).toMatchObject({
    practices: 62,
    hit: 60,
    unknown: 2,
    withoutListSize: 0,
    patients: { hit: 6000, unknown: 200 },
  });
  expect(await placements(register)).toEqual(
    new Map(everywhere.map((code) => [code, icbOf(code)])),
  );
});

test('all of them at once change nothing then, and nothing is kept twice', async () => {
  const all = [...map(), ...listSizes(), ...epraccur(), ...(await online())];
  const again = await importing(...all);
  expect({ ...again, stderr: '' }).toEqual({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining(
      'Nothing changed: the register already holds these files (62 practices).',
    ),
  });
  const { datasets } = await register.as(publisher).listDatasets();
  expect(datasets.flatMap(({ unplaced }) => Object.keys(unplaced))).toEqual([]);
});

test('newer list sizes touch the list sizes alone; a file cut short does not count as newer', async () => {
  const few = written(listSizesFile(sizes(everywhere.slice(0, 40), '7'), '2026-04-01'));
  expect(await refused('--list-sizes', few)).toContain(
    'list-sizes.csv speaks of 40 practices; so far the list sizes spoke of 62.',
  );
  const newer = written(listSizesFile(sizes(everywhere.slice(1), '200'), '2026-04-01'));
  expect((await importing('--list-sizes', newer)).code).toBe(0);
  expect(await totals()).toMatchObject({
    practices: 62,
    hit: 60,
    withoutListSize: 1,
    patients: { hit: 59 * 200, unknown: 400 },
  });
});

test('an older file is refused once, with the day of what is held', async () => {
  const older = written(listSizesFile(sizes(everywhere, '100'), '2026-03-31'));
  expect(await refused('--list-sizes', older, ...map())).toContain(
    'list-sizes.csv is as at 31 March 2026, and the register holds the list sizes as at 1 April 2026: an older file takes the place of nothing.',
  );
});

test('a map and an epraccur that straddle a succession are refused, unless one insists', async () => {
  const after = mapped.map((PRACTICE_CODE) => ({
    PRACTICE_CODE,
    EXTRACT_DATE: '01Sep2026',
    ICB_CODE: 'S1Y5D',
    ICB_NAME: 'NHS Nowhere and Elsewhere',
  }));
  const merged = written(mapFile(after));
  expect(await refused('--map', merged)).toContain(
    'the practice map as at 1 September 2026 alone has S1Y5D, and the ODS practices (epraccur) as at 1 June 2026 alone has QYY and QZZ. Together they would make 2 ICBs',
  );
  const report = path.join(folder, 'report.txt');
  const insisted = await importing('--map', merged, '--as-published', '--report', report);
  expect(insisted).toMatchObject({ code: 0 });
  expect(insisted.stdout).toContain('60 practices placed in another ICB by epraccur');
  expect(insisted.stdout).toContain('X90009 and 50 more');
  expect(readFileSync(report, 'utf8')).toContain('X90058, X90059');
  expect(await placements(register)).toEqual(
    new Map(everywhere.map((code) => [code, mapped.includes(code) ? 'S1Y5D' : 'QZZ'])),
  );
  const { icbs } = await register.as(national).listIcbs();
  expect(icbs.filter(({ dissolved }) => dissolved)).toMatchObject([
    { code: 'QYY', dissolved: { asAt: '2026-09-01', successors: ['S1Y5D'] } },
  ]);
});

test('a second opinion of about the map’s age makes unknown where it contradicts it', async () => {
  const lines = mapped.map((code, index) => `${code},A,X,${index < 3 ? 'TPP' : 'EMIS'}\n`);
  const text = `GP_ODS_CODE,GP_NAME,GP_GPAD_SYSTEMS,GP_SYSTEM\n${lines.join('')}`;
  const opinion = written(textFile('gp_suppliers_2026-08.csv', text));
  const { code, stdout } = await importing('--gp-suppliers', opinion);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'two files of about one age name different clinical systems at 3 practices, which counts as unknown: X90000, X90001, X90002',
  );
  expect(await totals()).toMatchObject({ practices: 62, hit: 57, unknown: 5 });
  const { practice } = await register
    .as({ role: 'practice', org: 'X90001' })
    .readPractice('X90001');
  expect(practice.systems.filter(({ role }) => role === 'clinical-system')).toMatchObject([
    { product: 'emis-web', contradictory: true, source: { dataset: 'gp-practice-map' } },
    { product: 'systmone', contradictory: true, source: { dataset: 'gp-suppliers' } },
  ]);
});

test('what another import has written meanwhile is not taken away', async () => {
  const { practices } = await register.as(publisher).readDirectory('QZZ');
  expect(practices.map(({ odsCode }) => odsCode)).toEqual(['X98001', 'X98002']);
  const dissolved = { asAt: '2026-09-01', successors: [] };
  const stale = { name: 'QZZ', practices: [], dissolved, datasets: { epraccur: '2026-06-01' } };
  await expect(register.as(publisher).putDirectory('QZZ', stale)).rejects.toThrow(
    'comes from gp-list-sizes as at 2026-04-01, of which this load does not know',
  );
  expect(await totals()).toMatchObject({ practices: 62 });
});

test('nobody but NHS England with the scope directory:write sees or keeps datasets', async () => {
  const body = { asAt: '2026-09-01', unplaced: {} };
  for (const claims of [national, { role: 'icb', org: 'QYY' } as const]) {
    const answers = await Promise.all([
      register.request(claims, 'GET', '/datasets'),
      register.request(claims, 'PUT', '/datasets/epraccur', { body }),
      register.request(claims, 'GET', '/icbs/QYY/directory'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  }
  const older = { dataset: 'epraccur', asAt: '2026-05-01', unplaced: {} } as const;
  await expect(register.as(publisher).putDataset(older)).rejects.toThrow(
    'What is known of epraccur is as at 2026-06-01, which is newer than 2026-05-01',
  );
});
