/** What CloudFormation says of a table, in its own words. Indexes are not known here. */
interface TableDefinition {
  attributeDefinitions: readonly { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  /** Partition key first, then the sort key if there is one. */
  keySchema: readonly { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  /** Left out for a table without a stream. */
  streamViewType?: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
}

/** A table of the template. */
export interface Table {
  /** Physical name, as functions are told it. */
  name: string;
  arn: string;
  /** Name in the template. */
  logicalId: string;
  definition: TableDefinition;
  /** The customer-managed key that encrypts it; left out when it has none. */
  keyArn?: string;
  /** That key's policy document. */
  keyPolicy?: unknown;
}

/** Name of the table's partition key. Throws when the definition has none. */
export function partitionKeyOf({ logicalId, definition }: Table): string {
  const key = definition.keySchema.find(({ KeyType }) => KeyType === 'HASH');
  if (key === undefined) throw new Error(`Table ${logicalId} has no partition key (KeyType HASH).`);
  return key.AttributeName;
}
