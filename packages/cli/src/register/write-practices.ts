import type { ApiClient } from '@registry/api-client';
import { ApiProblem } from '@registry/api-client';
import type { OdsCode, PracticeView, RecordBody } from '@registry/domain';
import { describeProblem, exitCodes } from '../terminal/failure.ts';
import { say, warn } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';
import { count, figure } from '../terminal/wording.ts';

/** What an ICB would have written of one practice. */
interface PracticeWrite {
  odsCode: OdsCode;
  /** From the record as it then stands; undefined leaves it as it is. */
  bodyFrom: (practice: PracticeView) => RecordBody | undefined;
}

/**
 * Writes what the ICB supplies, one practice after another: two at once in one ICB would contend
 * for its roster. Shows how far it has come, then how many were written or, of none,
 * `nothingChanged`; those refused are listed, and make the exit code 1.
 */
export async function writePractices(
  client: Pick<ApiClient, 'readPractice' | 'registerPractice'>,
  writes: readonly PracticeWrite[],
  nothingChanged: string,
): Promise<void> {
  const progress = startProgress('Writing practices', writes.length);
  const failures: string[] = [];
  for (const [index, write] of writes.entries()) {
    try {
      await writePractice(client, write);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      failures.push(`${write.odsCode} was not written. ${describeProblem(error)}`);
    } finally {
      progress.set(index + 1);
    }
  }
  progress.stop();
  const written = count(writes.length - failures.length, 'practice');
  say(writes.length === 0 ? nothingChanged : `Written: ${written}.`);
  if (failures.length === 0) return;
  warn(`${figure(failures.length)} not written:\n${failures.join('\n')}`);
  process.exitCode = exitCodes.refused;
}

/** Writes one practice; when somebody else changed its record meanwhile, on what they left. */
async function writePractice(
  client: Pick<ApiClient, 'readPractice' | 'registerPractice'>,
  write: PracticeWrite,
  attemptsLeft = 5,
): Promise<void> {
  const { practice, etag } = await client.readPractice(write.odsCode);
  const body = write.bodyFrom(practice);
  if (!body) return;
  try {
    await client.registerPractice(write.odsCode, body, { ifMatch: etag });
  } catch (error) {
    const changedMeanwhile = error instanceof ApiProblem && error.code === 'changed-meanwhile';
    if (!changedMeanwhile || attemptsLeft <= 1) throw error;
    await writePractice(client, write, attemptsLeft - 1);
  }
}
