import type { OdsCode, Tenant } from '@registry/domain';

/** Key of an item in a table with partition and sort key. */
export interface ItemKey {
  pk: string;
  sk: string;
}

/**
 * Keys of the registry table. Every partition key begins with the tenant and closes it with `#`, so that IAM binds a caller
 * to one tenant by `dynamodb:LeadingKeys`, and a practice to its own partition.
 */
export const registryKeys = {
  record: (tenant: Tenant, odsCode: OdsCode): ItemKey => ({
    pk: `ICB#${tenant}#PRACTICE#${odsCode}`,
    sk: 'RECORD',
  }),
  /** What was answered to a practice's `Idempotency-Key`. */
  answer: (tenant: Tenant, odsCode: OdsCode, key: string): ItemKey => ({
    pk: `ICB#${tenant}#PRACTICE#${odsCode}`,
    sk: `IDEMPOTENCY#${key}`,
  }),
  roster: (tenant: Tenant): ItemKey => ({ pk: `ICB#${tenant}#ROSTER`, sk: 'ROSTER' }),
  rosterVersion: (tenant: Tenant): ItemKey => ({ pk: `ICB#${tenant}#ROSTER`, sk: 'VERSION' }),
  /** One partition a month, so that none grows without end. */
  trail: (tenant: Tenant, at: string, id: string): ItemKey => ({
    pk: `ICB#${tenant}#TRAIL#${at.slice(0, 7)}`,
    sk: `${at}#${id}`,
  }),
};

/** Keys of the pointers table: the only ones without a tenant, read by exact key, with nothing personal behind them. */
export const pointerKeys = {
  practice: (odsCode: OdsCode): { pk: string } => ({ pk: `ODS#${odsCode}` }),
  icbs: { pk: 'ICBS' },
};
