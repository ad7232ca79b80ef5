import { describe, expect, test } from '@jest/globals';
import { OdsCode } from '@registry/domain';
import writeWorkbook from 'write-excel-file/node';
import { textFile } from '../published-files.fixture.ts';
import { readContactList } from './contact-list.ts';

const practices = [
  ['X90001', 'Harbour Surgery', 'ZZ1 1AA'],
  ['X90002', 'The High Street Practice', 'ZZ2 2BB'],
  ['X90003', 'High Street Surgery', 'ZZ4 4DD'],
  ['X90004', 'Dr Invented & Partners', 'ZZ5 5EE'],
  ['X90005', 'Meadow Medical Centre', 'ZZ6 6FF'],
].map(([code, name, postcode]) => ({
  odsCode: OdsCode.parse(code),
  name: name!,
  postcode: postcode!,
}));

const read = (lines: readonly string[]) =>
  readContactList(textFile('list.csv', lines.join('\r\n')), practices);

/** What a list of these lines says, each person by name with the ways to reach them. */
async function people(lines: readonly string[]) {
  const { practices: listed } = await read(lines);
  return listed.flatMap(({ odsCode, contacts }) =>
    contacts.map(({ name, role, mobile, email }) => [odsCode, name, role, mobile, email]),
  );
}

const sam = ['X90001', 'Sam Fictional', 'Practice manager', '+447700900123', 'sam@example.nhs.uk'];
const jo = ['X90001', 'Jo Invented', 'GP lead', '+447700900456', 'jo@example.nhs.uk'];

describe('two people in a row', () => {
  test('under merged heading cells, the groups above the headings', async () => {
    const lines = [
      'Practice,,,Practice manager,,,GP lead,,',
      'ODS code,Name,Postcode,Name,Mobile / OOH,Email,Name,Mobile / OOH,Email',
      'X90001,Harbour Surgery,ZZ1 1AA,Sam Fictional,07700 900123,sam@example.nhs.uk,Jo Invented,07700 900456,jo@example.nhs.uk',
    ];
    expect(await people(lines)).toEqual([sam, jo]);
    expect((await read(lines)).headings).toEqual([
      { heading: 'Practice › ODS code', column: 'odsCode' },
      { heading: 'Practice › Name', column: 'practiceName' },
      { heading: 'Practice › Postcode', column: 'postcode' },
      { heading: 'Practice manager › Name', column: 'person', person: 1 },
      { heading: 'Practice manager › Mobile / OOH', column: 'mobile', person: 1 },
      { heading: 'Practice manager › Email', column: 'email', person: 1 },
      { heading: 'GP lead › Name', column: 'person', person: 2 },
      { heading: 'GP lead › Mobile / OOH', column: 'mobile', person: 2 },
      { heading: 'GP lead › Email', column: 'email', person: 2 },
    ]);
  });

  test.each([
    'ODS,Contact 1,Role,Mobile,Email,Contact 2,Role,Mobile,Email',
    'ODS,Name,Role,Mobile,Email,Name,Role,Mobile,Email',
    'ODS,Contact 1 name,Contact 1 role,Contact 1 mobile,Contact 1 email,Contact 2 name,Contact 2 role,Contact 2 mobile,Contact 2 email',
    'ODS,Name,Job title,Mobile number,E-mail,Name 2,Job title 2,Mobile number 2,E-mail 2',
  ])('under “%s”', async (headings) => {
    const line =
      'X90001,Sam Fictional,Practice manager,07700 900123,sam@example.nhs.uk,Jo Invented,GP lead,07700 900456,jo@example.nhs.uk';
    expect(await people([headings, line])).toEqual([sam, jo]);
  });

  test('named by their roles, and merged downwards in a workbook', async () => {
    const cells = (...values: string[]) => values.map((value) => ({ value }));
    const bytes = await writeWorkbook([
      cells('Winter call-down list'),
      [{ value: 'ODS code' }, { value: 'Practice manager' }, null, null, { value: 'GP lead' }],
      [null, ...cells('Name', 'Mobile', 'Email', 'Name', 'Mobile', 'Email')],
      cells('X90001', 'Sam Fictional', '07700 900123', sam[4]!, 'Jo Invented', '', jo[4]!),
    ]).toBuffer();
    const list = await readContactList({ name: 'list.xlsx', bytes }, practices);
    expect(list.practices[0]?.contacts).toMatchObject([
      { name: 'Sam Fictional', role: 'Practice manager', mobile: sam[3] },
      { name: 'Jo Invented', role: 'GP lead', email: jo[4] },
    ]);
  });

  test('in one cell each, where as many numbers stand in the same order', async () => {
    const headings = 'ODS,Name,Job title,Mobile,Email';
    expect(
      await people([
        headings,
        'X90001,Sam Fictional / Jo Invented,Practice manager / GP lead,07700 900123 / 07700 900456,sam@example.nhs.uk; jo@example.nhs.uk',
      ]),
    ).toEqual([sam, jo]);
    const { refused } = await read([
      headings,
      'X90001,Sam / Jo / Kim,,07700 900123 / 07700 900456,',
    ]);
    expect(refused).toMatchObject([{ reason: expect.stringContaining('more than one number') }]);
  });

  test('one of whom cannot be told leaves the other', async () => {
    const { practices: listed, refused } = await read([
      'ODS,Contact 1,Mobile,Contact 2,Mobile',
      'X90001,Sam Fictional,07700 900123,Jo Invented,07700 90045',
      'X90005,Lee Madeup,07700 900789,,',
    ]);
    expect(listed.map(({ contacts }) => contacts.map(({ name }) => name))).toEqual([
      ['Sam Fictional'],
      ['Lee Madeup'],
    ]);
    expect(refused).toEqual([
      { line: 2, reason: expect.stringMatching(/^person 2: mobile “07700 90045” should be/) },
    ]);
  });

  test('whose numbers nobody can give to one of them are no list', async () => {
    await expect(read(['ODS,Name,Mobile,Mobile', 'X90001,Sam,07700 900123,'])).rejects.toThrow(
      'has 2 columns headed “Mobile” on line 1',
    );
  });
});

