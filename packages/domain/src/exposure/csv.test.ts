import { describe, expect, test } from '@jest/globals';
import type { AssessedPractice } from './rosters.ts';
import { ProductId } from '../catalogue/product.ts';
import { IcbCode, OdsCode } from '../words/codes.ts';
import type { Reach, Said } from './answer.ts';
import { csvCell, exposureCsv } from './csv.ts';
import { catalogue } from '../catalogue/catalogue.fixture.ts';
import { Role, roleNames } from '../words/role.ts';
import type { RecordedRole } from '../register/roster.ts';

const [emis, econsult] = [ProductId.parse('emis-web'), ProductId.parse('econsult')];
/** Without its source, whose cell has a comma in it. */
const clinical: RecordedRole = {
  role: 'clinical-system',
  products: [emis],
  contradictory: false,
  provenance: 'published',
};
const practice: AssessedPractice = {
  icb: IcbCode.parse('Z01'),
  row: {
    odsCode: OdsCode.parse('Z00001'),
    name: 'Quay',
    listSize: 9000,
    reachable: ['sms'],
    pcn: { code: 'U1', name: '+Quays' },
    subIcb: undefined,
    roles: [
      clinical,
      { role: 'online-consultation', products: [], contradictory: false, provenance: 'declared' },
      { role: 'email', products: [emis, econsult], contradictory: true, provenance: 'supplied' },
    ],
  },
  assessment: {
    state: 'hit',
    effect: 'unsafe',
    impacts: [
      {
        role: 'clinical-system',
        product: emis,
        effect: 'unsafe',
        because: ['emis-web'],
        advice: ['paper', 'prescribe'],
      },
    ],
    unknownRoles: [{ role: 'network', reason: 'not-recorded', products: [] }],
    unnameable: [],
    basis: [clinical],
  },
};

/** The cells of the one practice by their columns. */
function cells(said?: Said, reach: Reach = 'unknown'): Record<string, string> {
  const whole = { reach, unavailable: [] };
  const [heading = '', row = ''] = exposureCsv([{ practice, said }], catalogue, whole)
    .slice(1)
    .split('\r\n');
  const values = row.split(',');
  return Object.fromEntries(heading.split(',').map((name, index) => [name, values[index] ?? '']));
}

test.each([
  ['=1+1', "'=1+1"],
  ['+44', "'+44"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['=HYPERLINK("x"),1', '"\'=HYPERLINK(""x""),1"'],
  ['a=b', 'a=b'],
  ['Mill, "old"', '"Mill, ""old"""'],
  ['two\nlines', '"two\nlines"'],
  [-5, '-5'],
  ['', ''],
])('the cell %j is written %j', (value, expected) => {
  expect(csvCell(value)).toBe(expected);
});

describe('a practice', () => {
  test('has a column for each role: what fills it and what the outage means for that', () => {
    const row = cells();
    expect(row).toMatchObject({
      'ODS code': 'Z00001',
      State: 'hit',
      Meaning: 'may be affected',
      Effect: 'unsafe',
      PCN: "'+Quays",
      'Sub-ICB location': '',
      'Registered patients': '9000',
      'Clinical system': 'EMIS Web: unsafe',
      'Online consultation': 'none',
      Email: 'sources differ: EMIS Web or eConsult',
      Network: 'not recorded',
      Telephony: '',
      Why: 'Clinical system: emis-web (unsafe)',
      Advice: 'paper prescribe',
      'Not known because': 'Network: not recorded',
    });
    expect(Object.keys(row)).toEqual(expect.arrayContaining(Role.options.map((r) => roleNames[r])));
  });

  test.each<[string, Said | undefined, string, string]>([
    ['was not told of an outage', undefined, '', ''],
    ['has not answered', { down: null, status: null, at: null }, 'not heard', ''],
    [
      'has only said how it copes',
      ...([{ down: null, status: 'coping', at: '2026-11-20T10:00:00Z' }, '', 'coping'] as const),
    ],
    [
      'has said that it is down',
      ...([{ down: 'down', status: null, at: '2026-11-20T10:00:00Z' }, 'down', ''] as const),
    ],
  ])('that %s says so', (_, said, down, status) => {
    const row = cells(said);
    expect([row['Says it is'], row['Says it is coping'], row['Answered at']]).toEqual([
      down,
      status,
      said?.at ?? '',
    ]);
  });
});

test('where only some users are affected, the meaning says so', () => {
  expect(cells()['Meaning']).toBe('may be affected');
  expect(cells(undefined, 'some')['Meaning']).toBe('may be affected: only some users are');
});

test('an ICB whose roster cannot be read has a row that says so, as wide as the others', () => {
  const unavailable = [{ icb: IcbCode.parse('Z02'), name: '=Fictional' }];
  const text = exposureCsv([{ practice, said: undefined }], catalogue, {
    reach: 'unknown',
    unavailable,
  });
  const lines = text.split('\r\n');
  expect(text.startsWith('\uFEFFODS code,')).toBe(true);
  expect(lines[2]).toMatch(/^,'=Fictional,Z02,,,,,unavailable,its roster cannot be read/);
  expect(lines[2]?.split(',')).toHaveLength(lines[0]!.split(',').length);
  expect(lines.slice(3)).toEqual(['']);
});
