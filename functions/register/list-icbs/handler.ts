import { createRoute, json, unused } from '@registry/http';
import { createPointerStore } from '@registry/storage';

/** `GET /icbs`: the ICBs that the register knows, or knew. */
export const handler = createRoute(
  { callers: ['icb', 'national'], path: unused, query: unused, body: unused },
  async ({ access }) => json({ icbs: await createPointerStore(access.own).readIcbs() }),
);
