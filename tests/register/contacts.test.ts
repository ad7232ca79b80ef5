import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PracticeView } from '@registry/domain';
import writeWorkbook from 'write-excel-file/node';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [harbour, high, otherHigh, meadow] = inventedCodes(4) as [string, string, string, string];
const [foreign] = inventedCodes(1, 900) as [string];
const icb = { role: 'icb', org: 'Z01' } as const;

let register: RunningRegister;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-contacts-'));
  register = await startRegister();
  await loadIcb(register, 'Z01', [
    { odsCode: harbour, name: 'Harbour Surgery', postcode: 'ZZ1 1AA' },
    { odsCode: high, name: 'High Street Surgery', postcode: 'ZZ2 2BB' },
    { odsCode: otherHigh, name: 'The High Street Practice', postcode: 'ZZ2 2BB' },
    { odsCode: meadow, name: 'Meadow Medical Centre', postcode: 'ZZ3 3CC' },
  ]);
  await loadIcb(register, 'Z02', [{ odsCode: foreign, name: 'Foreign Surgery' }]);
});
afterAll(async () => {
  await register.stop();
  await rm(folder, { recursive: true });
});

async function listOf(name: string, lines: readonly (readonly string[])[]): Promise<string> {
  const file = join(folder, name);
  if (name.endsWith('.csv')) {
    await writeFile(file, lines.map((cells) => `${cells.join(',')}\r\n`).join(''));
  } else {
    const rows = lines.map((cells) => cells.map((value) => ({ value })));
    await writeFile(file, await writeWorkbook(rows).toBuffer());
  }
  return file;
}

const importing = (file: string, ...more: string[]) =>
  register.registry('contacts', 'import', '--file', file, '--icb', 'Z01', ...more);

async function held(): Promise<Map<string, PracticeView>> {
  const practices = new Map<string, PracticeView>();
  for await (const practice of register.as(icb).listPractices())
    practices.set(practice.odsCode, practice);
  return practices;
}

const headings = [
  'ODS',
  'Surgery',
  'Post code',
  'Name',
  'Job title',
  'Mob no.',
  'E-mail',
  'Bypass',
];
const good = [
  headings,
  [harbour, '', '', 'Sam Fictional', 'Practice manager', '07700 900123', 'sam@nhs.net', ''],
  [harbour, '', '', 'Jo Invented', 'GP partner', '7700900456', 'jo@example.org', '01632 960456'],
  ['', 'Meadow Surgery', 'ZZ33CC', 'Lee Madeup', 'Manager', '+44 7700 900789', '', ''],
];
/** Lines 5 to 8 of a list: one asked about, the others refused. */
const bad = [
  ['', 'High Street', 'ZZ2 2BB', 'Kim Unsure', 'Manager', '07700 900111', '', ''],
  [high, '', '', 'Max Mistyped', 'Manager', '07700 90011', '', ''],
  ['Z99999', '', '', 'Ann Absent', 'Manager', '07700 900222', '', ''],
  [foreign, '', '', 'Pat Foreign', 'Manager', '07700 900333', '', ''],
];

test('a dry run shows the columns as guessed and the lines refused, and changes nothing', async () => {
  const before = await held();
  const ran = await importing(await listOf('list.csv', [...good, ...bad]));
  for (const said of [
    /person\s+“Name”/,
    /mobile\s+“Mob no\.”/,
    /bypass number\s+“Bypass”/,
    '7 lines: 2 practices would change, 0 already so, 3 lines refused, 1 to be answered.',
    new RegExp(`${harbour} Harbour Surgery: 0 → 2 contacts; bypass number new`),
    /line 5: which practice is “High Street” at ZZ2 2BB\?/,
    `--place 5=${high}  High Street Surgery, ZZ2 2BB`,
    `--place 5=${otherHigh}  The High Street Practice, ZZ2 2BB`,
    /line 6 refused: mobile “07700 90011” should be a UK mobile number/,
    /line 7 refused: Z99999 is not a practice of this ICB/,
    new RegExp(`line 8 refused: ${foreign} is not a practice of this ICB`),
    'Dry run: nothing has been written.',
  ]) {
    expect(ran.stdout).toEqual(
      typeof said === 'string' ? expect.stringContaining(said) : expect.stringMatching(said),
    );
  }
  expect(ran.code).toBe(1);
  const answered = await importing(
    await listOf('list.csv', [...good, ...bad]),
    '--place',
    `5=${high}`,
  );
  expect(answered.stdout).toContain('3 practices would change, 0 already so, 3 lines refused.');
  expect(await held()).toEqual(before);
});

