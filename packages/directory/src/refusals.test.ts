import { describe, expect, test } from '@jest/globals';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import {
  epraccurFile,
  listSizesFile,
  mapFile,
  onlineConsultationFile,
  smallCatalogue,
  textFile,
} from './published-files.fixture.ts';
import { readPublishedRegister, type PublishedFiles } from './published-register.ts';

const map = mapFile([{}, { PRACTICE_CODE: 'X90002' }]);

async function refusal(files: PublishedFiles): Promise<string> {
  const error: unknown = await readPublishedRegister(files, smallCatalogue).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UnreadableFile)) throw new Error('was not refused');
  expect(error.message.startsWith(error.file)).toBe(true);
  return error.message;
}

function cut(file: NamedFile, bytes: number): NamedFile {
  return { name: file.name, bytes: file.bytes.subarray(0, file.bytes.length - bytes) };
}

function utf16(file: NamedFile, byteOrderMark: string): NamedFile {
  const text = byteOrderMark + new TextDecoder().decode(file.bytes);
  return { name: file.name, bytes: Buffer.from(text, 'utf16le') };
}

describe('a file that is no such file at all', () => {
  test.each<[string, NamedFile, string]>([
    ['empty', textFile('m.csv', ''), 'is empty'],
    ['only blank lines', textFile('m.csv', '\r\n\r\n'), 'is empty'],
    ['HTML', textFile('m.csv', '<!DOCTYPE html><html>Sign in</html>'), 'is a web page'],
    ['UTF-16', utf16(map, '\ufeff'), 'is UTF-16, not UTF-8'],
    ['UTF-16 without byte order mark', utf16(map, ''), 'is UTF-16 or not text'],
    [
      'Windows-1252',
      { name: 'm.csv', bytes: Buffer.from('PRACTICE_CODE,CAF\xc9\n', 'latin1') },
      'is not UTF-8',
    ],
    ['a zip archive', { name: 'm.csv', bytes: Buffer.from('PK\x03\x04abc') }, 'is a zip archive'],
    [
      'an old workbook',
      { name: 'm.csv', bytes: Buffer.from('d0cf11e0', 'hex') },
      'old or password',
    ],
    ['a PDF', textFile('m.csv', '%PDF-1.7 '), 'is a PDF'],
    [
      'other headings',
      textFile('m.csv', 'A,B\n1,2\n'),
      'has no column EXTRACT_DATE, PRACTICE_CODE',
    ],
    ['headings alone', mapFile([]), 'has no practice in it'],
    [
      'without date',
      mapFile([{ EXTRACT_DATE: 'August' }]),
      'EXTRACT_DATE "August" should be a date',
    ],
    [
      'of two dates',
      mapFile([{}, { PRACTICE_CODE: 'X90002', EXTRACT_DATE: '01Jul2026' }]),
      'mixes rows of 2026-08-01 and 2026-07-01',
    ],
  ])('%s', async (_, file, reason) => {
    expect(await refusal({ map: file })).toContain(reason);
  });

  test('UTF-8 with a byte order mark is read', async () => {
    const marked = textFile('map.csv', `\ufeff${new TextDecoder().decode(map.bytes)}`);
    const { joined } = await readPublishedRegister({ map: marked }, smallCatalogue);
    expect(joined.practices).toBe(2);
  });
});

describe('a file given as another', () => {
  test('says what it looks like', async () => {
    const sizes = listSizesFile([['X90001', '1']]);
    expect(await refusal({ map: sizes })).toContain('looks like the list sizes');
    expect(await refusal({ map: epraccurFile([{}]) })).toContain('looks like the ODS practices');
    expect(await refusal({ map, listSizes: map })).toContain('looks like the practice map');
    expect(await refusal({ practices: map })).toContain('looks like the practice map');
    expect(await refusal({ map, onlineConsultation: map })).toContain(
      'should be an Excel workbook',
    );
    const workbook = await onlineConsultationFile([['X90001', 'TPP']]);
    expect(await refusal({ map: workbook })).toContain('is an Excel workbook');
  });

  test('an epraccur in a third coding is not read as empty', async () => {
    const third = epraccurFile([{ status: 'OPEN', setting: 'GP' }]);
    expect(await refusal({ practices: third })).toContain('has no active GP practice in England');
  });
});

