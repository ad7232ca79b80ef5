import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials, Given } from './raw-messages.ts';

/** Assumes the role for national reading, as the function does. */
export async function assumeNational(
  given: Pick<Given, 'endpoint' | 'region' | 'credentials' | 'roleArn' | 'nationalOrg'>,
): Promise<Credentials> {
  const { endpoint, region, credentials, roleArn, nationalOrg } = given;
  const sts = new STSClient({ endpoint, region, credentials });
  const { Credentials: assumed } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: nationalOrg,
      DurationSeconds: 3600,
      Tags: [{ Key: 'tenant', Value: nationalOrg }],
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = assumed ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('STS gave no credentials');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}