test('--write supplies the contacts, unverified; what a practice declared stays; again changes nothing', async () => {
  const { practice: declared } = await register
    .as({ role: 'practice', org: harbour })
    .registerPractice(harbour, {
      systems: [],
      contacts: [{ name: 'Own Word', role: 'Manager', mobile: '07700 900999' }],
      continuity: { bypassNumber: '01632 960999' },
    });
  const file = await listOf('list.xlsx', [...good, ...bad]);
  const ran = await importing(file, '--write');
  expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('Written: 2 practices.') });

  const after = await held();
  const practice = after.get(harbour)!;
  expect(
    practice.contacts.map(({ name, mobile, provenance, verified, order }) => [
      name,
      mobile,
      provenance,
      verified,
      order,
    ]),
  ).toEqual([
    ['Own Word', '+447700900999', 'declared', false, 1],
    ['Sam Fictional', '+447700900123', 'supplied', false, 1],
    ['Jo Invented', '+447700900456', 'supplied', false, 2],
  ]);
  expect(practice.declared).toEqual(declared.declared);
  expect(practice.continuity.bypassNumber).toBe('+441632960999');
  expect(practice.supplied?.continuity.bypassNumber).toBe('+441632960456');
  expect(after.get(meadow)!.contacts).toEqual([
    expect.objectContaining({
      name: 'Lee Madeup',
      mobile: '+447700900789',
      provenance: 'supplied',
    }),
  ]);
  expect([high, otherHigh].map((ods) => after.get(ods)!.version)).toEqual([1, 1]);

  const again = await importing(await listOf('again.csv', good), '--write');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing changed') });
  expect(await held()).toEqual(after);
  expect(`${ran.stdout}${ran.stderr}${again.stdout}`).not.toMatch(
    /Sam Fictional|Lee Madeup|900789/,
  );

  const shown = await register.registry('practice', 'show', harbour, '--icb', 'Z01');
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(/Sam Fictional.*(?:supplied|ICB).*(?:not verified|unverified)/i);
});

test('a practice rejects a contact of its ICB’s, who comes back by no list, until it lets them', async () => {
  const own = { role: 'practice', org: harbour } as const;
  const reachedBy = async () => {
    const { practices } = await register.as(icb).exposurePage({ products: ['emis-web'] });
    return practices.find(({ odsCode }) => odsCode === meadow)?.reachable;
  };
  expect(await reachedBy()).toEqual(['sms']);
  const lee = await register.registry('practice', 'reject', meadow, '07700 900789');
  expect(lee).toMatchObject({ code: 0, stdout: expect.stringContaining('Lee Madeup rejected') });
  expect(await reachedBy()).toEqual([]);

  const ran = await register.registry('practice', 'reject', harbour, 'JO@example.org');
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('Jo Invented rejected') });
  const longer = [...good, [high, '', '', 'Kim Newly', 'Manager', '07700 900111', '', '']];
  const renamed = longer.map((cells) => cells.map((cell) => cell.replace(/^Jo I/, 'Joanna I')));
  const list = await importing(await listOf('longer.csv', renamed), '--write');
  expect(list.stdout).toContain(`${harbour} Harbour Surgery has rejected 1 of them`);
  const { practice: seen } = await register.as(icb).readPractice(harbour);
  expect(seen.contacts.map(({ name, rejected }) => [name, rejected])).toEqual([
    ['Own Word', undefined],
    ['Sam Fictional', undefined],
    ['Joanna Invented', true],
  ]);
  const shown = await register.registry('practice', 'show', harbour, '--icb', 'Z01');
  expect(shown.stdout).toMatch(/Joanna Invented.*supplied, rejected by the practice, never told/);

  const unsure = await register.registry('practice', 'reject', harbour, '07700 900000');
  expect(unsure).toMatchObject({ code: 2, stderr: expect.stringContaining('no contact at') });
  const icbs = await register.request(icb, 'PUT', `/practices/${harbour}`, {
    body: { contacts: [], rejectedContacts: ['sam@nhs.net'] },
  });
  expect([icbs.status, await icbs.json()]).toEqual([
    400,
    expect.objectContaining({ errors: [expect.objectContaining({ path: 'rejectedContacts' })] }),
  ]);

  const back = await register.registry('practice', 'reject', harbour, '07700 900456', '--undo');
  expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('may be told') });
  const after = (await register.as(own).readPractice(harbour)).practice;
  expect(after.contacts.filter(({ rejected }) => rejected)).toEqual([]);
});

test('what show --json gives, register takes: nothing but the version changes', async () => {
  for (const speaker of [[], ['--icb', 'Z01']]) {
    const shown = await register.registry('practice', 'show', harbour, '--json', ...speaker);
    expect(shown.code).toBe(0);
    const file = join(folder, 'record.json');
    await writeFile(file, shown.stdout);
    const before = (await held()).get(harbour)!;
    const command = ['practice', 'register', harbour, '--file', file, ...speaker];
    const ran = await register.registry(...command);
    expect(ran).toMatchObject({ code: 0 });
    const after = (await held()).get(harbour)!;
    const at = expect.any(String);
    const timeless = ({ declared, supplied, ...view }: PracticeView) => ({
      ...view,
      version: 0,
      declared: { ...declared, at },
      supplied: { ...supplied, at, since: undefined },
    });
    expect(timeless(after)).toEqual(timeless(before));
    expect(after.version).toBe(before.version + 1);
  }
});

test('a list that cannot be read is refused whole, with exit code 2', async () => {
  const before = await held();
  for (const [lines, reason] of [
    [
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      /heading|column/i,
    ],
    [[], /empty/i],
  ] as const) {
    const ran = await importing(await listOf('wrong.csv', lines), '--write');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(reason) });
  }
  const missing = await importing(join(folder, 'no-such-file.csv'));
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('no-such-file.csv') });
  expect(await held()).toEqual(before);
});
