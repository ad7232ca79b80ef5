import * as z from 'zod';
import type { IcbEntry, Outage } from '@registry/domain';
import { isInScope } from '@registry/domain';
import { createMessenger } from '@registry/messaging';
import {
  createAlertStore,
  createDueStore,
  createExpiryStore,
  createOutageStore,
  createPointerStore,
  createProductStore,
  createProfileStore,
  createRecordStore,
  createRosterStore,
  createSendingStore,
  openOwnDatabase,
} from '@registry/storage';

const Environment = z.object({
  ALERTS_TOPIC_ARN: z.string(),
  ANNOUNCEMENTS_TOPIC_ARN: z.string(),
  NATIONAL_ORG: z.string().default('X26'),
});

/** What raising updates in an ICB works with. */
export type Alerting = ReturnType<typeof createAlerting>;

/** Reads the environment and opens the stores and topics with the function's own narrow role. */
export function createAlerting(env: unknown) {
  const settings = Environment.parse(env);
  const database = openOwnDatabase(env);
  const rosters = createRosterStore(database);
  return {
    database,
    messenger: createMessenger(),
    nationalOrg: settings.NATIONAL_ORG,
    alertsTopic: settings.ALERTS_TOPIC_ARN,
    announcementsTopic: settings.ANNOUNCEMENTS_TOPIC_ARN,
    rosters,
    records: createRecordStore(database, rosters),
    outages: createOutageStore(database),
    alerts: createAlertStore(database),
    due: createDueStore(database),
    expiry: createExpiryStore(database),
    profiles: createProfileStore(database),
    sending: createSendingStore(database),
    pointers: createPointerStore(database),
    products: createProductStore(database),
  };
}

/** The ICBs into which a national outage is copied. */
export function icbsInScope(outage: Outage, icbs: readonly IcbEntry[]): IcbEntry[] {
  return icbs.filter(({ code, dissolved }) => !dissolved && isInScope(outage, code));
}
