import type { ApiDefinition } from '../definitions/api.ts';
import { jsonAnswer } from '../http/message.ts';
import type { HttpAnswer } from '../http/message.ts';
import { answerIdentity } from '../identity/identity-site.ts';
import type { Identity } from '../identity/identity.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { answerOutbox } from '../site/outbox-site.ts';
import { page } from '../site/page.ts';
import type { Answerer } from './public-server.ts';

/** What answers at the public address. */
interface Rooms {
  api: ApiDefinition;
  gateway: Answerer;
  identity: Identity;
  outbox: Outbox;
  url: string;
}

/** Sends each request to its room by the first segment of its path. */
export function createRouter({ api, gateway, identity, outbox, url }: Rooms): Answerer {
  return async (request): Promise<HttpAnswer> => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const [, room = ''] = path.split('/');
    if (room === api.stage) return gateway(request);
    if (room === 'identity')
      return answerIdentity(identity, path.slice('/identity'.length), request);
    if (path === '/outbox') return answerOutbox(outbox, request);
    if (path === '/') {
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: page(url, api),
      };
    }
    return jsonAnswer(404, { message: 'Not Found' });
  };
}
