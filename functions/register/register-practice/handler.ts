import { ulid } from 'ulid';
import * as z from 'zod';
import { catalogue } from '@registry/catalogue';
import { OdsCode, RecordBody, suppliedNow, viewPractice, withOwnProducts } from '@registry/domain';
import { createRoute, etag, json, reachPractice, requireMatch, unused } from '@registry/http';
import { createProductStore, createRecordStore, createRosterStore } from '@registry/storage';
import { checkProducts } from './check-products.ts';

/**
 * `PUT /practices/{odsCode}`: what a practice declares of itself, or its ICB supplies; each replaces only its own word.
 * Record, roster and trail change in one transaction.
 */
export const handler = createRoute(
  {
    callers: ['practice', 'icb'],
    path: z.object({ odsCode: OdsCode }),
    query: unused,
    body: RecordBody,
  },
  async ({ caller, access, path: { odsCode }, body, header, now }) => {
    const { tenant, database } = await reachPractice(caller, access, odsCode);
    const own = await createProductStore(database).list(tenant);
    checkProducts(body, withOwnProducts(catalogue, own));
    const records = createRecordStore(database, createRosterStore(database, new Map()));
    const at = now.toISOString();
    const record = await records.change(tenant, odsCode, (held) => {
      requireMatch(header('if-match'), held.version);
      const said =
        caller.role === 'practice'
          ? { declared: { ...body, at } }
          : { supplied: suppliedNow(body, at, held.supplied) };
      return {
        record: { ...held, ...said, version: held.version + 1 },
        trail: {
          at,
          id: ulid(now.getTime()),
          by: {
            role: caller.role,
            org: caller.role === 'icb' ? caller.tenant : caller.practice,
            subject: caller.subject,
          },
          act: caller.role === 'practice' ? 'record declared' : 'record supplied',
          odsCodes: [odsCode],
        },
      };
    });
    return json(viewPractice(record), 200, { etag: etag(record.version) });
  },
);
