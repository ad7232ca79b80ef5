import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Bundles } from './bundles.ts';
import { createMessages } from './messages.ts';
import type { Messages } from './messages.ts';
import { RegistryFunction } from './registry-function.ts';
import { createTables } from './tables.ts';
import type { Tables } from './tables.ts';
import { createIdentity, defaultDomainPrefix } from './user-pool.ts';
import type { Identity } from './user-pool.ts';
import { contextText, nationalOrg } from './settings.ts';

/**
 * What must outlive any deployment: the tables, the topics and queues with what lies in them, their
 * keys and the user pool. Nothing here is deleted with the stack. The pool's trigger function
 * stands here too, since a stack of its own would need the pool and be needed by it.
 */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly identity: Identity;
  readonly messages: Messages;

  constructor(scope: Construct, id: string, props: StackProps & { bundles: Bundles }) {
    super(scope, id, { ...props, terminationProtection: true });
    this.tables = createTables(this);
    this.messages = createMessages(this);
    const issueClaims = new RegistryFunction(this, 'issue-claims', {
      bundles: props.bundles,
      environment: { NATIONAL_ORG: nationalOrg(this) },
      memorySize: 512,
      // Cognito waits no longer.
      timeout: Duration.seconds(5),
    });
    this.identity = createIdentity(this, {
      issueClaims: issueClaims.function,
      domainPrefix: contextText(this, 'domainPrefix') ?? defaultDomainPrefix,
    });
    const { alerts, announcements } = this.messages;
    new CfnOutput(this, 'AlertsTopicArn', { value: alerts.topicArn });
    new CfnOutput(this, 'AnnouncementsTopicArn', { value: announcements.topicArn });
    new CfnOutput(this, 'UserPoolId', { value: this.identity.pool.userPoolId });
    new CfnOutput(this, 'PeopleClientId', { value: this.identity.peopleClient.userPoolClientId });
    new CfnOutput(this, 'MachineClientId', { value: this.identity.machineClient.userPoolClientId });
  }
}
