import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PracticeView } from '@registry/domain';
import writeWorkbook from 'write-excel-file/node';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [harbour, high, meadow, quay] = inventedCodes(4) as [string, string, string, string];
const [foreign] = inventedCodes(1, 900) as [string];
const icb = { role: 'icb', org: 'Z01' } as const;
const firewall = 'z01.county-firewall';
const newer = 'z01.newer-firewall';

let register: RunningRegister;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-own-products-'));
  register = await startRegister();
  await loadIcb(
    register,
    'Z01',
    [harbour, high, meadow, quay].map((odsCode) => ({ odsCode })),
  );
  await loadIcb(register, 'Z02', [{ odsCode: foreign }]);
});
afterAll(async () => {
  await register.stop();
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const put = (id: string, ...more: string[]) =>
  register.registry('product', 'put', '--icb', 'Z01', '--id', id, ...more);

const assigning = (product: string, practices: string, ...more: string[]) =>
  register.registry(
    'assign',
    '--product',
    product,
    '--role',
    'network',
    '--practices',
    practices,
    '--icb',
    'Z01',
    ...more,
  );

async function held(): Promise<Map<string, PracticeView>> {
  const practices = new Map<string, PracticeView>();
  for await (const practice of register.as(icb).listPractices())
    practices.set(practice.odsCode, practice);
  return practices;
}

/** What the ICB supplies for a practice’s network. */
function network(practice: PracticeView | undefined) {
  return practice?.supplied?.systems
    .filter(({ role }) => role === 'network')
    .map(({ product }) => product);
}

test('an ICB puts its products, by flags or from a file, again on what is there, and sees its own first', async () => {
  const none = await register.registry('product', 'list', '--icb', 'Z01');
  expect(none).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no products of its own'),
  });

  const flags = ['--name', 'County firewall', '--supplier', 'Fictional Networks'];
  const first = await put(firewall, ...flags, '--role', 'network');
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('version 1') });
  const needing = ['--role', 'network', '--needs', 'hscn', '--effect', 'unavailable'];
  const second = await put(firewall, ...flags, ...needing);
  expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('version 2') });
  expect(second.stdout).toContain(`${firewall} needs hscn, else unavailable`);

  const body = { name: 'Newer firewall', supplier: 'Fictional Networks', roles: ['network'] };
  expect(
    await put(newer, '--file', await fileOf('newer.json', JSON.stringify(body))),
  ).toMatchObject({ code: 0, stdout: expect.stringContaining('It can fill network.') });

  const own = await register.registry('product', 'list', '--icb', 'Z01');
  expect(own.stdout).toMatch(/z01\.county-firewall.*hscn, else unavailable/);
  expect(own.stdout).not.toContain('emis-web');
  const all = await register.registry('product', 'list', '--icb', 'Z01', '--all');
  expect(all.stdout.indexOf(newer)).toBeLessThan(all.stdout.indexOf('emis-web'));
  const others = await register.registry('product', 'list', '--icb', 'Z02', '--all');
  expect(others.stdout).toContain('emis-web');
  expect(others.stdout).not.toContain('z01.');
});

test('what would not do is refused: another’s id, half a need, an old version, an unknown role', async () => {
  const flags = ['--name', 'Firewall', '--supplier', 'Fictional Networks'];
  for (const [ran, code, reason] of [
    [put('qks.firewall', ...flags), 2, 'should begin with z01.'],
    [put(firewall, ...flags, '--needs', 'hscn'), 2, 'Give --needs and --effect together'],
    [put(firewall, ...flags, '--role', 'firewall'), 2, 'endpoint-security'],
    [put(firewall, ...flags, '--if-match', '"1"'), 1, 'Refused (412)'],
  ] as const) {
    expect(await ran).toMatchObject({ code, stderr: expect.stringContaining(reason) });
  }
});

