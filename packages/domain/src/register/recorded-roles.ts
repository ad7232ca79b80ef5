import type { Role } from '../words/role.ts';
import { productsByRole } from './products-by-role.ts';
import type { PracticeRecord, Statement } from './record.ts';
import type { Provenance, RecordedRole } from './roster.ts';
import type { Claim } from './sources-that-disagree.ts';
import { weigh } from './sources-that-disagree.ts';

/**
 * What is recorded of each role at a practice, sorted by role. The practice's own word counts
 * before its ICB's, and that before a published file; but where a weaker source is newer and names
 * a product that the stronger one does not (or says none where it names one), nobody can say which
 * is right: contradictory.
 */
export function recordedRoles(record: PracticeRecord): RecordedRole[] {
  const said = new Map<Role, Claim[]>();
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

function add(said: Map<Role, Claim[]>, role: Role, claim: Claim): void {
  said.set(role, [...(said.get(role) ?? []), claim]);
}

function addStatement(
  said: Map<Role, Claim[]>,
  record: PracticeRecord,
  author: Statement,
  provenance: Provenance,
): void {
  for (const [role, products] of productsByRole(author.systems)) {
    add(said, role, { products, provenance, on: lastSaid(record, author, role, provenance) });
  }
}

function addPublished(said: Map<Role, Claim[]>, { directory: { systems } }: PracticeRecord): void {
  for (const ofOne of Map.groupBy(systems, ({ source }) => source.dataset).values()) {
    for (const [role, products] of productsByRole(ofOne)) {
      const source = ofOne.find((system) => system.role === role)?.source;
      if (source) add(said, role, { products, provenance: 'published', on: source.asAt, source });
    }
  }
}
