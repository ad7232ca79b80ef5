import type { ExposureParameters } from '@registry/contract';
import { operations } from '@registry/contract';
import type { AssessedPractice, Catalogue, Desk } from '@registry/domain';
import { assessRosters, practicesIn, Refusal } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, readCursor, route, serve, wantsCsv, writeCursor } from '@registry/http';
import type { ScopedRosters } from '@registry/tenancy';
import type { Answered, PageOfPractices } from './answers.ts';
import { pageOf, summaryOf } from './answers.ts';
import { csvAnswer, withinLimit } from './csv-answer.ts';
import type { Around } from './gather.ts';
import { gatherAround } from './gather.ts';
import { prepare } from './prepare.ts';
import { prime } from './prime.ts';
import type { Question } from './question.ts';
import { questionOf, refuseListParameters } from './question.ts';
import { after, rostersAsked, select, writePosition } from './select.ts';

type Asking = Request<undefined, ExposureParameters, undefined, Desk>;

await prime();
const PAGE = 500;

/**
 * `GET /exposure` and `GET /exposure/summary`: which practices an outage may hit, how badly, why,
 * and who is not known.
 */
export const handler = serve([
  route(operations.summariseExposure, async (request) => {
    refuseListParameters(request.query);
    const [catalogue, scoped] = await gatherScope(request);
    const question = questionOf(request.query, catalogue, request.caller.tenant);
    return json(summaryOf(answer(request, question, scoped, catalogue), request.query.by));
  }),
  route(operations.queryExposure, async (request) => {
    const { caller, scope, query } = request;
    const products = query.product.map(({ product }) => product);
    const [[catalogue, scoped], around] = await Promise.all([
      gatherScope(request),
      gatherAround(caller, scope.access, products),
    ]);
    const question = questionOf(query, catalogue, caller.tenant);
    const answered = answer(request, question, scoped, catalogue);
    return listed(request, question, answered, catalogue, around);
  }),
]);

function gatherScope({ scope, query: { icb } }: Asking): Promise<[Catalogue, ScopedRosters]> {
  return Promise.all([scope.catalogue(), scope.rosters(icb === undefined ? undefined : [icb])]);
}

function answer(
  { now }: Asking,
  question: Question,
  { rosters, unavailable }: ScopedRosters,
  catalogue: Catalogue,
): Answered {
  const { affected, reach } = question;
  const { assess, knockOns } = prepare(catalogue, affected, now.toISOString().slice(0, 10));
  return {
    affected,
    reach,
    unavailable,
    now,
    rosters: assessRosters(rostersAsked(rosters, question), assess),
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
      'nobody-asked',
      'Nobody has been asked: no outage of these products is open here',
      [{ path: 'said', message: 'should be left out while no outage of these products is open' }],
    );
  }
  const practices = practicesIn(answered.rosters);
  const matching = select(practices, question.filter, question.sort, around.said);
  const asCsv = wantsCsv(query.format, header('accept'));
  const page = pageAfter(request, question, matching, asCsv ? matching.length : PAGE);
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
  usualLimit: number,
): PageOfPractices {
  const asked = { by: [caller.role, caller.tenant], question };
  const { sort } = question;
  const { cursor: given, limit = usualLimit } = query;
  const rest = given === undefined ? matching : after(matching, sort, readCursor(asked, given));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const cursor =
    last && rest.length > page.length ? writeCursor(asked, writePosition(last, sort)) : undefined;
  return { page, matching: matching.length, cursor };
}
