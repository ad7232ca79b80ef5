import * as z from 'zod';
import { DirectoryEntry, PracticeRecord } from '@registry/domain';

const DirectoryText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'should be JSON' });
      return z.NEVER;
    }
  })
  .pipe(DirectoryEntry);

/**
 * A record as its item holds it. What is published of the practice, which is most of it and is
 * written and read as a whole, is one text: as attributes of their own its hundred or so values
 * take twice as long to write and to read.
 */
export const RecordItem = z.object({
  record: z.strictObject({ ...PracticeRecord.shape, directory: DirectoryText }),
});

/** The attributes, besides its key, of the item that holds a record. */
export function attributesOf(record: PracticeRecord) {
  const { directory, version } = record;
  return { record: { ...record, directory: JSON.stringify(directory) }, version };
}
