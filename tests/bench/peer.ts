/**
 * The peer: the exposure API as a plain service over PostgreSQL, in a process of its own, to
 * compare ours with. The rules, and the catalogue in memory, are the domain's own: what differs is
 * where the register lies and how it is counted. It works out each distinct profile of recorded
 * roles once in a question and keeps nothing between questions. It checks no token.
 */
import { catalogue } from '@registry/catalogue';
import type { Assessment, RecordedRole, RosterRow } from '@registry/domain';
import { createAssess, IcbCode, knockOns, practiceExposure, ProductId } from '@registry/domain';
import Fastify from 'fastify';
import { Pool } from 'pg';
import * as z from 'zod';
import { adviceOf, byGroup, byIcb, totalsOf } from './peer-answer.ts';
import type { Cell } from './peer-answer.ts';

/** As many connections as one question can use at once; where, PostgreSQL's own variables say. */
const pool = new Pool({ max: 4 });
const products = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());
const Query = z.object({
  product: products.pipe(z.array(ProductId)),
  icb: IcbCode.optional(),
  limit: z.coerce.number().default(500),
});

interface Profile {
  id: number;
  roles: RecordedRole[];
}
interface Practice extends Pick<RosterRow, 'odsCode' | 'name' | 'reachable'> {
  icb: IcbCode;
  pcn: string | null;
  pcnName: string;
  subIcb: string | null;
  subIcbName: string;
  listSize: number | null;
  profile: number;
}

/** Only in that ICB: prepared apart, so that either question has a plan of its own. */
const within = (icb: string | undefined) => (icb ? `icb = '${icb}'` : 'true');

const profilesIn = (icb: string | undefined) => `
  select id, coalesce(json_agg(json_strip_nulls(json_build_object('role', role, 'products', products,
      'contradictory', contradictory, 'provenance', provenance,
      'source', case when dataset is not null then json_build_object('dataset', dataset, 'asAt', as_at) end
    )) order by role) filter (where ${icb ? 'role is not null' : "role not in ('network', 'endpoint-security')"}), '[]') as roles
  from profiles left join (
    select r.*, array(select product from recorded_products o where (o.profile, o.role) = (r.profile, r.role)
      order by product) as products from recorded_roles r) recorded on profile = id
  where ${icb ? `id in (select profile from practices where ${within(icb)})` : 'true'}
  group by id`;

const sumWhere = (count: string) =>
  ['hit', 'not-hit', 'unknown']
    .map((state) => `coalesce(${count} filter (where state = '${state}'), 0)::int`)
    .join(', ');

const cellsIn = (icb: string | undefined) => `
  select icb, sub_icb, pcn, ${sumWhere('count(*)')}, ${sumWhere('sum(list_size)')},
    (count(*) - count(list_size))::int
  from practices join unnest($1::int[], $2::text[]) as states (profile, state) using (profile)
  where ${within(icb)} group by icb, sub_icb, pcn`;

const practicesIn = (icb: string | undefined) => `
  select ods_code as "odsCode", practices.name, icb, pcn, pcns.name as "pcnName", sub_icb as "subIcb",
    sub_icbs.name as "subIcbName", list_size as "listSize", profile, reachable
  from practices left join pcns on pcns.code = pcn left join sub_icbs on sub_icbs.code = sub_icb
  where ${within(icb)} order by ods_code limit $1`;

/** What else is asked of an ICB: nobody has written any here. */
const aroundIn = `
  select id, title, status from open_outages where icb = $1 and products && $2::text[]
  union all select id, null, null from own_products where icb = $1`;

/** A prepared statement under that name. */
async function ask<T extends object>(name: string, text: string, values: unknown[] = []) {
  return (await pool.query<T>({ name, text, values })).rows;
}

async function askCells(icb: string | undefined, states: ReadonlyMap<number, Assessment>) {
  const values = [[...states.keys()], [...states.values()].map(({ state }) => state)];
  const query = { name: `cells ${icb}`, text: cellsIn(icb), values, rowMode: 'array' as const };
  return (await pool.query<Cell>(query)).rows;
}

type Group = 'icbs' | 'sub_icbs' | 'pcns';
async function askNames(table: Group): Promise<Map<string, string>> {
  const rows = await ask<{ code: string; name: string }>(table, `select code, name from ${table}`);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** What every answer begins with, and what the page needs besides. */
async function answer({ product, icb }: z.infer<typeof Query>) {
  const icbNames = askNames('icbs');
  const asOf = new Date().toISOString();
  const today = asOf.slice(0, 10);
  const affected = product
    .toSorted()
    .map((id) => ({ product: id, effect: 'unavailable' as const }));
  const assess = createAssess(catalogue, affected, today);
  const profiles = await ask<Profile>(`profiles ${icb}`, profilesIn(icb));
  const assessed = new Map(profiles.map(({ id, roles }) => [id, assess(roles)]));
  const cells = await askCells(icb, assessed);
  const icbs = byIcb(cells, await icbNames);
  const heading = {
    asOf,
    products: affected.map((each) => each.product),
    affected,
    reach: 'unknown',
    icbs: icbs.map((each) => each.icb),
    unavailable: [],
    totals: totalsOf(cells),
    byIcb: icbs,
    knockOns: knockOns(catalogue, affected, today),
  };
  return { heading, cells, assessed, today };
}

const server = Fastify({ keepAliveTimeout: 600_000 });
server.get('/exposure/summary', async ({ query }) => {
  const names = [askNames('sub_icbs'), askNames('pcns')] as const;
  const { heading, cells } = await answer(Query.parse(query));
  const subIcbs = byGroup(cells, 1, await names[0]);
  const pcns = byGroup(cells, 2, await names[1]);
  return {
    ...heading,
    bySubIcb: subIcbs.map(({ icb, group, totals }) => ({ icb, subIcb: group, ...totals })),
    byPcn: pcns.map(({ icb, group, totals }) => ({ icb, pcn: group, ...totals })),
  };
});
server.get('/exposure', async ({ query }) => {
  const asked = Query.parse(query);
  const rows = ask<Practice>(`page ${asked.icb}`, practicesIn(asked.icb), [asked.limit]);
  const around = asked.icb ? ask('around', aroundIn, [asked.icb, asked.product]) : [];
  const { heading, assessed, today } = await answer(asked);
  const practices = (await rows).flatMap(
    ({ profile, pcn, pcnName, subIcb, subIcbName, ...row }) => {
      const assessment = assessed.get(profile);
      const named = (code: string | null, name: string) => (code ? { code, name } : undefined);
      const whole = {
        ...row,
        listSize: row.listSize ?? undefined,
        roles: [],
        pcn: named(pcn, pcnName),
        subIcb: named(subIcb, subIcbName),
      };
      return assessment
        ? [practiceExposure({ icb: row.icb, row: whole, assessment }, undefined)]
        : [];
    },
  );
  const matching = heading.totals.practices;
  return {
    ...heading,
    outages: await around,
    matching,
    practices,
    advice: adviceOf(catalogue, practices, today),
    ...(practices.length < matching && { cursor: practices.at(-1)?.odsCode }),
  };
});
process.on('disconnect', () => process.exit());
process.send?.(await server.listen({ host: '127.0.0.1', port: 0 }));
