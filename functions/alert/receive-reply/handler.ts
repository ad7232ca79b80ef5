import { operations } from '@registry/contract';
import type { AlertedPractice, Reply } from '@registry/domain';
import { parseReplyCode, personOf, Reply as ReplySchema } from '@registry/domain';
import type { Answer, OpenRequest } from '@registry/http';
import { json, openRoute, parsePart, serve, wantsPage } from '@registry/http';
import { createAlertStore } from '@registry/storage';
import { codePage, problemPage } from './code-page.ts';
import { pageAnswer, privately, seeOther } from './document.ts';
import type { Gathered } from './gather.ts';
import { gather } from './gather.ts';
import { replyPage } from './page.ts';
import { recordUse } from './record-use.ts';
import { requireRoom } from './room.ts';
import { readForm } from './take-answer.ts';
import { replyJson, replyView } from './view.ts';

type Request = OpenRequest<{ token: string }, unknown>;

/**
 * `GET /reply`, `GET` and `POST /reply/{token}`: whoever holds a link sees what is known, and
 * answers. Opening changes nothing.
 */
export const handler = serve(
  [
    openRoute(operations.enterCode, ({ query }) => Promise.resolve(enterCode(query.code))),
    openRoute(operations.showReply, showReply),
    openRoute(operations.takeReply, takeReply),
  ],
  { problem: (problem) => pageAnswer(problemPage(problem), problem.status) },
);

function enterCode(code: string | undefined): Answer {
  if (code === undefined) return pageAnswer(codePage());
  const token = parseReplyCode(code);
  return token === undefined ? pageAnswer(codePage(code), 400) : seeOther(`reply/${token}`);
}

async function showReply({ database, path, header, now }: Request): Promise<Answer> {
  const { sources } = await gather(database, path.token, now);
  const view = replyView(sources);
  return wantsPage(header('accept'))
    ? pageAnswer(replyPage(view))
    : json(replyJson(view), 200, privately);
}

async function takeReply(request: Request): Promise<Answer> {
  const { database, path, sent, now } = request;
  const gathered = await gather(database, path.token, now);
  const { sources } = gathered;
  const body = sent();
  if (body.as === 'json') {
    const practice = await keep(request, gathered, parsePart(ReplySchema, body.value, 'body'));
    return json(replyJson(replyView({ ...sources, practice })), 200, privately);
  }
  const answer = readForm(body.fields);
  if ('errors' in answer) return pageAnswer(replyPage(replyView(sources), answer), 400);
  await keep(request, gathered, answer);
  return seeOther(sources.token);
}

/** Keeps an answer beside those before it, and gives the practice with it. */
async function keep(
  { database, scopeOf }: Request,
  gathered: Gathered,
  answer: Reply,
): Promise<AlertedPractice> {
  const {
    link,
    tenant,
    sources: { outage, practice, now },
  } = gathered;
  const person = personOf(link);
  requireRoomFor(person, practice);
  if (answer.record) await recordUse(scopeOf, gathered, answer);
  return createAlertStore(database).addAnswer(tenant, {
    outage,
    odsCode: link.odsCode,
    decide: (held) => {
      requireRoomFor(person, held);
      const late = outage.status === 'resolved';
      const given = { at: now.toISOString(), by: link.by, person, update: link.update, late };
      return { ...answer, ...given };
    },
  });
}

function requireRoomFor(person: string, { replies }: AlertedPractice): void {
  requireRoom(
    replies.filter(({ heardBy }) => heardBy === undefined),
    person,
  );
}
