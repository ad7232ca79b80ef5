import readWorkbook, { type Sheet } from 'read-excel-file/node';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import { isZip, refuseFailedDownload } from './text.ts';

/**
 * Sheets of an `.xlsx` workbook in order. Throws UnreadableFile when it is no such workbook, or cut
 * off.
 */
export async function readSheets(file: NamedFile): Promise<Sheet[]> {
  refuseFailedDownload(file);
  if (!isZip(file.bytes))
    throw new UnreadableFile(
      file.name,
      'should be an Excel workbook (.xlsx), and is not: check that each file is given as what it is',
    );
  try {
    return await readWorkbook(Buffer.from(file.bytes));
  } catch {
    throw new UnreadableFile(
      file.name,
      'is a workbook that does not unpack: it is cut off or damaged; download it again',
    );
  }
}
