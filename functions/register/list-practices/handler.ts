import { operations } from '@registry/contract';
import type { PracticePage } from '@registry/contract';
import { viewPractice } from '@registry/domain';
import { json, readCursor, route, serve, thatFit, writeCursor } from '@registry/http';
import { createRecordStore } from '@registry/storage';

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
    const records = await createRecordStore(scope.access.tenant(tenant)).readMany(tenant, page);
    const practices = records.map(viewPractice);
    const fitting = thatFit(practices);
    const last = fitting.length < practices.length ? fitting.at(-1)?.odsCode : page.at(-1);
    const answer: PracticePage = {
      practices: [...fitting],
      ...(last && last !== rest.at(-1) && { cursor: writeCursor(question, last) }),
    };
    return json(answer);
  }),
]);
