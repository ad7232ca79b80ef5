import { ApiProblem, UnexpectedAnswer, Unreachable } from '@registry/api-client';
import { UnreadableFile } from '@registry/directory';

/** What a script can tell from the exit code. */
export const exitCodes = { done: 0, refused: 1, usage: 2, unreachable: 3 } as const;

/**
 * Something is wrong with what was typed or with a file that was given; the message says what would
 * be right.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * What to tell people about an error, and the exit code: 1 refused by the API, 2 usage or
 * unreadable input, 3 no registry there.
 */
export function describeFailure(error: unknown): { exitCode: number; text: string } {
  if (error instanceof ApiProblem)
    return { exitCode: exitCodes.refused, text: describeProblem(error) };
  if (error instanceof UsageError || error instanceof UnreadableFile)
    return { exitCode: exitCodes.usage, text: error.message };
  if (error instanceof Unreachable || error instanceof UnexpectedAnswer)
    return { exitCode: exitCodes.unreachable, text: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return {
    exitCode: exitCodes.refused,
    text: `This program failed: ${message} (DEBUG=1 shows where.)`,
  };
}

/**
 * The API's refusal: its sentence, or just its title where that sentence only repeats the fields;
 * then each wrong field.
 */
export function describeProblem({ status, message, problem }: ApiProblem): string {
  const errors = problem.errors ?? [];
  const fields = errors.map(({ path, message: what }) => `  ${path}: ${what}`);
  const repeats = errors.some((error) => message.includes(error.message));
  const correlation = problem.correlationId
    ? [`  Quote ${problem.correlationId} to whoever runs the registry.`]
    : [];
  return [
    `Refused (${status}): ${repeats ? problem.title : message}`,
    ...fields,
    ...correlation,
  ].join('\n');
}
