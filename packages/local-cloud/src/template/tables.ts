import * as z from 'zod';
import type { Table } from '../definitions/table.ts';
import type { Resource } from './resolve.ts';

const Encryption = z.object({ KMSMasterKeyId: z.string().optional() });

const TableProperties = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  StreamSpecification: z
    .object({
      StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
    })
    .optional(),
  GlobalSecondaryIndexes: z.undefined().optional(),
  LocalSecondaryIndexes: z.undefined().optional(),
  SSESpecification: Encryption.optional(),
  /** A global table names its key per replica; the replica here is the only one. */
  Replicas: z.array(z.object({ SSESpecification: Encryption.optional() })).default([]),
});

const KeyProperties = z.object({ KeyPolicy: z.unknown() });

/** The template's tables, each with the key that encrypts it and that key's policy. */
export function tablesOf(resources: readonly Resource[]): Table[] {
  const keys = resources.filter(({ type }) => type === 'AWS::KMS::Key');
  return resources
    .filter(({ type }) => type === 'AWS::DynamoDB::Table' || type === 'AWS::DynamoDB::GlobalTable')
    .map((resource) => {
      const properties = TableProperties.parse(resource.properties());
      const { StreamSpecification: stream, Replicas, SSESpecification } = properties;
      const keyId = (Replicas[0]?.SSESpecification ?? SSESpecification)?.KMSMasterKeyId;
      return {
        name: resource.ref,
        arn: resource.arn ?? '',
        logicalId: resource.logicalId,
        definition: {
          attributeDefinitions: properties.AttributeDefinitions,
          keySchema: properties.KeySchema,
          ...(stream === undefined ? {} : { streamViewType: stream.StreamViewType }),
        },
        ...(keyId === undefined ? {} : keyOf(resource, keyId, keys)),
      };
    });
}

function keyOf(
  table: Resource,
  keyId: string,
  keys: readonly Resource[],
): { keyArn: string; keyPolicy: unknown } {
  const key = keys.find(({ ref, arn }) => keyId === ref || keyId === arn);
  if (key?.arn === undefined) {
    throw new Error(
      `Table ${table.logicalId} is encrypted with ${keyId}, a key not in the template.`,
    );
  }
  return { keyArn: key.arn, keyPolicy: KeyProperties.parse(key.properties()).KeyPolicy };
}
