import { type NamedFile, UnreadableFile } from './named-file.ts';

/** First bytes that give a format away, and what to do about it. */
const formats: readonly { begins: readonly number[]; message: string }[] = [
  { begins: [0xff, 0xfe], message: 'is UTF-16, not UTF-8: save it as “CSV UTF-8”' },
  { begins: [0xfe, 0xff], message: 'is UTF-16, not UTF-8: save it as “CSV UTF-8”' },
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    message: 'is an old or password-protected Excel workbook, not CSV: save it as “CSV UTF-8”',
  },
  { begins: [0x25, 0x50, 0x44, 0x46], message: 'is a PDF, not CSV: give the CSV file' },
];

/** True when the bytes are a zip archive, which every `.xlsx` workbook is. */
export function isZip(bytes: Uint8Array): boolean {
  return beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
}

/** Throws UnreadableFile when the file is empty or a web page: what a failed download leaves. */
export function refuseFailedDownload({ name, bytes }: NamedFile): void {
  const start = new TextDecoder().decode(bytes.subarray(0, 500)).trimStart().toLowerCase();
  if (start === '') throw new UnreadableFile(name, 'is empty: download it again');
  if (/^<(?:!doctype|!--|html|head|body|\?xml)/.test(start))
    throw new UnreadableFile(
      name,
      'is a web page, not a data file: the download went to an error or sign-in page, so download it again',
    );
}

/**
 * Text of a CSV file in UTF-8, with or without byte order mark.
 * Throws UnreadableFile for anything else, saying what it seems to be.
 */
export function textOf(file: NamedFile): string {
  refuseFailedDownload(file);
  const { name, bytes } = file;
  if (isZip(bytes)) throw new UnreadableFile(name, zipMessage(bytes));
  const format = formats.find(({ begins }) => beginsWith(bytes, begins));
  if (format) throw new UnreadableFile(name, format.message);
  if (bytes.subarray(0, 1000).includes(0))
    throw new UnreadableFile(name, 'is UTF-16 or not text, not UTF-8: save it as “CSV UTF-8”');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile(
      name,
      'is not UTF-8 (perhaps Windows-1252): save it as “CSV UTF-8”, so that no name is misspelt',
    );
  }
}

function beginsWith(bytes: Uint8Array, begins: readonly number[]): boolean {
  return begins.every((byte, index) => bytes[index] === byte);
}

function zipMessage(bytes: Uint8Array): string {
  const isWorkbook = new TextDecoder('latin1').decode(bytes).includes('xl/');
  return isWorkbook
    ? 'is an Excel workbook where a CSV file is expected: check that each file is given as what it is'
    : 'is a zip archive, not CSV: unpack it and give the CSV file inside';
}
