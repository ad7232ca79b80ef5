/** One record of a file and where it stands: the line, or the row of a sheet, counted from 1. */
export interface CsvRecord {
  line: number;
  fields: string[];
}