describe('cells as people write them', () => {
  const one = async (person: string, mobile: string, email: string) => {
    const list = await read([
      'ODS,Name,Role,Mobile / OOH,Email,Notes',
      `X90001,${person},Manager,"${mobile}","${email}",rings twice`,
    ]);
    const [contact] = list.practices[0]?.contacts ?? [];
    return { contact, leftOut: list.leftOut.map(({ what }) => what), refused: list.refused };
  };

  test.each(['n/a', 'N/A', 'none', '-', '–', 'TBC', 'not known', 'No mobile'])(
    'a mobile of “%s” leaves the person with a good email',
    async (mobile) => {
      const { contact, leftOut, refused } = await one('Sam', mobile, 'sam@example.nhs.uk');
      expect(contact).toMatchObject({ name: 'Sam', email: 'sam@example.nhs.uk' });
      expect(contact).not.toHaveProperty('mobile');
      expect([leftOut, refused]).toEqual([[], []]);
    },
  );

  test.each([
    '+44 (0)7700 900123',
    '+44(0) 7700 900 123',
    '0044 (0)7700 900123',
    '447700900123',
    '’07700 900123',
    '07700 900123',
    '07700–900–123',
    'M: 07700 900123',
    '07700 900123 (work)',
    '07700 900123 - after 6pm only',
    '01632 960123 / 07700 900123',
  ])('“%s” is a mobile', async (mobile) => {
    expect((await one('Sam', mobile, '')).contact).toMatchObject({ mobile: '+447700900123' });
  });

  test('a note beside a number or an address is left out, and said to be', async () => {
    const { contact, leftOut } = await one(
      'Dr A Fictional',
      '07700 900123 (after 6pm)',
      'A Fictional <a@example.nhs.uk>',
    );
    expect(contact).toMatchObject({ name: 'Dr A Fictional', email: 'a@example.nhs.uk' });
    expect(leftOut).toEqual(['the note “(after 6pm)” beside the mobile']);
  });

  test('a number that the note takes back is not used', async () => {
    const { contact, leftOut } = await one('Sam', '07700 900123 (old)', 'sam@example.nhs.uk');
    expect(contact).not.toHaveProperty('mobile');
    expect(leftOut).toEqual([expect.stringContaining('“(old)”')]);
  });

  test('a wrong number beside a good email is left out, and said to be', async () => {
    const { contact, leftOut } = await one('Sam', '01632 960123', 'sam@example.nhs.uk');
    expect(contact).not.toHaveProperty('mobile');
    expect(leftOut).toEqual([
      expect.stringContaining('mobile “01632 960123” should be a UK mobile'),
    ]);
  });

  test('a title and names in columns of their own are one name', async () => {
    const lines = [
      'ODS,Title,First name,Surname,Job title,Mobile',
      'X90001,Dr,Sam,Fictional,GP lead,07700 900123',
    ];
    const [first] = await people(lines);
    expect(first?.slice(0, 3)).toEqual(['X90001', 'Dr Sam Fictional', 'GP lead']);
    const titled = ['ODS,Title,Name,Mobile', 'X90001,Dr,Sam,07700 900123'];
    const [second] = await people(titled);
    expect(second?.slice(0, 3)).toEqual(['X90001', 'Dr Sam', 'Role not given']);
  });
});

