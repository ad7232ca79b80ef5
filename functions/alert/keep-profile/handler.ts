import { ulid } from 'ulid';
import * as z from 'zod';
import { IcbCode, IcbProfile, Refusal } from '@registry/domain';
import { createRoute, etag, json, parsePart, requireMatch, unused } from '@registry/http';
import { createProfileStore } from '@registry/storage';

/** `GET` and `PUT /icbs/{code}`: who the caller's own ICB is when it speaks, and the advice that it lets be sent. */
export const handler = createRoute(
  {
    callers: ['icb'],
    path: z.object({ code: IcbCode }),
    query: unused,
    body: z.unknown(),
  },
  async ({ caller, access, path: { code }, body, header, now, routeKey }) => {
    const { tenant } = caller;
    if (code !== tenant) throw new Refusal('not-found', `There is no ICB ${code} that you can see`);
    const profiles = createProfileStore(access.tenant(tenant));
    if (routeKey.startsWith('GET')) {
      const { profile, version } = await profiles.read(tenant);
      if (!profile) throw new Refusal('not-found', `${code} has no profile yet: PUT one`);
      return json(profile, 200, { etag: etag(version) });
    }
    const profile = parsePart(IcbProfile, body, 'body');
    const version = await profiles.replace(
      tenant,
      profile,
      {
        at: now.toISOString(),
        id: ulid(now.getTime()),
        by: { role: caller.role, org: tenant, subject: caller.subject },
        act: 'profile replaced',
      },
      (held) => {
        requireMatch(header('if-match'), held);
      },
    );
    return json(profile, 200, { etag: etag(version) });
  },
);
