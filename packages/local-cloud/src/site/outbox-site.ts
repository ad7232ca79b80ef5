import type { IncomingMessage } from 'node:http';
import { jsonAnswer } from '../http/message.ts';
import type { HttpAnswer } from '../http/message.ts';
import { OutboxMessage } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { outboxPage } from './outbox-page.ts';

/** All messages of a busy day on one page would be megabytes. */
const PER_PAGE = 100;

/**
 * Answers `GET /outbox`: JSON, newest last, to `Accept: application/json`; otherwise a page, newest
 * first. `channel=sms`, `email` or `https` chooses among both; `skip` and `refresh=off` are the
 * page's.
 */
export function answerOutbox(outbox: Outbox, request: IncomingMessage): HttpAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return jsonAnswer(405, { message: 'The outbox is for reading: GET it.' }, { allow: 'GET' });
  }
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  const asked = OutboxMessage.shape.channel.safeParse(query.get('channel'));
  const channel = asked.data;
  const all = outbox.list();
  const chosen = channel === undefined ? all : all.filter((each) => each.channel === channel);
  if (request.headers.accept?.includes('application/json') === true) return jsonAnswer(200, chosen);
  const skipped = Math.max(0, Math.trunc(Number(query.get('skip'))) || 0);
  const end = Math.max(0, chosen.length - skipped);
  const messages = chosen.slice(Math.max(0, end - PER_PAGE), end).reverse();
  const count = (of: OutboxMessage['channel']): number =>
    all.reduce((sum, each) => (each.channel === of ? sum + 1 : sum), 0);
  const counts = { sms: count('sms'), email: count('email'), https: count('https') };
  const refresh = query.get('refresh') !== 'off';
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    },
    body: outboxPage({ messages, counts, channel, skipped, perPage: PER_PAGE, refresh }),
  };
}
