import type { ProductId } from '../catalogue/product.ts';
import type { PracticeRecord, RecordBody, Source, Statement, SystemEntry } from './record.ts';
import type { Role } from '../words/role.ts';
import type { Channel, Provenance, RecordedRole, RosterRow } from './roster.ts';

interface Said {
  products: readonly ProductId[];
  provenance: Provenance;
  /** Day on which it was last true, so far as its author says. */
  on: string;
  source?: Source;
}

/**
 * What is recorded of each role at a practice, sorted by role. The practice's own word counts
 * before its ICB's, and that before a published file; but where a weaker source is newer and names
 * a product that the stronger one does not (or says none where it names one), nobody can say which
 * is right: contradictory.
 */
export function recordedRoles(record: PracticeRecord): RecordedRole[] {
  const said = new Map<Role, Said[]>();
  for (const [author, provenance] of [
    [record.declared, 'declared'],
    [record.supplied, 'supplied'],
  ] as const) {
    if (author) addStatement(said, record, author, provenance);
  }
  addPublished(said, record);
  return [...said]
    .map(([role, claims]) => weigh(role, claims))
    .sort((a, b) => (a.role < b.role ? -1 : 1));
}

/** The day on which an author last said what fills a role, or that it is all still right. */
function lastSaid(
  { confirmed }: PracticeRecord,
  { at, since }: Statement,
  role: Role,
  provenance: Provenance,
): string {
  const by = provenance === 'declared' ? 'practice' : 'icb';
  const saidAt = since?.[role] ?? at;
  const isConfirmed = confirmed?.by === by && confirmed.at > saidAt;
  return (isConfirmed ? confirmed.at : saidAt).slice(0, 10);
}

/**
 * What an ICB says of a practice from `at` on, after what it said before: roles filled as before
 * keep the time when that was first said, so that assigning a firewall does not make an old word on
 * the clinical system look new.
 */
export function suppliedNow(
  body: RecordBody,
  at: string,
  before: Statement | undefined,
): Statement {
  const is = productsByRole(body.systems);
  const was = productsByRole(before?.systems ?? []);
  const kept = [...is].flatMap(([role, products]) => {
    const same =
      was.has(role) && [...products].sort().join() === [...(was.get(role) ?? [])].sort().join();
    return before && same ? [[role, before.since?.[role] ?? before.at] as const] : [];
  });
  return { ...body, at, ...(kept.length > 0 && { since: Object.fromEntries(kept) }) };
}

function productsByRole(systems: readonly SystemEntry[]): Map<Role, ProductId[]> {
  const products = new Map<Role, ProductId[]>();
  for (const { role, product } of systems) {
    const known = products.get(role) ?? [];
    products.set(role, product === null ? known : [...known, product]);
  }
  return products;
}

function add(said: Map<Role, Said[]>, role: Role, claim: Said): void {
  said.set(role, [...(said.get(role) ?? []), claim]);
}

function addStatement(
  said: Map<Role, Said[]>,
  record: PracticeRecord,
  author: Statement,
  provenance: Provenance,
): void {
  for (const [role, products] of productsByRole(author.systems)) {
    add(said, role, { products, provenance, on: lastSaid(record, author, role, provenance) });
  }
}

function addPublished(said: Map<Role, Said[]>, record: PracticeRecord): void {
  for (const [role, products] of productsByRole(record.directory.systems)) {
    const source = record.directory.systems.find((system) => system.role === role)?.source;
    if (source) add(said, role, { products, provenance: 'published', on: source.asAt, source });
  }
}

/** Claims come strongest first. */
function weigh(role: Role, claims: readonly Said[]): RecordedRole {
  const [strongest, ...weaker] = claims;
  if (!strongest) return { role, products: [], contradictory: false, provenance: 'assumed' };
  const against = weaker.filter(
    (claim) => claim.on > strongest.on && contradicts(claim, strongest),
  );
  const products = new Set([strongest, ...against].flatMap((claim) => claim.products));
  return {
    role,
    products: [...products].sort(),
    contradictory: against.length > 0,
    provenance: strongest.provenance,
    ...(strongest.source && { source: strongest.source }),
  };
}

function contradicts(claim: Said, stronger: Said): boolean {
  if (claim.products.length === 0) return stronger.products.length > 0;
  return claim.products.some((product) => !stronger.products.includes(product));
}

/** Channels by which at least one contact of the practice can be reached. */
export function reachable(record: PracticeRecord): Channel[] {
  const contacts = [...(record.declared?.contacts ?? []), ...(record.supplied?.contacts ?? [])];
  const channels: Channel[] = [];
  if (contacts.some((contact) => contact.mobile)) channels.push('sms');
  if (contacts.some((contact) => contact.email ?? contact.alternativeEmail)) channels.push('email');
  return channels;
}

/**
 * The roster's row for a record; undefined for a practice that the published files no longer list.
 */
export function rosterRow(record: PracticeRecord): RosterRow | undefined {
  if (record.leftDirectory) return undefined;
  const { odsCode, name, pcn, subIcb, listSize } = record.directory;
  return {
    odsCode,
    name,
    pcn,
    subIcb,
    listSize,
    roles: recordedRoles(record),
    reachable: reachable(record),
  };
}
