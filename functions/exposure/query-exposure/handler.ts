import type { AssessedPractice, Caller, Catalogue } from '@registry/domain';
import { assessRosters, practicesIn, Refusal } from '@registry/domain';
import type { Answer, Request, ScopedRosters } from '@registry/http';
import {
  catalogueInScope,
  createRoute,
  json,
  readCursor,
  rostersInScope,
  unused,
  writeCursor,
} from '@registry/http';
import type { RosterCache } from '@registry/storage';
import type { Answered, PageOfPractices } from './answers.ts';
import { csvAnswer, withinLimit } from './csv-answer.ts';
import { pageOf, summaryOf } from './answers.ts';
import type { Around } from './gather.ts';
import { gatherAround } from './gather.ts';
import { prepare } from './prepare.ts';
import { prime } from './prime.ts';
import type { Question } from './question.ts';
import { Parameters, questionOf, refuseListParameters } from './question.ts';
import { after, inScope, select, writePosition } from './select.ts';

type Asking = Request<
  undefined,
  Parameters,
  undefined,
  Extract<Caller, { role: 'icb' | 'national' }>
>;

await prime();
const cache: RosterCache = new Map();
const PAGE = 500;

/** `GET /exposure` and `GET /exposure/summary`: which practices an outage may hit, how badly, why, and who is not known. */
export const handler = createRoute(
  { callers: ['icb', 'national'], path: unused, query: Parameters, body: unused },
  async (request) => {
    const { caller, access, query, routeKey } = request;
    const summary = routeKey.endsWith('/summary');
    if (summary) refuseListParameters(query);
    const icb = query.icb?.[0];
    const [catalogue, scoped, around] = await Promise.all([
      catalogueInScope(caller, access),
      rostersInScope(request, icb === undefined ? undefined : [icb], cache),
      summary
        ? undefined
        : gatherAround(
            caller,
            access,
            query.product.map(({ product }) => product),
          ),
    ]);
    const question = questionOf(query, catalogue, caller.tenant);
    const answered = answer(request, question, scoped, catalogue);
    if (!around) return json(summaryOf(answered));
    return listed(request, question, answered, catalogue, around);
  },
);

function answer(
  { now }: Asking,
  question: Question,
  { rosters, unavailable }: ScopedRosters,
  catalogue: Catalogue,
): Answered {
  const { affected, reach } = question;
  const { assess, knockOns } = prepare(catalogue, affected, now.toISOString().slice(0, 10));
  return {
    ...{ affected, reach, unavailable, now },
    rosters: assessRosters(inScope(rosters, question), assess),
    knockOns,
  };
}

function listed(
  request: Asking,
  question: Question,
  answered: Answered,
  catalogue: Catalogue,
  around: Around,
): Answer {
  const { query, header } = request;
  if (question.filter.said && around.outages.length === 0) {
    throw new Refusal(
      'invalid',
      'Nobody has been asked: no outage of these products is open here',
      [{ path: 'said', message: 'should be left out while no outage of these products is open' }],
    );
  }
  const practices = practicesIn(answered.rosters);
  const matching = select(practices, question.filter, question.sort, around.said);
  const asCsv = query.format ? query.format[0] === 'csv' : wantsCsv(header('accept'));
  const limit = query.limit?.[0] ?? (asCsv ? matching.length : PAGE);
  const page = pageAfter(request, question, matching, limit);
  return withinLimit(
    asCsv
      ? csvAnswer(query, answered, page, catalogue, around)
      : json(pageOf(answered, page, catalogue, around)),
  );
}

function pageAfter(
  { caller, query }: Asking,
  question: Question,
  matching: readonly AssessedPractice[],
  limit: number,
): PageOfPractices {
  const asked = { by: [caller.role, caller.tenant], question };
  const { sort } = question;
  const rest = query.cursor ? after(matching, sort, readCursor(asked, query.cursor[0])) : matching;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const cursor =
    last && rest.length > page.length ? writeCursor(asked, writePosition(last, sort)) : undefined;
  return { page, matching: matching.length, cursor };
}

function wantsCsv(accept: string | undefined): boolean {
  return accept?.includes('text/csv') ?? false;
}
