import { ulid } from 'ulid';
import * as z from 'zod';
import { OdsCode, viewPractice } from '@registry/domain';
import {
  createRoute,
  etag,
  json,
  onceOf,
  reachPractice,
  requireMatch,
  unused,
} from '@registry/http';
import { createRecordStore, createRosterStore } from '@registry/storage';

/** `POST /practices/{odsCode}/confirmation`: "still right", by the practice or its ICB. */
export const handler = createRoute(
  {
    callers: ['practice', 'icb'],
    path: z.object({ odsCode: OdsCode }),
    query: unused,
    body: unused,
  },
  async ({ caller, access, path: { odsCode }, header, now }) => {
    const { tenant, database } = await reachPractice(caller, access, odsCode);
    const records = createRecordStore(database, createRosterStore(database, new Map()));
    const at = now.toISOString();
    const by = { role: caller.role, org: caller.role === 'icb' ? caller.tenant : caller.practice };
    const record = await records.change(
      tenant,
      odsCode,
      (held) => {
        requireMatch(header('if-match'), held.version);
        return {
          record: { ...held, version: held.version + 1, confirmed: { at, by: caller.role } },
          trail: {
            at,
            id: ulid(now.getTime()),
            by: { ...by, subject: caller.subject },
            act: 'record confirmed',
            odsCodes: [odsCode],
          },
        };
      },
      onceOf(header('idempotency-key'), [by, odsCode], now),
    );
    return json(viewPractice(record), 200, { etag: etag(record.version) });
  },
);
