import { Logger } from '@aws-lambda-powertools/logger';
import { checkRosters, openOwnDatabase } from '@registry/storage';
import type { Database, RosterFinding } from '@registry/storage';

const logger = new Logger();
let database: Database | undefined;

/**
 * Every night: compares each ICB's roster with its records and logs what differs, which raises an
 * alarm. It mends nothing: `POST /icbs/{code}/roster` does.
 */
export async function handler(): Promise<void> {
  database ??= openOwnDatabase(process.env);
  const { checked, findings, unchecked } = await checkRosters(database);
  for (const finding of findings) report(finding);
  // Changed all the time: the next check looks again.
  if (unchecked.length > 0) logger.warn('rosters not checked', { icbs: unchecked });
  logger.info('rosters checked', { icbs: checked, wrong: findings.length });
}

/** The messages are those that the alarms' metric filters look for. */
function report(finding: RosterFinding): void {
  const { icb } = finding;
  if (finding.kind === 'unreadable') {
    logger.error('roster unreadable', { icb, fault: finding.fault });
    return;
  }
  const { missing, extra, differing } = finding;
  logger.error('roster drift', {
    icb,
    missing: { count: missing.length, odsCodes: missing },
    extra: { count: extra.length, odsCodes: extra },
    differing: { count: differing.length, odsCodes: differing },
  });
}
