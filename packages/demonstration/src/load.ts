import type { ApiClient, TokenClaims } from '@registry/api-client';
import type { DemonstrationRegister, DemonstrationStatement } from './register.ts';
import { generateRegister } from './register.ts';

type Client = Pick<ApiClient, 'putDirectory' | 'readPractice' | 'registerPractice'>;

interface Loading {
  /** A client that speaks for whoever these claims name. */
  clientFor: (claims: TokenClaims) => Client;
  /** Told how many of the load's calls are done, and how many there are in all. */
  progress: (done: number, total: number) => void;
}

/**
 * ICBs at a time. Within one, practices go one after the other: they would collide on its roster.
 */
const lanes = 4;

/**
 * Writes the demonstration register through the API: every ICB's directory as NHS England, every
 * statement as its practice. Running it again completes what is missing and leaves alone what a
 * practice has declared since. Throws whatever the client throws, once the ICBs already begun are
 * done with; no further one is begun.
 */
export async function loadDemonstration({ clientFor, progress }: Loading): Promise<void> {
  const register = generateRegister();
  const total = register.icbs.length + register.statements.length;
  let done = 0;
  const step = () => {
    progress((done += 1), total);
  };
  const work = inTurn(register);
  const lane = async () => {
    for (const icb of work) await loadIcb(icb, clientFor, step);
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

type IcbLoad = DemonstrationRegister['icbs'][number] & { statements: DemonstrationStatement[] };

/**
 * One iterator for all lanes. A generator, because leaving its loop by a throw ends it for the
 * other lanes too.
 */
function* inTurn({ icbs, statements }: DemonstrationRegister): Generator<IcbLoad> {
  for (const icb of icbs) {
    yield { ...icb, statements: statements.filter((statement) => statement.icb === icb.code) };
  }
}

async function loadIcb(
  { code, directory, statements }: IcbLoad,
  clientFor: Loading['clientFor'],
  step: () => void,
): Promise<void> {
  const national = clientFor({ role: 'national', org: 'X26', scope: 'directory:write' });
  const receipt = await national.putDirectory(code, directory);
  step();
  const allNew = receipt.created === receipt.practices;
  for (const { odsCode, body } of statements) {
    const practice = clientFor({ role: 'practice', org: odsCode });
    const declared = allNew ? undefined : (await practice.readPractice(odsCode)).practice.declared;
    if (!declared) await practice.registerPractice(odsCode, body);
    step();
  }
}