describe('a code and a name', () => {
  const headings = 'ODS,Practice,Postcode,Name,Mobile';
  const line = (practice: string) => `${practice},Sam Fictional,07700 900123`;

  test.each([
    'X90001,Meadow Medical Centre,',
    'X90001,Meadow,ZZ6 6FF',
    'X90001,MEADOW MEDICAL CENTRE,ZZ1 1AA',
    'X90001,A Surgery Nobody Knows,',
    'X90001,High Street Surgery,ZZ9 9ZZ',
    'X90001,,ZZ6 6FF',
  ])('that disagree are refused: “%s”', async (written) => {
    const { practices: listed, refused } = await read([headings, line(written)]);
    expect(listed).toEqual([]);
    expect(refused).toEqual([
      { line: 2, reason: expect.stringContaining('X90001 is Harbour Surgery, ZZ1 1AA') },
    ]);
  });

  test.each([
    'X90001,Harbour,',
    'X90001,The Harbour Surgery (main site),ZZ9 9ZZ',
    'X90001,Harbor Surgery,',
    'X90004,Dr. Invented and Partners,',
    'X90004,Drs Invented & Ptnrs,ZZ5 5EE',
    'X90002,High Street,ZZ2 2BB',
  ])('that agree as people write them are used: “%s”', async (written) => {
    const { practices: listed, refused } = await read([headings, line(written)]);
    expect([listed.map(({ odsCode }) => odsCode), refused]).toEqual([[written.slice(0, 6)], []]);
  });

  test('a name that may be two is asked about, with both and their postcodes', async () => {
    const asked = await read([headings, line(',High Street,'), line(',Harbour Surgery,')]);
    expect(asked.refused).toEqual([]);
    expect(asked.practices).toEqual([]);
    expect(asked.questions).toEqual([
      {
        line: 2,
        question: 'which practice is “High Street”?',
        candidates: [practices[1], practices[2]],
      },
      { line: 3, question: 'is “Harbour Surgery” this one?', candidates: [practices[0]] },
    ]);
  });

  test('an answer places the line', async () => {
    const file = textFile('list.csv', [headings, line(',High Street,')].join('\r\n'));
    const placed = new Map([[2, practices[2]!.odsCode]]);
    const list = await readContactList(file, practices, {}, placed);
    expect(list.practices).toMatchObject([{ odsCode: 'X90003', lines: [2] }]);
    expect(list.questions).toEqual([]);
  });
});
