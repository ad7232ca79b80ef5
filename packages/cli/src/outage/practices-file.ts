import { OdsCode } from '@registry/domain';
import { UsageError } from '../terminal/failure.ts';

/**
 * The practices that a list names: CSV with one ODS code in each line, in whichever column; a
 * heading may come first. Each once, in the list's order. Throws UsageError naming the lines that
 * hold no code, or several, and for a list without any.
 */
export function practicesListed(file: { name: string; bytes: Uint8Array }): OdsCode[] {
  const lines = new TextDecoder().decode(file.bytes).split(/\r\n|\n|\r/);
  const codes: OdsCode[] = [];
  const wrong: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.replace(/[\s,;]/g, '') === '') continue;
    const [code, ...more] = codesIn(line);
    if (code !== undefined && more.length === 0) codes.push(code);
    else if (index > 0 || more.length > 0) wrong.push(index + 1);
  }
  if (wrong.length > 0)
    throw new UsageError(
      `${file.name} should have one practice’s ODS code, such as G82001, in each line; it has not in line ${wrong.slice(0, 10).join(', ')}${wrong.length > 10 ? ' and more' : ''}.`,
    );
  if (codes.length === 0)
    throw new UsageError(
      `${file.name} names no practice: it should list ODS codes such as G82001.`,
    );
  return [...new Set(codes)];
}

function codesIn(line: string): OdsCode[] {
  return line.split(/[,;\t]/).flatMap((cell) => {
    const parsed = OdsCode.safeParse(cell.replace(/["\s]/g, '').toUpperCase());
    return parsed.success ? [parsed.data] : [];
  });
}
