import { createHash } from 'node:crypto';
import { catalogue as national } from '@registry/catalogue';
import type { Tenant } from '@registry/domain';
import { parseReplyCode, personOf, Refusal, tenantOfItem, withOwnProducts } from '@registry/domain';
import type { Database, ReplyLink } from '@registry/storage';
import {
  createAlertStore,
  createDeliveryStore,
  createOutageStore,
  createProductStore,
  createProfileStore,
} from '@registry/storage';
import type { ReplySources } from './view.ts';

/**
 * What stands behind a link: the delivery it came with, the tenant that it names, and all that the
 * page is made of.
 */
export interface Gathered {
  link: ReplyLink;
  tenant: Tenant;
  sources: ReplySources;
}

/**
 * Gathers what stands behind a link. Throws `not-found`, in the same words, for a token that is
 * malformed, unknown or without an outage.
 */
export async function gather(database: Database, asked: string, now: Date): Promise<Gathered> {
  const token = parseReplyCode(asked);
  if (token === undefined) throw nothingThere();
  const hash = createHash('sha256').update(token).digest('hex');
  const link = await createDeliveryStore(database).readReply(hash);
  if (!link) throw nothingThere();
  const { outage: id, odsCode } = link;
  const you = personOf(link);
  const tenant = tenantOfItem(link.icb);
  const outages = createOutageStore(database);
  const [outage, { updates, notes }, practice, { profile }, own] = await Promise.all([
    outages.read(tenant, id),
    outages.readStory(tenant, id),
    createAlertStore(database).readPractice(tenant, id, odsCode),
    createProfileStore(database).read(tenant),
    createProductStore(database).list(tenant),
  ]);
  const [first, ...later] = updates;
  if (!outage || !first || !practice) throw nothingThere();
  const story: ReplySources['updates'] = [first, ...later];
  const catalogue = withOwnProducts(national, own);
  const sources = { token, you, outage, updates: story, notes, practice, profile, catalogue, now };
  return { link, tenant, sources };
}

function nothingThere(): Refusal {
  return new Refusal('not-found', 'There is no alert behind this link');
}
