import { operations } from '@registry/contract';
import type { IcbCode, Tenant } from '@registry/domain';
import { Refusal } from '@registry/domain';
import { etag, json, requireMatch, route, serve } from '@registry/http';
import { createProfileStore } from '@registry/storage';

/**
 * `GET` and `PUT /icbs/{code}`: who the caller's own ICB is when it speaks, and the advice that it
 * lets be sent.
 */
export const handler = serve([
  route(operations.readProfile, async ({ caller: { tenant }, scope, path: { code } }) => {
    requireOwn(code, tenant);
    const profiles = createProfileStore(scope.access.tenant(tenant));
    const { profile, version } = await profiles.read(tenant);
    if (!profile) throw new Refusal('no-profile', `${code} has no profile yet: PUT one`);
    return json(profile, 200, { etag: etag(version) });
  }),
  route(
    operations.keepProfile,
    async ({ caller: { tenant }, scope, path: { code }, body: profile, header }) => {
      requireOwn(code, tenant);
      const profiles = createProfileStore(scope.access.tenant(tenant));
      const trail = scope.trail('profile replaced');
      const version = await profiles.replace(tenant, profile, trail, (held) => {
        requireMatch(header('if-match'), held);
      });
      return json(profile, 200, { etag: etag(version) });
    },
  ),
]);

function requireOwn(code: IcbCode, tenant: Tenant): void {
  if (code !== tenant) throw new Refusal('not-found', `There is no ICB ${code} that you can see`);
}
