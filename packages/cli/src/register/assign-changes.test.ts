import { describe, expect, test } from '@jest/globals';
import type { PracticeView } from '@registry/domain';
import { OdsCode, ProductId } from '@registry/domain';
import { assignedBody, assignmentChanges, describeAssignment } from './assign-changes.ts';
import { practiceView as view } from './practice-view.fixture.ts';

const odsCode = OdsCode.parse('Z00001');
const firewall = ProductId.parse('z01.county-firewall');
const assignment = { product: firewall, role: 'network', replace: false } as const;
const now = new Date('2026-11-20T09:00:00.000Z');

const statement = (systems: [string, string | null][], at = '2026-08-01T07:15:00.000Z') => ({
  systems: systems.map(([role, product]) => ({ role, product })),
  contacts: [],
  continuity: {},
  at,
});
const supplying = (...systems: [string, string | null][]) => view({ supplied: statement(systems) });
/** Role and product of each system that the ICB would then supply. */
const systemsOf = (practice: PracticeView, replace = false) =>
  assignedBody(practice, { ...assignment, replace })?.systems.map(({ role, product }) => [
    role,
    product,
  ]);

describe('what the ICB would then be saying', () => {
  test.each([
    ['nothing was supplied', [], false, [firewall]],
    ['beside what was supplied', ['hscn'], false, ['hscn', firewall]],
    ['instead of what was supplied', ['hscn', 'z01.old-firewall'], true, [firewall]],
    ['instead of none', [null], false, [firewall]],
    ['alone, where it was one of two', ['hscn', firewall], true, [firewall]],
  ] as const)('%s', (_name, before, replace, after) => {
    const systems = before.map((product): [string, string | null] => ['network', product]);
    expect(systemsOf(supplying(...systems), replace)).toEqual(
      after.map((product) => ['network', product]),
    );
  });

  test.each([
    [['hscn', firewall], false],
    [[firewall], true],
  ])('%j is so already (replacing: %s)', (before, replace) => {
    const systems = before.map((product): [string, string | null] => ['network', product]);
    expect(systemsOf(supplying(...systems), replace)).toBeUndefined();
  });

  test('other roles, contacts and continuity stay, replacing or not', () => {
    const supplied = {
      ...statement([
        ['email', 'nhsmail'],
        ['network', 'hscn'],
        ['it-support', null],
      ]),
      contacts: [{ name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' }],
      continuity: { bypassNumber: '01632 960456' },
    };
    const practice = view({ supplied });
    expect(assignedBody(practice, { ...assignment, replace: true })).toEqual({
      systems: [
        { role: 'email', product: 'nhsmail' },
        { role: 'it-support', product: null },
        { role: 'network', product: firewall },
      ],
      contacts: practice.supplied?.contacts,
      continuity: practice.supplied?.continuity,
    });
  });
});

describe('how it would stand beside what the practice declared', () => {
  const standing = (practice: PracticeView) => {
    const [change] = assignmentChanges([practice], { odsCodes: [odsCode] }, assignment, now);
    return change?.standing;
  };
  const today = now.toISOString();

  test.each([
    ['nothing declared', view(), 'counts'],
    ['the same declared', view({ declared: statement([['network', firewall]]) }), 'counts'],
    ['another declared', view({ declared: statement([['network', 'hscn']]) }), 'contradictory'],
    ['none declared', view({ declared: statement([['network', null]]) }), 'contradictory'],
    [
      'another declared the same day',
      view({ declared: statement([['network', 'hscn']], today) }),
      'outweighed',
    ],
    [
      'another declared, and said today to be still right',
      view({
        declared: statement([['network', 'hscn']]),
        confirmed: { at: today, by: 'practice' },
      }),
      'outweighed',
    ],
  ])('%s', (_name, practice, expected) => {
    expect(standing(practice)).toBe(expected);
  });
});

test('the dry run says what changes, what goes, what contradicts and which lines are refused', () => {
  const codes = ['Z00001', 'Z00002', 'Z00003', 'Z00004'].map((code) => OdsCode.parse(code));
  const [plain, replaced, contradictory, already] = codes;
  const replacing = { ...assignment, replace: true };
  const list = { odsCodes: codes, refused: [{ line: 7, reason: 'has no ODS code' }], rows: 5 };
  const practices = [
    { ...view(), odsCode: plain! },
    { ...supplying(['network', 'z01.old-firewall']), odsCode: replaced! },
    { ...view({ declared: statement([['network', 'hscn']]) }), odsCode: contradictory! },
    { ...supplying(['network', firewall]), odsCode: already! },
  ];
  const changes = assignmentChanges(practices, list, replacing, now);
  expect(describeAssignment(changes, list, replacing, 6).split('\n')).toEqual([
    '5 lines: 3 practices would get z01.county-firewall for network, 1 already so, 1 line refused.',
    '  Z00001 Invented Surgery: nothing supplied → z01.county-firewall',
    '  Z00002 Invented Surgery: z01.old-firewall → z01.county-firewall; z01.old-firewall goes',
    '  Z00003 Invented Surgery: nothing supplied → z01.county-firewall; contradictory: the practice itself declared hscn for network',
    '  line 7 refused: has no ODS code',
    expect.stringContaining('1 practice contradictory in network: exposure counts'),
    '2 practices of this ICB not in the file: theirs stays as it is.',
  ]);
});
