import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { describeFailure, exitCodes } from './terminal/failure.ts';
import { warn } from './terminal/output.ts';

/** Runs one command, and gives the exit code that scripts can tell the outcome by. */
async function run(argv: string[]): Promise<number | undefined> {
  try {
    await createProgram().parseAsync(argv);
    return undefined;
  } catch (error) {
    // Commander has written its own sentence already.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const failure = describeFailure(error);
    warn(failure.text);
    if (process.env['DEBUG'] === '1' && error instanceof Error) warn(error.stack ?? '');
    return failure.exitCode;
  }
}

// A reader such as `head` that has seen enough closes the pipe; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.refused);
});

const exitCode = await run(process.argv);
if (exitCode !== undefined) process.exitCode = exitCode;
