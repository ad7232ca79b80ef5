import type { ApiClient, TokenClaims } from '@registry/api-client';
import { createApiClient, requestLocalToken } from '@registry/api-client';
import { UsageError } from './failure.ts';

/** The environment variables that say which registry to speak to, and as whom. */
export interface Environment {
  REGISTRY_URL?: string | undefined;
  REGISTRY_TOKEN?: string | undefined;
  PORT?: string | undefined;
}

const localHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The registry's address and whether it is on this machine. Throws UsageError when REGISTRY_URL is
 * no address.
 */
export function registryAddress(environment: Environment): { url: string; local: boolean } {
  const url = environment.REGISTRY_URL ?? `http://127.0.0.1:${environment.PORT ?? '3000'}`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new UsageError(
      `REGISTRY_URL is ${url}; it should be an address such as https://registry.example.nhs.uk`,
    );
  return { url, local: localHosts.has(parsed.hostname) };
}

/**
 * A client of the registry that the environment names. Its token is REGISTRY_TOKEN or, towards a
 * local cloud without one, a token of these claims from that cloud's identity provider. Throws
 * UsageError when there is neither.
 */
export function connect(claims: TokenClaims, environment: Environment = process.env): ApiClient {
  const { url, local } = registryAddress(environment);
  const given = environment.REGISTRY_TOKEN;
  if (!given && !local)
    throw new UsageError(
      `Set REGISTRY_TOKEN to a token that ${url} accepts: only a local registry hands them out.`,
    );
  let token: Promise<string> | undefined;
  return createApiClient({
    url,
    token: () => (token ??= given ? Promise.resolve(given) : requestLocalToken(url, claims)),
  });
}

/** Whoever loads published data: NHS England (`X26`) with the scope that allows it. */
export const directoryWriter: TokenClaims = {
  role: 'national',
  org: 'X26',
  scope: 'directory:write',
};
