import * as z from 'zod';
import type { Reply as Answer } from '@registry/domain';
import { parseReplyCode, Refusal, Reply } from '@registry/domain';
import { createPublicRoute, json, parsePart, wantsPage } from '@registry/http';
import type { PublicRequest } from '@registry/http';
import { createAlertStore } from '@registry/storage';
import { codePage, problemPage } from './code-page.ts';
import { pageAnswer, privately, seeOther } from './document.ts';
import type { Gathered } from './gather.ts';
import { gather } from './gather.ts';
import { replyPage } from './page.ts';
import { readForm } from './take-answer.ts';
import { replyJson, replyView } from './view.ts';

/**
 * Answers kept of one practice in one outage. Each is under 1.5 KB, and the item that holds them may have 400 KB (DynamoDB):
 * above this somebody is playing, and the board must stay readable.
 */
const MOST_ANSWERS = 200;

const Path = z.object({ token: z.string().default('') });
const Query = z.object({ code: z.array(z.string()).default([]) });
type Request = PublicRequest<z.infer<typeof Path>, z.infer<typeof Query>>;

/** `GET /reply`, `GET` and `POST /reply/{token}`: whoever holds a link sees what is known, and answers. Opening changes nothing. */
export const handler = createPublicRoute(
  {
    path: Path,
    query: Query,
    problemPage: (problem) => pageAnswer(problemPage(problem), problem.status),
  },
  async (request) => {
    switch (request.routeKey) {
      case 'GET /reply':
        return enterCode(request.query.code[0]);
      case 'POST /reply/{token}':
        return takeReply(request);
      default:
        return showReply(request);
    }
  },
);

function enterCode(code: string | undefined) {
  if (code === undefined) return pageAnswer(codePage());
  const token = parseReplyCode(code);
  return token === undefined ? pageAnswer(codePage(code), 400) : seeOther(`reply/${token}`);
}

async function showReply({ database, path, header, now }: Request) {
  const { sources } = await gather(database, path.token, now);
  const view = replyView(sources);
  return wantsPage(header('accept'))
    ? pageAnswer(replyPage(view))
    : json(replyJson(view), 200, privately);
}

async function takeReply({ database, path, sent, now }: Request) {
  const gathered = await gather(database, path.token, now);
  const { sources } = gathered;
  const body = sent();
  if (body.as === 'json') {
    const practice = await keep(database, gathered, parsePart(Reply, body.value, 'body'));
    return json(replyJson(replyView({ ...sources, practice })), 200, privately);
  }
  const answer = readForm(body.fields);
  if ('errors' in answer) return pageAnswer(replyPage(replyView(sources), answer), 400);
  await keep(database, gathered, answer);
  return seeOther(sources.token);
}

/** Keeps an answer beside those before it, and gives the practice with it. */
async function keep(database: Request['database'], gathered: Gathered, answer: Answer) {
  const { link, tenant, sources } = gathered;
  const { outage, practice, now } = sources;
  if (practice.replies.length >= MOST_ANSWERS) {
    throw new Refusal(
      'conflict',
      `This practice has answered ${MOST_ANSWERS} times: please ring the number in your message`,
    );
  }
  const reply = {
    ...answer,
    at: now.toISOString(),
    by: link.by,
    update: link.update,
    late: outage.status === 'resolved',
  };
  await createAlertStore(database).addReply(tenant, outage.id, link.odsCode, reply);
  return { ...practice, replies: [...practice.replies, reply] };
}
