import type {
  AlertedPractice,
  AlertMessage,
  Catalogue,
  IcbProfile,
  Outage,
  OutageNote,
  OutageUpdate,
  PracticeRecord,
  Tenant,
} from '@registry/domain';
import { catalogue as national } from '@registry/catalogue';
import { newestTold, withOwnProducts } from '@registry/domain';
import type { Delivering } from './delivering.ts';

/** An outage with its story, and who speaks. */
interface Story {
  outage: Outage | undefined;
  updates: OutageUpdate[];
  notes: OutageNote[];
  profile: IcbProfile | undefined;
  /** The national catalogue, with the ICB's own products. */
  catalogue: Catalogue;
}

/** Gives the story of an outage as it was at its first asking. */
export type Stories = (tenant: Tenant, id: AlertMessage['outage']) => Promise<Story>;

/** Reads each outage once for a batch, whose messages are mostly of one. */
export function createStories({
  outages,
  profiles,
  products,
}: Pick<Delivering, 'outages' | 'profiles' | 'products'>): Stories {
  const known = new Map<string, Promise<Story>>();
  return (tenant, id) => {
    const key = `${tenant} ${id}`;
    const story = known.get(key) ?? read(tenant, id);
    known.set(key, story);
    return story;
  };

  async function read(tenant: Tenant, id: AlertMessage['outage']): Promise<Story> {
    const [outage, story, { profile }, own] = await Promise.all([
      outages.read(tenant, id),
      outages.readStory(tenant, id),
      profiles.read(tenant),
      products.list(tenant),
    ]);
    return { ...story, outage, profile, catalogue: withOwnProducts(national, own) };
  }
}

/** What one alert is made of. */
export interface Gathered extends Omit<Story, 'outage'> {
  outage: Outage;
  update: OutageUpdate;
  practice: AlertedPractice;
  /** Absent when the practice is no longer this ICB's. */
  record: PracticeRecord | undefined;
}

/**
 * Gathers what an alert is made of. Throws for an alert of an outage, an update or a practice that
 * is not there.
 */
export async function gather(
  { alerts, records }: Pick<Delivering, 'alerts' | 'records'>,
  stories: Stories,
  tenant: Tenant,
  { outage: id, update: number, odsCode, turn }: AlertMessage,
): Promise<Gathered> {
  const [story, practice, record] = await Promise.all([
    stories(tenant, id),
    alerts.readPractice(tenant, id, odsCode),
    records.read(tenant, odsCode),
  ]);
  const { outage, ...rest } = story;
  // Who is turned to because nobody answers hears what is newest by then.
  const asked = rest.updates.find((each) => each.number === number);
  const update = turn > 0 ? newestTold(rest.updates) : asked;
  if (!outage || !update || !practice)
    throw new Error(`There is no update ${number} of outage ${id} for ${odsCode}`);
  return { ...rest, outage, update, practice, record };
}
