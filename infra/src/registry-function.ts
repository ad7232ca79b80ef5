import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Bundles } from './bundles.ts';

/** How long every log is kept. */
export const logRetention = RetentionDays.ONE_YEAR;

/** What differs from one function to another. */
export interface RegistryFunctionProps {
  bundles: Bundles;
  /** Folder in a room of `functions/` whose code it runs; its own name when left out. */
  folder?: string;
  environment?: Record<string, string>;
  /** Megabytes; processor time comes in proportion, one whole core at 1,769. Default 1,024. */
  memorySize?: number;
  /** Default 29 s: an HTTP API gives up after 30. */
  timeout?: Duration;
  /** How many of it may run at once; as many as the account has when left out. */
  reservedConcurrency?: number;
}

/**
 * A Lambda function that runs `functions/<room>/<folder>/handler.ts`, with a log group and a role
 * of its own. The role may write that log and nothing else until something is granted to it: no AWS
 * managed policy, and no tracing, which AWS permits only on every resource at once.
 */
export class RegistryFunction extends Construct {
  readonly role: Role;
  readonly function: Function;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, name: string, props: RegistryFunctionProps) {
    super(scope, name);
    const { bundles, folder = name, reservedConcurrency } = props;
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/resilience-registry/${name}`,
      retention: logRetention,
      // Kept, but not in the way of a second try when the first deployment fails.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.role = new Role(this, 'Role', {
      description: `What ${name} may do before it assumes a data role`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    this.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    this.function = new Function(this, 'Function', {
      description: `functions/${bundles.sourceOf(folder)}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundles.folderOf(folder)),
      handler: 'index.handler',
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize: props.memorySize ?? 1024,
      timeout: props.timeout ?? Duration.seconds(29),
      ...(reservedConcurrency ? { reservedConcurrentExecutions: reservedConcurrency } : {}),
      environment: {
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_LOG_LEVEL: 'INFO',
        ...props.environment,
      },
    });
  }
}
