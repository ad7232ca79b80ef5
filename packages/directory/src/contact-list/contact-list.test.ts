import { describe, expect, test } from '@jest/globals';
import { OdsCode } from '@registry/domain';
import writeWorkbook from 'write-excel-file/node';
import { textFile } from '../published-files.fixture.ts';
import type { ContactColumns } from './columns.ts';
import { readContactList } from './contact-list.ts';

const practices = [
  ['X90001', 'Harbour Surgery', 'ZZ1 1AA'],
  ['X90002', 'The High Street Practice', 'ZZ2 2BB'],
  ['X90003', 'High Street Surgery', 'ZZ2 2BB'],
  ['X90004', 'High Street Surgery', 'ZZ4 4DD'],
  ['X90005', "St Anyone's Medical Centre", 'ZZ5 5EE'],
].map(([code, name, postcode]) => ({
  odsCode: OdsCode.parse(code),
  name: name!,
  postcode: postcode!,
}));

const headings = 'ODS code,Practice,Post code,Name,Job title,Mobile,E-mail,Bypass number';

function read(lines: readonly string[], columns?: ContactColumns) {
  return readContactList(textFile('list.csv', lines.join('\r\n')), practices, columns);
}

/** What becomes of one line under the usual headings. */
async function readLine(line: string) {
  const { practices: listed, refused, questions } = await read([headings, line]);
  return listed[0] ?? refused[0] ?? questions[0];
}

test('several lines of a practice become its contacts in order, exact repeats once', async () => {
  const list = await read([
    headings,
    'X90001,,,Sam Fictional,Practice manager,07700 900123,sam@nhs.net,01632 960456',
    'X90001,,,Jo Invented,GP partner,07700900456,JO@example.org,',
    'x90 001,,,Sam Fictional,Practice manager,+447700900123,sam@nhs.net,',
    ',,,,,,,',
  ]);
  expect(list).toEqual({
    headings: [
      { heading: 'ODS code', column: 'odsCode' },
      { heading: 'Practice', column: 'practiceName' },
      { heading: 'Post code', column: 'postcode' },
      { heading: 'Name', column: 'person', person: 1 },
      { heading: 'Job title', column: 'role', person: 1 },
      { heading: 'Mobile', column: 'mobile', person: 1 },
      { heading: 'E-mail', column: 'email', person: 1 },
      { heading: 'Bypass number', column: 'bypassNumber' },
    ],
    guessed: true,
    rows: 3,
    refused: [],
    leftOut: [],
    questions: [],
    practices: [
      {
        odsCode: 'X90001',
        bypassNumber: '+441632960456',
        lines: [2, 3, 4],
        contacts: [
          {
            name: 'Sam Fictional',
            role: 'Practice manager',
            mobile: '+447700900123',
            email: 'sam@nhs.net',
            hours: 'any',
            order: 1,
          },
          {
            name: 'Jo Invented',
            role: 'GP partner',
            mobile: '+447700900456',
            email: 'jo@example.org',
            hours: 'any',
            order: 2,
          },
        ],
      },
    ],
  });
});

describe('which practice', () => {
  test.each([
    ['g 90001', undefined],
    [' x90001 ', 'X90001'],
    ['X90001,Some Name We Do Not Have,ZZ9 9ZZ', undefined],
    ['X90001,Some Name We Do Not Have,ZZ1 1AA', 'X90001'],
    ['X90001,HARBOUR SURGERY,', 'X90001'],
    [',harbour  surgery,zz11aa', 'X90001'],
    [',The Harbour Practice,ZZ1 1AA', 'X90001'],
    [',St. Anyones Medical Ctr,ZZ5 5EE', 'X90005'],
    [',ST ANYONES,ZZ5 5EE', 'X90005'],
    [',High Street Surgery,ZZ4 4DD', 'X90004'],
    [',HIGH STREET SURGERY,ZZ2 2BB', 'X90003'],
  ])('“%s” is %s', async (written, odsCode) => {
    const cells = [...written.split(','), '', ''].slice(0, 3).join(',');
    const listed = await readLine(`${cells},Sam Fictional,Manager,07700 900123,,`);
    if (odsCode) expect(listed).toMatchObject({ odsCode });
    else expect(listed).toHaveProperty('reason');
  });

  test.each([
    ['X99999,,', 'X99999 is not a practice of this ICB'],
    ['90001,,', '“90001” should be a practice’s ODS code'],
    [',,ZZ1 1AA', 'should have an ODS code, or both a practice name and a postcode'],
    [',Nowhere,ZZ9 9ZZ', 'no practice of this ICB is called “Nowhere” at ZZ9 9ZZ, or alike'],
    [
      'X90003,Harbour Surgery,',
      'X90003 is High Street Surgery, ZZ2 2BB, but the line means X90001 Harbour Surgery, ZZ1 1AA',
    ],
  ])('“%s” is refused', async (written, reason) => {
    const refused = await readLine(`${written},Sam Fictional,Manager,07700 900123,,`);
    expect(refused).toEqual({ line: 2, reason: expect.stringContaining(reason) });
  });

  test.each([
    [',Harbour Surgery,', ['X90001']],
    [',High Street,ZZ2 2BB', ['X90002', 'X90003']],
    [',Harbour Surgery,ZZ4 4DD', ['X90001', 'X90004']],
    [',Nowhere,ZZ4 4DD', ['X90004']],
  ])('“%s” is asked about', async (written, candidates) => {
    const asked = await readLine(`${written},Sam Fictional,Manager,07700 900123,,`);
    expect(asked).toMatchObject({ candidates: candidates.map((odsCode) => ({ odsCode })) });
  });
});

