import { expect, test } from '@jest/globals';
import type { ApiClient, TokenClaims } from '@registry/api-client';
import type { IcbDirectory } from '@registry/domain';
import { loadDemonstration } from './load.ts';
import { generateRegister } from './register.ts';

const register = generateRegister();
const calls = register.icbs.length + register.statements.length;

/** A registry in memory that keeps who said what, and how many were writing in one ICB at once. */
function fakeRegistry(failAfter = Infinity) {
  const icbOf = new Map<string, string>();
  const declared = new Map<string, object>();
  const writing = new Map<string, number>();
  const seen = { atOnce: 0, put: 0, registered: 0, failAfter };

  async function inIcb<T>(icb: string, write: () => T): Promise<T> {
    const now = (writing.get(icb) ?? 0) + 1;
    writing.set(icb, now);
    seen.atOnce = Math.max(seen.atOnce, now);
    await new Promise(setImmediate);
    writing.set(icb, now - 1);
    return write();
  }

  function putDirectory(code: string, { practices }: IcbDirectory) {
    return inIcb(code, () => {
      seen.put += 1;
      const created = practices.filter(({ odsCode }) => !icbOf.has(odsCode)).length;
      for (const { odsCode } of practices) icbOf.set(odsCode, code);
      return { practices: practices.length, created };
    });
  }

  function registerPractice(odsCode: string, body: object) {
    const icb = icbOf.get(odsCode);
    if (!icb) throw new Error(`${odsCode} is not in the directory yet.`);
    return inIcb(icb, () => {
      if (seen.registered >= seen.failAfter) throw new Error('The registry has gone.');
      seen.registered += 1;
      declared.set(odsCode, body);
    });
  }

  const readPractice = (odsCode: string) =>
    Promise.resolve({ practice: { declared: declared.get(odsCode) } });

  function clientFor(claims: TokenClaims): ApiClient {
    const client =
      claims.role === 'national' && claims.scope === 'directory:write'
        ? { putDirectory }
        : {
            readPractice,
            registerPractice: (odsCode: string, body: object) => {
              if (claims.org !== odsCode) throw new Error(`${claims.org} is not ${odsCode}.`);
              return registerPractice(odsCode, body);
            },
          };
    return client as unknown as ApiClient;
  }

  return { clientFor, declared, icbOf, seen };
}

test('writes everything, each practice speaking for itself, never two at once in one ICB', async () => {
  const registry = fakeRegistry();
  const told: [number, number][] = [];
  await loadDemonstration({
    clientFor: registry.clientFor,
    progress: (done, total) => told.push([done, total]),
  });
  expect(registry.icbOf.size).toBe(6200);
  expect(Object.fromEntries(registry.declared)).toEqual(
    Object.fromEntries(register.statements.map(({ odsCode, body }) => [odsCode, body])),
  );
  expect(registry.seen.atOnce).toBe(1);
  expect(told).toEqual(Array.from({ length: calls }, (_, index) => [index + 1, calls]));
});

test('an interrupted load begins no further ICB, and running it again completes it', async () => {
  const registry = fakeRegistry(200);
  const load = () =>
    loadDemonstration({ clientFor: registry.clientFor, progress: () => undefined });
  await expect(load()).rejects.toThrow('The registry has gone.');
  expect(registry.icbOf.size).toBeLessThan(6200);

  registry.seen.failAfter = Infinity;
  await load();
  expect(registry.icbOf.size).toBe(6200);
  expect(registry.declared.size).toBe(register.statements.length);
  expect(registry.seen.registered).toBe(register.statements.length);
});

test('running it again leaves alone what a practice has declared since', async () => {
  const registry = fakeRegistry();
  const load = () =>
    loadDemonstration({ clientFor: registry.clientFor, progress: () => undefined });
  await load();
  const own = { systems: [], contacts: [] };
  registry.declared.set(register.statements[0]!.odsCode, own);
  await load();
  expect(registry.declared.get(register.statements[0]!.odsCode)).toBe(own);
});
