import type { DirectoryBody, DirectoryReceipt } from '@registry/contract';
import type { IcbCode, NationalCaller, OdsCode, Tenant } from '@registry/domain';
import { decideDirectory, Refusal, tenantOfDirectory, withEntry } from '@registry/domain';
import type { Request } from '@registry/http';
import type { LoadingRoster, Move, PracticePointer, TrailEntry } from '@registry/storage';
import {
  createDirectoryStore,
  createPointerStore,
  createRecordStore,
  createRosterStore,
  StillColliding,
  untilDone,
} from '@registry/storage';
import type { Tally } from './tally.ts';
import { addDecisions, createTally, receiptOf } from './tally.ts';

type Load = Request<{ code: IcbCode }, undefined, DirectoryBody, NationalCaller>;

/**
 * Brings one ICB to what is published of it. Safe to repeat: it begins again from what is held
 * whenever another writer comes between, and the same publication again changes nothing. Throws
 * refusals for a body that contradicts itself.
 */
export async function loadDirectory(request: Load): Promise<DirectoryReceipt> {
  const tenant = tenantOfDirectory(request.caller, request.path.code);
  checkBody(request.body);
  const stores = storesFor(request, tenant, tenant);
  try {
    const tally = createTally();
    await untilDone(stores.database, () => attempt(request, tenant, tally));
    const { name, practices, dissolved } = request.body;
    if (dissolved) await stores.pointers.putIcb({ code: tenant, name, dissolved });
    return receiptOf(tenant, practices.length, tally);
  } catch (error) {
    if (!(error instanceof StillColliding)) throw error;
    throw new Refusal('too-busy', 'Other writers keep changing this ICB: try again');
  }
}

function checkBody({ practices, dissolved }: DirectoryBody): void {
  if (practices.length === 0 && !dissolved) {
    throw new Refusal('invalid', 'The body names no practice: nothing was changed', [
      {
        path: 'practices',
        message: 'should name at least one practice, unless the ICB is dissolved',
      },
    ]);
  }
  if (practices.length > 0 && dissolved) {
    throw new Refusal('invalid', 'A dissolved ICB has no practices', [
      { path: 'practices', message: 'should be empty for a dissolved ICB' },
    ]);
  }
  const seen = new Set<string>();
  practices.forEach(({ odsCode }, index) => {
    if (seen.has(odsCode)) {
      throw new Refusal('invalid', `${odsCode} is in the body twice`, [
        { path: `practices[${index}].odsCode`, message: 'should be in the body once' },
      ]);
    }
    seen.add(odsCode);
  });
}

function storesFor({ scope: { access } }: Load, tenant: Tenant, from: Tenant) {
  const database = access.directory(tenant, from);
  const rosters = createRosterStore(database);
  return {
    database,
    rosters,
    records: createRecordStore(database, rosters),
    pointers: createPointerStore(database),
    directories: createDirectoryStore(database),
  };
}

async function attempt(request: Load, tenant: Tenant, tally: Tally): Promise<'done' | 'again'> {
  const { body, now } = request;
  const { rosters, records, pointers, directories } = storesFor(request, tenant, tenant);
  const listed = body.practices.map(({ odsCode }) => odsCode);
  const where = await pointers.readPractices(listed);
  const elsewhere = listed.filter((odsCode) => (where.get(odsCode)?.icb ?? tenant) !== tenant);
  const roster = await rosters.read(tenant);
  const here = new Set([
    ...listed.filter((odsCode) => where.get(odsCode)?.icb === tenant),
    ...(roster?.rows ?? []).map(({ odsCode }) => odsCode),
  ]);
  const held = new Map(
    (await records.readMany(tenant, [...here])).map((record) => [record.odsCode, record]),
  );
  const away = new Set(elsewhere);
  const staying = body.practices.filter(({ odsCode }) => !away.has(odsCode));
  const today = now.toISOString().slice(0, 10);
  const publishing = { entries: staying, datasets: body.datasets, today };
  const change = decideDirectory(tenant, publishing, held);
  // Refusals arise here, before anything is written.
  const arrivals = await decideArrivals(request, tenant, elsewhere, where);
  addDecisions(tally, change, arrivals);
  for (const { icb, before } of where.values())
    for (const code of [icb, ...before]) tally.predecessors.add(code);

  // An ICB is known before it has its first practice: cut short in the middle, its practices are in
  // England's answer.
  if (!body.dissolved) await pointers.putIcb({ code: tenant, name: body.name });
  const unclaimed = change.created.filter((odsCode) => !where.has(odsCode));
  if ((await directories.claim(tenant, unclaimed)) === 'collided') return 'again';
  let current: LoadingRoster = {
    name: body.name,
    rows: roster?.rows ?? [],
    version: roster?.version ?? 0,
  };
  if (change.write.length > 0 || roster?.name !== body.name) {
    const written = await directories.write(tenant, current, change.write, trailOf(request));
    if (written === 'collided') return 'again';
    current = written;
  }
  for (const { from, theirs, moves } of arrivals) {
    const store = storesFor(request, tenant, from).directories;
    const both = { from: theirs, to: current };
    const moved = await store.move(from, tenant, both, moves, trailOf(request));
    if (moved === 'collided') return 'again';
    current = moved;
  }
  return 'done';
}

function trailOf({ scope }: Load): () => TrailEntry {
  return () => scope.trail('published directory loaded', { odsCodes: [] });
}

function byHolder(
  odsCodes: readonly OdsCode[],
  where: ReadonlyMap<OdsCode, PracticePointer>,
): Map<IcbCode, OdsCode[]> {
  const holders = new Map<IcbCode, OdsCode[]>();
  for (const odsCode of odsCodes) {
    const holder = where.get(odsCode)?.icb;
    if (holder) holders.set(holder, [...(holders.get(holder) ?? []), odsCode]);
  }
  return holders;
}

/** Practices that another ICB holds and that this one is to have. */
interface Arrivals {
  from: Tenant;
  theirs: LoadingRoster;
  moves: Move[];
}

async function decideArrivals(
  request: Load,
  to: Tenant,
  elsewhere: readonly OdsCode[],
  where: ReadonlyMap<OdsCode, PracticePointer>,
): Promise<Arrivals[]> {
  const entries = new Map(request.body.practices.map((entry) => [entry.odsCode, entry]));
  const arrivals: Arrivals[] = [];
  for (const [code, odsCodes] of byHolder(elsewhere, where)) {
    const from = tenantOfDirectory(request.caller, code);
    const { rosters, records } = storesFor(request, to, from);
    const theirs = await rosters.read(from);
    if (!theirs) throw new Error(`${from} holds practices but has no roster`);
    const moves = (await records.readMany(from, odsCodes)).flatMap((was): Move[] => {
      const entry = entries.get(was.odsCode);
      if (!entry) return [];
      const before = [...(where.get(was.odsCode)?.before ?? []), from];
      return [{ was, becomes: withEntry(to, entry, was, request.body.datasets), before }];
    });
    arrivals.push({ from, theirs, moves });
  }
  return arrivals;
}