describe('a truncated file', () => {
  test('cut anywhere inside its last record is refused', async () => {
    const lastRecord = new TextDecoder().decode(map.bytes).split('\r\n').at(-2)!.length;
    for (let bytes = 1; bytes < lastRecord + 2; bytes++)
      expect(await refusal({ map: cut(map, bytes) })).toMatch(/is cut off|may be cut off/);
  });

  test('cut anywhere inside a quoted last record is refused', async () => {
    const epraccur = epraccurFile([{}, { code: 'X90002' }]);
    const lastRecord = new TextDecoder().decode(epraccur.bytes).split('\r\n').at(-2)!.length;
    for (let bytes = 3; bytes < lastRecord + 2; bytes++)
      expect(await refusal({ practices: cut(epraccur, bytes) })).toMatch(/cut off/);
  });

  test('a complete quoted last record needs no line break', async () => {
    const whole = cut(epraccurFile([{}, { code: 'X90002' }]), 2);
    const { joined } = await readPublishedRegister({ practices: whole }, smallCatalogue);
    expect(joined.practices).toBe(2);
  });

  test('a workbook that does not unpack is refused', async () => {
    const workbook = await onlineConsultationFile([['X90001', 'TPP']]);
    for (const bytes of [1, 30, 500, workbook.bytes.length - 100])
      expect(await refusal({ map, onlineConsultation: cut(workbook, bytes) })).toContain(
        'does not unpack',
      );
  });
});

describe('bad rows', () => {
  const good = (count: number) =>
    Array.from({ length: count }, (_, index) => `X9${String(index).padStart(4, '0')}`);

  test('up to 1% are refused by line and the others stand', async () => {
    const rows = good(198).map((PRACTICE_CODE) => ({ PRACTICE_CODE }));
    const bad = [{ PRACTICE_CODE: 'x1' }, { PRACTICE_CODE: 'X80000', ICB_CODE: 'nowhere' }];
    const { files, joined } = await readPublishedRegister(
      { map: mapFile([...rows, ...bad]) },
      smallCatalogue,
    );
    expect(joined.practices).toBe(198);
    expect(files[0]).toMatchObject({ rows: 200, used: 198 });
    expect(files[0]?.refused).toEqual([
      { line: 200, reason: expect.stringContaining('PRACTICE_CODE "x1" should be') },
      { line: 201, reason: expect.stringContaining('ICB_CODE "nowhere" should be') },
    ]);
  });

  test('more refuse the file, with the first as example', async () => {
    const sizes = good(97).map((code): [string, string] => [code, '100']);
    const listSizes = listSizesFile([...sizes, ['X80000', 'many'], ['X80001', '-3']]);
    expect(await refusal({ map, listSizes })).toContain(
      'has 2 bad rows of 99, more than 1%; the first is line 99: NUMBER_OF_PATIENTS "many" should be a whole number',
    );
  });

  test('a row of too few columns in the middle is refused by line', async () => {
    const text = new TextDecoder().decode(
      mapFile(good(150).map((PRACTICE_CODE) => ({ PRACTICE_CODE }))).bytes,
    );
    const torn = text.replace(/\r\nGP_PRAC_PAT_LIST,/, '\r\n');
    const { files } = await readPublishedRegister({ map: textFile('m', torn) }, smallCatalogue);
    expect(files[0]?.refused).toEqual([
      { line: 2, reason: 'has 13 columns where there should be 14' },
    ]);
  });
});

test('a practice twice is refused when the data differ, and counted once when they do not', async () => {
  expect(await refusal({ map: mapFile([{}, { SUPPLIER_NAME: 'TPP' }]) })).toContain(
    'gives X90001 different data on lines 2 and 3',
  );
  const { joined } = await readPublishedRegister({ map: mapFile([{}, {}]) }, smallCatalogue);
  expect(joined.practices).toBe(1);
});
