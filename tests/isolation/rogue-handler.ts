import * as z from 'zod';
import { operations, unused } from '@registry/contract';
import type { Caller, OdsCode, Tenant } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import type { Request } from '@registry/http';
import type { Database } from '@registry/storage';
import { createDirectoryStore, createRecordStore, createRosterStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';

const Query = z.object({
  tenant: z.array(z.string()),
  odsCode: z.string(),
  act: z.enum(['record', 'roster', 'take-over']),
});

/**
 * A handler that is wrong as handlers can be: on whatever route, with its caller's own credentials,
 * it asks the stores for the tenant and practice that the query string names. No `if` of ours
 * stands in its way.
 */
export const handler = serve(
  Object.values(operations).flatMap((operation) =>
    'callers' in operation
      ? [
          route(
            {
              ...operation,
              callers: ['practice', 'icb', 'national'] as const,
              path: unused,
              query: Query,
              body: unused,
            },
            misbehave,
          ),
        ]
      : [],
  ),
);

async function misbehave({
  caller,
  scope,
  query,
}: Request<undefined, z.infer<typeof Query>, undefined, Caller>) {
  const database = await databaseOf(caller, scope);
  const tenants = query.tenant as Tenant[];
  const odsCode = query.odsCode as OdsCode;
  const rosters = createRosterStore(database);
  switch (query.act) {
    case 'record':
      return json(await createRecordStore(database, rosters).read(tenants[0]!, odsCode));
    case 'roster':
      return json(await rosters.readAll(tenants));
    case 'take-over': {
      const taken = { name: 'taken over', rows: [], version: 1 };
      const trail = () => scope.trail('taken over', { odsCodes: [] });
      return json(await createDirectoryStore(database).write(tenants[0]!, taken, [], trail));
    }
  }
}

async function databaseOf(caller: Caller, { access, practice }: Scope): Promise<Database> {
  switch (caller.role) {
    case 'practice':
      return (await practice(caller.practice)).database;
    case 'icb':
      return access.tenant(caller.tenant);
    case 'national':
      return access.national();
  }
}