test('a dry run shows what would change and every bad line, and changes nothing', async () => {
  await register.as({ role: 'practice', org: meadow }).registerPractice(meadow, {
    systems: [{ role: 'network', product: 'hscn' }],
    contacts: [],
  });
  const before = await held();
  const file = await fileOf(
    'firewall.csv',
    `Surgery,ODS code\r\nHarbour,${harbour}\r\nMeadow,${meadow}\r\nNobody,\r\nForeign,${foreign}\r\nAgain,${harbour}\r\n`,
  );
  const ran = await assigning(firewall, file);
  expect(ran.code).toBe(1);
  for (const said of [
    `5 lines: 2 practices would get ${firewall} for network, 0 already so, 3 lines refused.`,
    `${harbour} Surgery ${harbour}: nothing supplied → ${firewall}\n`,
    'does not count: the practice itself declared hscn for network',
    'line 4 refused: has no ODS code',
    `line 5 refused: ${foreign} is not a practice of this ICB`,
    `line 6 refused: ${harbour} is on line 2 already`,
    'Dry run: nothing has been written.',
  ])
    expect(ran.stdout).toContain(said);
  expect(await held()).toEqual(before);
});

test('--write supplies it and nothing else; again changes nothing; --replace puts another in its place', async () => {
  const systems = [
    { role: 'network', product: null },
    { role: 'it-support', product: null },
  ];
  const contacts = [{ name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' }];
  await register.as(icb).registerPractice(high, { systems, contacts });
  const before = await held();

  const single = await fileOf('single.csv', `${harbour}\n${high}\n`);
  const ran = await assigning(firewall, single, '--write');
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('Written: 2 practices.') });
  expect(ran.stderr).toContain('Writing practices: 100% (2 of 2)');
  const after = await held();
  expect(after.get(high)?.supplied).toMatchObject({
    systems: [
      { role: 'it-support', product: null },
      { role: 'network', product: firewall },
    ],
    contacts: before.get(high)?.supplied?.contacts,
  });
  expect(network(after.get(harbour))).toEqual([firewall]);
  expect([meadow, quay].map((odsCode) => after.get(odsCode))).toEqual(
    [meadow, quay].map((odsCode) => before.get(odsCode)),
  );

  const again = await assigning(firewall, single, '--write');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing changed') });
  expect(await held()).toEqual(after);

  const rows = [['Code'], [high], [quay]].map((row) => row.map((value) => ({ value })));
  const workbook = join(folder, 'moved.xlsx');
  await writeFile(workbook, await writeWorkbook(rows).toBuffer());
  expect(await assigning(newer, workbook, '--replace', '--write')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${firewall} goes`),
  });
  const moved = await held();
  expect([harbour, high, quay].map((odsCode) => network(moved.get(odsCode)))).toEqual([
    [firewall],
    [newer],
    [newer],
  ]);
});

test('then the firewall’s outage may affect whom it was assigned to', async () => {
  const page = await register.as(icb).exposurePage({ products: [newer] });
  const hit = page.practices.filter(({ state }) => state === 'hit').map(({ odsCode }) => odsCode);
  expect(hit).toEqual([high, quay]);
});

test('a product that there is not, or another ICB’s, or of another role, is refused with exit code 2', async () => {
  const single = await fileOf('one.csv', `${harbour}\n`);
  for (const [ran, reason] of [
    [assigning('z01.county-firewal', single), `the nearest are ${firewall}`],
    [assigning('nhsmail', single), 'nhsmail cannot fill the role network'],
    [
      register.registry(
        'assign',
        '--product',
        firewall,
        '--role',
        'network',
        '--practices',
        single,
        '--icb',
        'Z02',
        '--write',
      ),
      `There is no product ${firewall}`,
    ],
    [assigning(firewall, join(folder, 'no-such.csv')), 'there is no such file'],
  ] as const)
    expect(await ran).toMatchObject({ code: 2, stderr: expect.stringContaining(reason) });
});
