import type { Dataset, OdsCode, OutageId, ProductId, Tenant } from '@registry/domain';

/** Key of an item in a table with partition and sort key. */
export interface ItemKey {
  pk: string;
  sk: string;
}

/**
 * Keys of the registry table. Every partition key begins with the tenant and closes it with `#`, so
 * that IAM binds a caller to one tenant by `dynamodb:LeadingKeys`, and a practice to its own
 * partition.
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
  /** One of the ICB's own products. */
  product: (tenant: Tenant, id: ProductId): ItemKey => ({ pk: `ICB#${tenant}#PRODUCTS`, sk: id }),
  /**
   * Alone, so that one read unit tells a warm function that the products it holds are still all.
   */
  productsVersion: (tenant: Tenant): ItemKey => ({ pk: `ICB#${tenant}#PRODUCTS`, sk: 'VERSION' }),
  profile: (tenant: Tenant): ItemKey => ({ pk: `ICB#${tenant}#PROFILE`, sk: 'PROFILE' }),
  /** The stop switch. */
  sending: (tenant: Tenant): ItemKey => ({ pk: `ICB#${tenant}#SENDING`, sk: 'SENDING' }),
  idempotency: (tenant: Tenant, key: string): ItemKey => ({
    pk: `ICB#${tenant}#IDEMPOTENCY`,
    sk: key,
  }),
  /** One partition a month, so that none grows without end. */
  trail: (tenant: Tenant, at: string, id: string): ItemKey => ({
    pk: `ICB#${tenant}#TRAIL#${at.slice(0, 7)}`,
    sk: `${at}#${id}`,
  }),
};

/** What makes a due time of an outage one. */
interface DueKey {
  /** ISO instant of a whole minute. */
  minute: string;
  act: string;
  outage: string;
}

const numbered = (number: number): string => String(number).padStart(4, '0');

/** Keys of the outages table. */
export const outageKeys = {
  outage: (tenant: Tenant, id: OutageId): ItemKey => ({ pk: `ICB#${tenant}#OUTAGES`, sk: id }),
  /** There while an outage of the product is open in this ICB. */
  open: (tenant: Tenant, product: string): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGES`,
    sk: `OPEN#${product}`,
  }),
  /** There while a national outage of the product is open: it keeps the ICB from nothing. */
  openNationally: (tenant: Tenant, product: string): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGES`,
    sk: `OPEN#${product}#NATIONAL`,
  }),
  update: (tenant: Tenant, id: OutageId, number: number): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGE#${id}`,
    sk: `UPDATE#${numbered(number)}`,
  }),
  /** Which practices it might hit, and why, when that update was written. */
  exposure: (tenant: Tenant, id: OutageId, number: number): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGE#${id}`,
    sk: `EXPOSURE#${numbered(number)}`,
  }),
  note: (tenant: Tenant, id: OutageId, noteId: string): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGE#${id}`,
    sk: `NOTE#${noteId}`,
  }),
};

/** Keys of the alerts table. */
export const alertKeys = {
  /**
   * How much the tenant has written since that moment. Here, and not among its outages, because
   * that table is streamed.
   */
  writes: (tenant: Tenant, since: string): ItemKey => ({
    pk: `ICB#${tenant}#WRITES`,
    sk: since,
  }),
  practice: (tenant: Tenant, id: OutageId, odsCode: OdsCode): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGE#${id}`,
    sk: `PRACTICE#${odsCode}`,
  }),
  /** That an outage is to be looked at from that minute on, and what for. */
  due: (tenant: Tenant, { minute, act, outage }: DueKey): ItemKey => ({
    pk: `ICB#${tenant}#DUE`,
    sk: `${minute}#${act}#${outage}`,
  }),
  /** A reminder of what was promised with an update. */
  reminder: (tenant: Tenant, id: OutageId, update: number, what: string): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGE#${id}`,
    sk: `REMINDER#${numbered(update)}#${what}`,
  }),
  /** What a practice says in a national outage, to be counted: nothing else, and nobody's name. */
  counted: (tenant: Tenant, id: OutageId, odsCode: OdsCode): ItemKey => ({
    pk: `ICB#${tenant}#COUNTED#${id}`,
    sk: odsCode,
  }),
  /** What providers said last of one address of a practice: a keyed hash, never the address. */
  flag: (tenant: Tenant, odsCode: OdsCode, addressKey: string): ItemKey => ({
    pk: `ICB#${tenant}#FLAGS`,
    sk: `${odsCode}#${addressKey}`,
  }),
  /** One update to one recipient (a keyed hash, never an address) by one channel. */
  delivery: (
    tenant: Tenant,
    id: OutageId,
    to: { odsCode: OdsCode; update: number; channel: string; recipient: string },
  ): ItemKey => ({
    pk: `ICB#${tenant}#OUTAGE#${id}`,
    sk: `DELIVERY#${to.odsCode}#${numbered(to.update)}#${to.channel}#${to.recipient}`,
  }),
};

/**
 * Keys of the pointers table: the only ones without a tenant, read by exact key, with nothing
 * personal behind them.
 */
export const pointerKeys = {
  practice: (odsCode: OdsCode): { pk: string } => ({ pk: `ODS#${odsCode}` }),
  icbs: { pk: 'ICBS' },
  /** A published dataset as a whole. */
  dataset: (dataset: Dataset): { pk: string } => ({ pk: `DATASET#${dataset}` }),
  /** Behind the SHA-256 of a reply token, never the token itself. */
  reply: (tokenHash: string): { pk: string } => ({ pk: `REPLY#${tokenHash}` }),
  /** Behind the id that a provider gave a message: the delivery that it was. */
  receipt: (channel: string, providerId: string): { pk: string } => ({
    pk: `RECEIPT#${channel}#${providerId}`,
  }),
  pace: (channel: string): { pk: string } => ({ pk: `PACE#${channel}` }),
};
