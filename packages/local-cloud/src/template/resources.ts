import { createHash } from 'node:crypto';
import { ACCOUNT, arnOf, QUEUE_ORIGIN, REGION, roleArnOf } from '../account/account.ts';

/** One resource of one stack, as far as its names and attributes need it. */
export interface Named {
  stack: string;
  logicalId: string;
  type: string;
  /** The name the template gives it, where it gives one. */
  givenName: string | undefined;
}

/** What a resource answers to `Ref` and to each `Fn::GetAtt`. */
export interface Identifiers {
  ref: string;
  attributes: Readonly<Record<string, string>>;
}

/**
 * Types that need no body on one machine: nothing in a request's path depends on them.
 * Any other type that `identifiersOf` does not know is an error at start.
 */
const NO_BODY: ReadonlySet<string> = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::KMS::Alias',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::WAFv2::WebACL',
]);

/** The property that holds a type's physical name, for types whose name can be given. */
export const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Logs::SubscriptionFilter': 'FilterName',
  'AWS::ApiGatewayV2::Stage': 'StageName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Events::Rule': 'Name',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::Cognito::UserPoolResourceServer': 'Identifier',
  'AWS::Cognito::UserPoolDomain': 'Domain',
};

/**
 * The names and attributes that CloudFormation would give a resource; the same every time for the
 * same template.
 * @param publicUrl address of the local cloud, such as `http://127.0.0.1:3000`
 * @throws Error for a type that has neither a body nor a place on the list of those that need none
 */
export function identifiersOf(resource: Named, publicUrl: string): Identifiers {
  const body = BODIES[resource.type];
  if (body !== undefined) return body(resource, publicUrl);
  if (NO_BODY.has(resource.type)) return { ref: nameOf(resource), attributes: {} };
  throw new Error(
    `The local cloud does not know ${resource.type} (${resource.logicalId} in ${resource.stack}): give it a body, or list it among the types that need none.`,
  );
}

const BODIES: Readonly<Record<string, (resource: Named, publicUrl: string) => Identifiers>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::KMS::Key': (resource) => {
    const id = uuidOf(resource);
    return { ref: id, attributes: { Arn: arnOf('kms', `key/${id}`), KeyId: id } };
  },
  'AWS::IAM::Role': (resource) => {
    const name = nameOf(resource);
    return {
      ref: name,
      attributes: {
        Arn: roleArnOf(name),
        RoleId: `AROA${idOf(resource, 17)}`,
      },
    };
  },
  'AWS::IAM::Policy': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::Lambda::Function': (resource) => {
    const name = nameOf(resource);
    return { ref: name, attributes: { Arn: arnOf('lambda', `function:${name}`) } };
  },
  'AWS::Lambda::Permission': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::Lambda::EventSourceMapping': (resource) => {
    const id = uuidOf(resource);
    const attributes = {
      Id: id,
      EventSourceMappingArn: arnOf('lambda', `event-source-mapping:${id}`),
    };
    return { ref: id, attributes };
  },
  'AWS::SQS::Queue': (resource) => {
    const name = nameOf(resource);
    const url = `${QUEUE_ORIGIN}/${ACCOUNT}/${name}`;
    return { ref: url, attributes: { Arn: arnOf('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SQS::QueuePolicy': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::Events::Rule': (resource) => {
    const name = nameOf(resource);
    return { ref: name, attributes: { Arn: arnOf('events', `rule/${name}`) } };
  },
  'AWS::Logs::LogGroup': (resource) => {
    const name = nameOf(resource);
    return { ref: name, attributes: { Arn: arnOf('logs', `log-group:${name}:*`) } };
  },
  'AWS::Logs::SubscriptionFilter': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::Cognito::UserPool': (resource, publicUrl) => {
    const id = `${REGION}_${idOf(resource, 9)}`;
    const url = `${publicUrl}/identity`;
    return {
      ref: id,
      attributes: {
        Arn: arnOf('cognito-idp', `userpool/${id}`),
        UserPoolId: id,
        ProviderURL: url,
        ProviderName: url.replace(/^https?:\/\//, ''),
      },
    };
  },
  'AWS::Cognito::UserPoolClient': (resource) => {
    const id = idOf(resource, 26).toLowerCase();
    return { ref: id, attributes: { ClientId: id } };
  },
  'AWS::Cognito::UserPoolResourceServer': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::Cognito::UserPoolDomain': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::ApiGatewayV2::Api': (resource, publicUrl) => {
    const id = idOf(resource, 10).toLowerCase();
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: publicUrl } };
  },
  'AWS::ApiGatewayV2::Stage': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::ApiGatewayV2::Route': gatewayPart,
  'AWS::ApiGatewayV2::Integration': gatewayPart,
  'AWS::ApiGatewayV2::Authorizer': gatewayPart,
  'AWS::SNS::Topic': (resource) => {
    const name = nameOf(resource);
    const topicArn = arnOf('sns', name);
    return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
  },
  // The last part of its ARN: the topic's goes before it.
  'AWS::SNS::Subscription': (resource) => ({
    ref: uuidOf(resource),
    attributes: {},
  }),
  'AWS::SNS::TopicPolicy': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::SES::EmailIdentity': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::SES::ConfigurationSet': (resource) => ({ ref: nameOf(resource), attributes: {} }),
  'AWS::SES::ConfigurationSetEventDestination': (resource) => ({
    ref: uuidOf(resource),
    attributes: {},
  }),
  // A call that CDK's AwsCustomResource makes on deployment.
  'Custom::AWS': (resource) => ({ ref: nameOf(resource), attributes: {} }),
};

function table(resource: Named): Identifiers {
  const name = nameOf(resource);
  const tableArn = arnOf('dynamodb', `table/${name}`);
  return {
    ref: name,
    attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/2026-01-01T00:00:00.000` },
  };
}

function gatewayPart(resource: Named): Identifiers {
  return { ref: idOf(resource, 7).toLowerCase(), attributes: {} };
}

/**
 * Role and function names may have 64 characters; CDK's distinguishing hash is at the end, so the
 * middle goes.
 */
function nameOf({ stack, logicalId, givenName }: Named): string {
  const name = givenName ?? `${stack}-${logicalId}`;
  return name.length <= 64 ? name : `${name.slice(0, 31)}-${name.slice(-32)}`;
}

function hash({ stack, logicalId }: Named): string {
  return createHash('sha256').update(`${stack}/${logicalId}`).digest('hex');
}

function uuidOf(resource: Named): string {
  return hash(resource).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function idOf(resource: Named, length: number): string {
  return BigInt(`0x${hash(resource)}`)
    .toString(36)
    .toUpperCase()
    .padStart(length, '0')
    .slice(0, length);
}
