import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { createJob } from './alerting.ts';
import type { Bundles } from './bundles.ts';
import { checkRosters } from './jobs.ts';
import type { RegistryFunction } from './registry-function.ts';
import type { Tables } from './tables.ts';

/** What the check of the rosters is made of. */
export interface RosterChecksProps {
  bundles: Bundles;
  tables: Tables;
  /** Functions that log `roster unreadable` when a caller asks about such a roster. */
  readers: readonly RegistryFunction[];
}

const period = Duration.minutes(5);

/**
 * Creates the nightly check of the rosters, and the alarms for what it and those who read them
 * find.
 */
export function createRosterChecks(
  scope: Construct,
  { bundles, tables, readers }: RosterChecksProps,
): void {
  const check = createJob(scope, checkRosters, { bundles, tables });
  new Rule(scope, 'EveryNight', {
    description: 'Starts check-rosters at 02:30 UTC',
    schedule: Schedule.cron({ minute: '30', hour: '2' }),
    targets: [new LambdaFunction(check.function)],
  });
  alarm(scope, 'RosterUnreadableAlarm', {
    metric: counted('RosterUnreadable', 'roster unreadable', [check, ...readers]),
    alarmDescription:
      'An ICB’s roster does not decode: nobody can ask about its practices. Its code is in the log; mend it with registry rebuild-roster --icb CODE.',
  });
  alarm(scope, 'RosterDriftAlarm', {
    metric: counted('RosterDrift', 'roster drift', [check]),
    alarmDescription:
      'An ICB’s roster is not what its records say, so answers about it are wrong. Its code is in the log of check-rosters; mend it with registry rebuild-roster --icb CODE.',
  });
  alarm(scope, 'RosterCheckFailedAlarm', {
    metric: check.function.metricErrors({ period }),
    alarmDescription: 'check-rosters failed: nobody knows whether a roster has drifted.',
  });
}

/** A count of the lines with this message, in the logs of all these functions together. */
function counted(
  metricName: string,
  message: string,
  functions: readonly RegistryFunction[],
): IMetric {
  const metricNamespace = 'resilience-registry';
  for (const each of functions) {
    new MetricFilter(each, metricName, {
      logGroup: each.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', message),
      metricNamespace,
      metricName,
    });
  }
  return new Metric({ namespace: metricNamespace, metricName, period, statistic: 'Sum' });
}

function alarm(
  scope: Construct,
  id: string,
  { metric, alarmDescription }: { metric: IMetric; alarmDescription: string },
): void {
  new Alarm(scope, id, {
    metric,
    alarmDescription,
    threshold: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}
