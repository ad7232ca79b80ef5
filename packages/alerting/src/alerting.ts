import * as z from 'zod';
import { createMessenger } from '@registry/messaging';
import type { Messenger } from '@registry/messaging';
import type { Database } from '@registry/storage';
import {
  createAlertStore,
  createOutageStore,
  createPointerStore,
  createProductStore,
  createRecordStore,
  createRosterStore,
  openOwnDatabase,
} from '@registry/storage';

const Environment = z.object({
  ALERTS_TOPIC_ARN: z.string(),
  ANNOUNCEMENTS_TOPIC_ARN: z.string(),
  NATIONAL_ORG: z.string().default('X26'),
});

/** What raising alerts works with. */
export type Alerting = ReturnType<typeof createAlerting>;

/** Reads the environment and opens the stores and topics with the function's own narrow role. */
export function createAlerting(env: unknown) {
  const settings = Environment.parse(env);
  const database: Database = openOwnDatabase(env);
  const rosters = createRosterStore(database);
  const messenger: Messenger = createMessenger();
  return {
    database,
    messenger,
    nationalOrg: settings.NATIONAL_ORG,
    alertsTopic: settings.ALERTS_TOPIC_ARN,
    announcementsTopic: settings.ANNOUNCEMENTS_TOPIC_ARN,
    rosters,
    records: createRecordStore(database, rosters),
    outages: createOutageStore(database),
    alerts: createAlertStore(database),
    pointers: createPointerStore(database),
    products: createProductStore(database),
  };
}