describe('numbers and addresses', () => {
  test.each(['7700900123', '7700900123.0', '07700 900 123', '0044 7700 900123', '(07700) 900123'])(
    'mobile “%s” is read',
    async (mobile) => {
      const listed = await readLine(`X90001,,,Sam Fictional,Manager,${mobile},,`);
      expect(listed).toMatchObject({ contacts: [{ mobile: '+447700900123' }] });
    },
  );

  test.each([
    ['Sam,Manager,01632 960456,,', 'mobile “01632 960456” should be a UK mobile'],
    ['Sam,Manager,770090012,,', 'mobile “770090012” should be a UK mobile number'],
    ['Sam,Manager,7.70E+09,,', 'mobile “7.70E+09” should be a UK mobile number'],
    ['Sam,Manager,07700 900123 / 07700 900456,,', 'holds more than one number'],
    ['Sam,Manager,07700900123 07700900456,,', 'holds more than one number'],
    ['Sam,Manager,,sam@nhs.net; jo@example.org,', 'holds more than one address'],
    ['Sam,Manager,,sam.example.org,', 'email “sam.example.org” should be an email address'],
    ['Sam,Manager,,,', 'should have a mobile or an email address'],
    [',Manager,07700 900123,,', 'name should be the person’s name'],
    [',,,,960456', 'bypass number “960456” should be a UK telephone number'],
    [',,,,', 'has no person, mobile, email or bypass number'],
  ])('“%s” tells of nobody, and refuses the line', async (written, reason) => {
    const refused = await readLine(`X90001,,,${written}`);
    expect(refused).toEqual({ line: 2, reason: expect.stringContaining(reason) });
  });

  test('a bypass number may stand alone, and a second one that differs is refused', async () => {
    const list = await read([headings, 'X90001,,,,,,,01632 960456', 'X90001,,,,,,,01632 960457']);
    expect(list.practices).toMatchObject([{ contacts: [], bypassNumber: '+441632960456' }]);
    expect(list.refused).toMatchObject([
      { line: 3, reason: expect.stringContaining('another bypass number than line 2') },
    ]);
  });

  test('a list without job titles says that the role was not given', async () => {
    const list = await read(['National Code,Contact,Mob. No.', 'X90001,Sam,07700 900123']);
    expect(list.practices[0]?.contacts[0]?.role).toBe('Role not given');
  });
});

describe('headings', () => {
  test('are found under title rows, and rather the better of two', async () => {
    const list = await read([
      'Winter call-down list',
      '',
      'Surgery,Org Code,Tel,Mobile No.,Contact,Position,NHSmail,Back line',
      'Harbour,X90001,01632 960001,07700 900123,Sam,Manager,sam@nhs.net,01632 960456',
    ]);
    expect(list.headings.map(({ heading, column }) => [heading, column])).toEqual([
      ['Surgery', 'practiceName'],
      ['Org Code', 'odsCode'],
      ['Tel', undefined],
      ['Mobile No.', 'mobile'],
      ['Contact', 'person'],
      ['Position', 'role'],
      ['NHSmail', 'email'],
      ['Back line', 'bypassNumber'],
    ]);
    expect(list.practices).toMatchObject([{ odsCode: 'X90001', lines: [4] }]);
  });

  test('may be given', async () => {
    const lines = ['Ref,Who,Ring', 'X90001,Sam,07700 900123'];
    const list = await read(lines, { odsCode: 'ref', person: 'Who', mobile: 'Ring' });
    expect(list).toMatchObject({
      guessed: false,
      headings: [{ heading: 'Ref', column: 'odsCode' }, {}, {}],
    });
    expect(list.practices[0]?.contacts).toHaveLength(1);
    await expect(read(lines)).rejects.toThrow('the headings seem to be: Ref, Who, Ring');
    await expect(read(lines, { odsCode: 'Reference' })).rejects.toThrow('“Reference”');
  });

  test('that stand twice for one person are refused whole', async () => {
    await expect(
      read(['ODS,Mobile,Name,Mobile,Name', 'X90001,07700 900123,Sam,07700 900456,Jo']),
    ).rejects.toThrow('has 2 columns headed “Mobile” on line 1');
  });

  test('without a line under them, and no file at all, are refused whole', async () => {
    await expect(read([headings])).rejects.toThrow('has headings and no line under them');
    await expect(read([''])).rejects.toThrow('list.csv is empty');
  });
});

test('a workbook is read from whichever sheet has the headings, numbers that lost their zero too', async () => {
  const bytes = await writeWorkbook([
    { sheet: 'Read me', data: [[{ value: 'How to use this list' }]] },
    {
      sheet: 'Contacts',
      data: [
        [{ value: 'Continuity contacts' }],
        [],
        ['ODS', 'Name', 'Mobile'].map((value) => ({ value })),
        [{ value: 'X90001' }, { value: 'Sam Fictional' }, { value: 7700900123, type: Number }],
      ],
    },
  ]).toBuffer();
  const list = await readContactList({ name: 'list.xlsx', bytes }, practices);
  expect(list.practices).toMatchObject([
    { odsCode: 'X90001', lines: [4], contacts: [{ mobile: '+447700900123' }] },
  ]);
});
