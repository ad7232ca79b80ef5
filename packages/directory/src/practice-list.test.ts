import { describe, expect, test } from '@jest/globals';
import { OdsCode } from '@registry/domain';
import writeWorkbook from 'write-excel-file/node';
import { readPracticeList } from './practice-list.ts';
import { textFile } from './published-files.fixture.ts';

const practices = new Set(['Z00001', 'Z00002', 'Z00003'].map((code) => OdsCode.parse(code)));

function read(...lines: string[]) {
  return readPracticeList(textFile('file.csv', lines.join('\r\n')), practices);
}

async function readWorkbook(...sheets: string[][][]) {
  const bytes = await writeWorkbook(
    sheets.map((rows, index) => ({
      sheet: `Sheet ${index + 1}`,
      data: rows.map((row) => row.map((value) => ({ value }))),
    })),
  ).toBuffer();
  return readPracticeList({ name: 'file.xlsx', bytes }, practices);
}

test('the column is told by its heading, under a title row too', async () => {
  const list = await read(
    '\ufeffFirewall moves,,',
    'Surgery,ODS Code,Note',
    '"Harbour, The",Z00001,x',
    'High,z00 002,',
  );
  expect(list).toEqual({
    heading: 'ODS Code',
    odsCodes: ['Z00001', 'Z00002'],
    refused: [],
    rows: 2,
  });
});

test('a single column needs no heading, and one that is no code is a line like any other', async () => {
  expect((await read('Z00002', '', 'Z00001')).odsCodes).toEqual(['Z00002', 'Z00001']);
  expect(await read('Affected', 'Z00001')).toMatchObject({
    odsCodes: ['Z00001'],
    refused: [{ line: 1, reason: expect.stringContaining('“Affected” should be a practice’s') }],
  });
});

test('every bad line is named with what would be right, and the others stand', async () => {
  const list = await read(
    'ODS code,Surgery',
    'Z00001,Harbour',
    ',High',
    'Z0002,Meadow',
    'Z00099,Foreign',
    'z00001,Harbour again',
    '',
    'Z00003,Last',
  );
  expect(list.odsCodes).toEqual(['Z00001', 'Z00003']);
  expect(list.refused).toEqual([
    { line: 3, reason: 'has no ODS code: it should have one such as G82001' },
    { line: 4, reason: expect.stringContaining('“Z0002” should be a practice’s ODS code') },
    { line: 5, reason: expect.stringContaining('Z00099 is not a practice of this ICB') },
    { line: 6, reason: expect.stringContaining('Z00001 is on line 2 already') },
  ]);
});

test('a workbook is read from whichever sheet has the heading', async () => {
  const list = await readWorkbook(
    [['How to use this list']],
    [['Firewall moves'], [], ['Surgery', 'Code'], ['High', 'Z00002'], ['Harbour', 'Z0001']],
  );
  expect(list).toMatchObject({ heading: 'Code', odsCodes: ['Z00002'], refused: [{ line: 5 }] });
});

describe('refused whole, since nobody can say where the codes are', () => {
  test.each([
    [['Z00001,Harbour', 'Z00002,High'], 'its first line is: Z00001, Harbour'],
    [
      ['ODS code,Org code', 'Z00001,Z01'],
      'has 2 columns on line 1 that may hold the practice’s ODS code, “ODS code” and “Org code”',
    ],
    [['ODS code'], 'has a heading and no line under it'],
    [['no codes', 'at all'], 'should have a column headed “ODS code”'],
    [['', ''], 'is empty'],
    [[',', ','], 'is empty: it should list ODS codes'],
    [['"Z00001', 'Z00002'], 'it ends inside quotation marks'],
  ])('%j', async (lines, reason) => {
    await expect(read(...lines)).rejects.toThrow(reason);
  });

  test('two sheets that may both be the list', async () => {
    await expect(readWorkbook([['Z00001']], [['Z00001']])).rejects.toThrow('has 2 sheets');
  });

  test('text in another encoding, and half a workbook', async () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x5a, 0x00]);
    await expect(readPracticeList({ name: 'a.csv', bytes: utf16 }, practices)).rejects.toThrow(
      '“CSV UTF-8”',
    );
    const half = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x00]);
    await expect(readPracticeList({ name: 'a.xlsx', bytes: half }, practices)).rejects.toThrow(
      'does not unpack',
    );
  });
});
