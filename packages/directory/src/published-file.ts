import type { OdsCode, Source } from '@registry/domain';
import type { PracticeRows } from './rows.ts';

/** A published file, read. */
export interface PublishedFile<T> extends PracticeRows<T> {
  file: string;
  source: Source;
  /** Rows of data in the file, headings and footnotes left out, whether used or not. */
  rows: number;
  practices: Map<OdsCode, T>;
}
