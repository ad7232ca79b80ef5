import * as z from 'zod';
import type { Caller, OdsCode, Tenant } from '@registry/domain';
import type { Access } from '@registry/http';
import { createRoute, json, reachPractice, unused } from '@registry/http';
import type { Database } from '@registry/storage';
import { createDirectoryStore, createRecordStore, createRosterStore } from '@registry/storage';

const Query = z.object({
  tenant: z.array(z.string()),
  odsCode: z.tuple([z.string()]),
  act: z.tuple([z.enum(['record', 'roster', 'take-over'])]),
});

/**
 * A handler that is wrong as handlers can be: with its caller's own credentials, it asks the stores for the tenant and
 * practice that the query string names. No `if` of ours stands in its way.
 */
export const handler = createRoute(
  { callers: ['practice', 'icb', 'national'], path: unused, query: Query, body: unused },
  async ({ caller, access, query }) => {
    const database = await databaseOf(caller, access);
    const tenants = query.tenant as Tenant[];
    const odsCode = query.odsCode[0] as OdsCode;
    const rosters = createRosterStore(database, new Map());
    switch (query.act[0]) {
      case 'record':
        return json(await createRecordStore(database, rosters).read(tenants[0]!, odsCode));
      case 'roster':
        return json(await rosters.readAll(tenants));
      case 'take-over': {
        const taken = { name: 'taken over', rows: [], version: 1 };
        const trail = () => ({
          ...{ at: new Date().toISOString(), id: '1', act: 'taken over', odsCodes: [] },
          by: { role: 'icb' as const, org: 'rogue', subject: '' },
        });
        return json(await createDirectoryStore(database).write(tenants[0]!, taken, [], trail));
      }
    }
  },
);

async function databaseOf(caller: Caller, access: Access): Promise<Database> {
  switch (caller.role) {
    case 'practice':
      return (await reachPractice(caller, access, caller.practice)).database;
    case 'icb':
      return access.tenant(caller.tenant);
    case 'national':
      return access.national();
  }
}
