import { namedFile } from './arguments.ts';
import { UsageError } from './failure.ts';

/**
 * The JSON object in a file. Throws UsageError when it is none, saying what the file should hold:
 * `sender and phone`.
 */
export async function jsonObjectIn(path: string, holding: string): Promise<object> {
  const { name, bytes } = await namedFile(path);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${name} is not JSON: ${reason}.`, { cause: error });
  }
  throw new UsageError(`${name} should hold a JSON object with ${holding}.`);
}
