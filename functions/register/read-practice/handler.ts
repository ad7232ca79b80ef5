import * as z from 'zod';
import { OdsCode, Refusal, viewPractice } from '@registry/domain';
import { createRoute, etag, json, reachPractice, unused } from '@registry/http';
import { createRecordStore, createRosterStore } from '@registry/storage';

/** `GET /practices/{odsCode}`: the record, to the practice itself and its ICB. */
export const handler = createRoute(
  {
    callers: ['practice', 'icb'],
    path: z.object({ odsCode: OdsCode }),
    query: unused,
    body: unused,
  },
  async ({ caller, access, path: { odsCode } }) => {
    const { tenant, database } = await reachPractice(caller, access, odsCode);
    const records = createRecordStore(database, createRosterStore(database, new Map()));
    const record = await records.read(tenant, odsCode);
    if (!record) throw new Refusal('not-found', `There is no practice ${odsCode} here`);
    return json(viewPractice(record), 200, { etag: etag(record.version) });
  },
);
