import { operations } from '@registry/contract';
import type { PracticePage } from '@registry/contract';
import { viewPractice, withUndelivered } from '@registry/domain';
import { json, readCursor, route, serve, thatFit, writeCursor } from '@registry/http';
import { addressKeyOf, createFlagStore, createRecordStore } from '@registry/storage';

const question = 'GET /practices';

/**
 * `GET /practices`: the ICB's records, a page at a time, by ODS code. A page ends early where the
 * answer would be too large.
 */
export const handler = serve([
  route(operations.listPractices, async ({ caller: { tenant }, scope, query }) => {
    const {
      rosters: [roster],
    } = await scope.rosters();
    const after = query.cursor === undefined ? '' : readCursor(question, query.cursor);
    const rest = (roster?.rows ?? []).map((row) => row.odsCode).filter((code) => code > after);
    const page = rest.slice(0, query.limit);
    const [first] = page;
    const end = page.at(-1);
    const database = scope.access.tenant(tenant);
    const [records, flags] = await Promise.all([
      createRecordStore(database).readMany(tenant, page),
      first && end
        ? createFlagStore(database).list(tenant, { first, last: end })
        : new Map<string, never>(),
    ]);
    const practices = records.map((record) =>
      withUndelivered(viewPractice(record), flags, (address) =>
        addressKeyOf(tenant, record.odsCode, address),
      ),
    );
    const fitting = thatFit(practices);
    const last = fitting.length < practices.length ? fitting.at(-1)?.odsCode : page.at(-1);
    const answer: PracticePage = {
      practices: [...fitting],
      ...(last && last !== rest.at(-1) && { cursor: writeCursor(question, last) }),
    };
    return json(answer);
  }),
]);
