import type { RecordedRole, Roster } from '@registry/domain';
import type { Client } from 'pg';

/**
 * The register in tables, as someone who knows PostgreSQL well would lay it out for this question.
 * Practices whose recorded roles are alike share a profile, kept up to date on writing, which costs
 * the peer nothing here. Roles and products of a profile are rows; the index on practices has all
 * that totals need, so they are counted without reading the table. An ICB's own products and open
 * outages are there to be asked, and empty, as ours are.
 */
const schema = `
create table icbs (code text primary key, name text not null, dissolved date);
create table sub_icbs (code text primary key, name text not null);
create table pcns (code text primary key, name text not null);
create table profiles (id int primary key);
create table recorded_roles (
  profile int references profiles, role text, contradictory boolean not null, provenance text not null,
  dataset text, as_at text,
  primary key (profile, role));
create table recorded_products (
  profile int, role text, product text, primary key (profile, role, product),
  foreign key (profile, role) references recorded_roles);
create table practices (
  ods_code text primary key, name text not null, icb text not null references icbs, sub_icb text references sub_icbs,
  pcn text references pcns, list_size int, profile int not null references profiles, reachable text[] not null);
create table own_products (icb text references icbs, id text, roles text[] not null, primary key (icb, id));
create table open_outages (icb text references icbs, id text, title text not null, status text not null,
  products text[] not null, primary key (icb, id));
create index practices_by_icb on practices (icb, ods_code);
create index practices_totals on practices (icb, sub_icb, pcn, profile) include (list_size);
`;

/** Rows of one insert: an array for each column. */
const AT_ONCE = 20_000;

/** Loads practices into the peer's tables; the same again with more practices adds those. */
export function createPeerLoader(client: Client) {
  const profiles = new Map<string, number>();

  async function insert(into: string, types: readonly string[], rows: readonly unknown[][]) {
    const columns = types.map((type, column) => `$${column + 1}::${type}[]`).join(', ');
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const some = rows.slice(from, from + AT_ONCE);
      await client.query(
        `insert into ${into} select * from unnest(${columns}) on conflict do nothing`,
        types.map((_, column) => some.map((row) => row[column] ?? null)),
      );
    }
  }

  function profileOf(roles: readonly RecordedRole[], added: [number, RecordedRole][]): number {
    const key = JSON.stringify(roles);
    const known = profiles.get(key);
    if (known !== undefined) return known;
    const id = profiles.size + 1;
    profiles.set(key, id);
    added.push(...roles.map((role): [number, RecordedRole] => [id, role]));
    return id;
  }

  async function loadRosters(rosters: readonly Roster[]): Promise<void> {
    const rows = rosters.flatMap(({ icb, rows }) => rows.map((row) => ({ ...row, icb })));
    const added: [number, RecordedRole][] = [];
    // A channel list is written as an array literal: unnest would take nested arrays apart.
    const practices = rows.map((row) => [
      row.odsCode,
      row.name,
      row.icb,
      row.subIcb?.code,
      row.pcn?.code,
      row.listSize,
      profileOf(row.roles, added),
      `{${row.reachable.join(',')}}`,
    ]);
    const text2 = ['text', 'text'];
    const named = (groups: readonly ({ code: string; name: string } | undefined)[]) =>
      groups.flatMap((group) => (group ? [[group.code, group.name]] : []));
    await insert(
      'icbs (code, name)',
      text2,
      rosters.map(({ icb, name }) => [icb, name]),
    );
    await insert('sub_icbs', text2, named(rows.map(({ subIcb }) => subIcb)));
    await insert('pcns', text2, named(rows.map(({ pcn }) => pcn)));
    await insert(
      'profiles',
      ['int'],
      [...profiles.values()].map((id) => [id]),
    );
    await insert(
      'recorded_roles',
      ['int', 'text', 'boolean', 'text', 'text', 'text'],
      added.map(([profile, { role, contradictory, provenance, source }]) => [
        profile,
        role,
        contradictory,
        provenance,
        source?.dataset,
        source?.asAt,
      ]),
    );
    await insert(
      'recorded_products',
      ['int', 'text', 'text'],
      added.flatMap(([profile, { role, products }]) => products.map((id) => [profile, role, id])),
    );
    const columns = ['text', 'text', 'text', 'text', 'text', 'int', 'int', 'text'];
    await insert('loading', columns, practices);
    await client.query(
      'insert into practices select ods_code, name, icb, sub_icb, pcn, list_size, profile, reachable::text[] from loading; truncate loading',
    );
    // An index is read alone only where vacuum has marked the pages as visible to all.
    await client.query('vacuum analyze');
  }

  return {
    /** Makes the tables. */
    async start(): Promise<void> {
      await client.query(schema);
      await client.query(
        'create unlogged table loading (ods_code text, name text, icb text, sub_icb text, pcn text, list_size int, profile int, reachable text)',
      );
    },
    load: loadRosters,
    /** Distinct sets of recorded roles so far. */
    profiles: () => profiles.size,
  };
}
