import { beforeAll, expect, test } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { functionsOf, ofType, synthesized } from './assembly.ts';
import type { Assembly } from './assembly.ts';

let assembly: Assembly;
let service: Template;
beforeAll(() => {
  assembly = synthesized();
  service = Template.fromJSON(assembly.service);
});

const made = (name: string) => functionsOf(assembly).find((each) => each.name === name)!;

test('the clock starts check-rosters every night, and nothing else may', () => {
  const { id } = made('check-rosters');
  service.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'cron(30 2 * * ? *)',
    State: 'ENABLED',
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [id, 'Arn'] } })],
  });
  const permissions = ofType(assembly.service, 'AWS::Lambda::Permission')
    .map(([, { Properties }]) => Properties)
    .filter(({ FunctionName }) => JSON.stringify(FunctionName).includes(id));
  expect(permissions).toMatchObject([{ Principal: 'events.amazonaws.com' }]);
});

test.each([
  [
    ...(['roster unreadable', 'RosterUnreadable'] as const),
    [
      'check-rosters',
      'query-exposure',
      'preview-outage',
      'declare-outage',
      'read-board',
      'report-situation',
      'update-outage',
      // It may read them, as whoever reads for NHS England, and has no reason to.
      'keep-sending',
    ],
  ],
  ['roster drift', 'RosterDrift', ['check-rosters']],
])('%s in a log raises an alarm', (message, metric, names) => {
  const filters = ofType(assembly.service, 'AWS::Logs::MetricFilter')
    .map(([, { Properties }]) => Properties)
    .filter(({ FilterPattern }) => JSON.stringify(FilterPattern).includes(message));
  expect(filters.map(({ LogGroupName }) => LogGroupName)).toEqual(
    expect.arrayContaining(names.map((name) => ({ Ref: made(name).logGroup }))),
  );
  expect(filters).toHaveLength(names.length);
  for (const { FilterPattern, MetricTransformations } of filters) {
    expect(FilterPattern).toBe(`{ $.message = "${message}" }`);
    expect(MetricTransformations).toEqual([
      { MetricNamespace: 'resilience-registry', MetricName: metric, MetricValue: '1' },
    ]);
  }
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'resilience-registry',
    MetricName: metric,
    Statistic: 'Sum',
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('a check that fails raises an alarm', () => {
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: made('check-rosters').id } }],
  });
});
