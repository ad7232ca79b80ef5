import type { ApiClient } from '@registry/api-client';
import type { ProductList } from '@registry/contract';
import type { Effect, IcbCode, ProductId, Role } from '@registry/domain';
import { effects, ownPrefix } from '@registry/domain';
import { type Command, Option } from 'commander';
import { icbCode, repeated } from '../terminal/arguments.ts';
import { connect } from '../terminal/connection.ts';
import { UsageError } from '../terminal/failure.ts';
import { jsonObjectIn } from '../terminal/json-file.ts';
import { refuseUnknownIcb } from '../terminal/known-icbs.ts';
import { say } from '../terminal/output.ts';
import { productId, role } from './product-arguments.ts';
import { describeNeed, productTable } from './product-list.ts';
import { listed } from '../terminal/wording.ts';

interface PutOptions {
  icb: IcbCode;
  id: ProductId;
  file?: string;
  name?: string;
  supplier?: string;
  role?: Role[];
  needs?: string[];
  effect?: Effect;
  ifMatch?: string;
}

/** Adds `registry product put|list`: an ICB's own firewall, data centre, IT provider. */
export function addProductCommand(program: Command): void {
  const product = program
    .command('product')
    .summary('an ICB’s own products: its firewall, its data centre')
    .description('Products that an ICB describes itself. No other ICB sees them, nor NHS England.')
    .addHelpText('after', productExamples);
  product
    .command('put')
    .description(
      'Puts one of an ICB’s own products with what it needs, in place of what was put under its id before.',
    )
    .requiredOption('--icb <code>', 'whose product it is', icbCode)
    .requiredOption('--id <id>', 'its id, which begins with the ICB’s code', productId)
    .addOption(
      new Option('--file <json>', 'all of it, as PUT /products/{id} takes it').conflicts([
        'name',
        'supplier',
        'role',
        'needs',
        'effect',
      ]),
    )
    .option('--name <name>', 'what people call it')
    .option('--supplier <name>', 'who provides it')
    .option('--role <role>', 'what it does for a practice; repeatable, may be left out', roles)
    .option('--needs <id>', 'a product or role it needs; repeatable, each needed', repeated)
    .addOption(new Option('--effect <effect>', 'what it is without one of those').choices(effects))
    .option('--if-match <etag>', 'only if it is still this version (read afresh without)')
    .addHelpText('after', productExamples)
    .action(runPut);
  product
    .command('list')
    .description('Lists an ICB’s own products and what they need.')
    .requiredOption('--icb <code>', 'whose products', icbCode)
    .option('--all', 'the national ones after them')
    .addHelpText('after', productExamples)
    .action(runList);
}

const productExamples = `
Examples:
  registry product put --icb Z36 --id z36.firewall --name "County firewall" --supplier "Fictional Networks" --role network --needs hscn --effect unavailable
  registry product put --icb Z36 --id z36.data-centre --file examples/data-centre.json
  registry product list --icb Z36

Example of a file; from is the product itself when left out, and any one of several needs will do:
  {"name": "County data centre", "supplier": "Fictional Hosting", "roles": [],
   "dependencies": [{"from": "z36.firewall", "needs": ["z36.data-centre"], "effect": "unavailable",
                     "evidence": [{"title": "Hosting contract"}], "advice": ["z36.ring-the-desk"]}],
   "advice": [{"id": "z36.ring-the-desk", "text": "Ring the service desk.", "by": "practice",
               "reviewBy": "2027-06-30"}]}`;

function roles(value: string, before: Role[] = []): Role[] {
  return [...before, role(value)];
}

async function runPut(options: PutOptions): Promise<void> {
  const { icb, id, file, ifMatch } = options;
  if (!id.startsWith(ownPrefix(icb)))
    throw new UsageError(`${id} should begin with ${ownPrefix(icb)}: a product of ${icb}’s own.`);
  const body =
    file === undefined ? bodyFromFlags(options) : await jsonObjectIn(file, 'name and supplier');
  const client = connect({ role: 'icb', org: icb });
  await refuseUnknownIcb(client, icb);
  const current = ifMatch ?? (await currentEtag(client, id));
  const { product: own } = await client.putProduct(
    id,
    body,
    current === undefined ? {} : { ifMatch: current },
  );
  const { name, supplier, roles: fills } = own;
  say(
    `${id} is now ${name} by ${supplier}, version ${own.version}. It can fill ${fills.length > 0 ? listed(fills) : 'no role'}.`,
  );
  for (const dependency of own.dependencies)
    say(`  ${dependency.from} needs ${describeNeed(dependency)}`);
}

function bodyFromFlags({
  name,
  supplier,
  role: fills = [],
  needs = [],
  effect,
}: PutOptions): object {
  if (name === undefined || supplier === undefined)
    throw new UsageError('Give --name and --supplier, or --file with the whole product.');
  if (needs.length > 0 !== (effect !== undefined))
    throw new UsageError(
      `Give --needs and --effect together: what it needs, and what it is without that (${effects.join(', ')}).`,
    );
  return {
    name,
    supplier,
    roles: fills,
    dependencies: needs.map((needed) => ({ needs: [needed], effect })),
  };
}

/** The version held, as an ETag; undefined for a product that is new. */
async function currentEtag(
  client: Pick<ApiClient, 'listProducts'>,
  id: ProductId,
): Promise<string | undefined> {
  const { products } = await client.listProducts();
  const version = products.find((product) => product.id === id)?.version;
  return version === undefined ? undefined : `"${version}"`;
}

async function runList({ icb, all = false }: { icb: IcbCode; all?: boolean }): Promise<void> {
  const client = connect({ role: 'icb', org: icb });
  await refuseUnknownIcb(client, icb);
  const list = await client.listProducts();
  const shown: ProductList = all ? list : { ...list, products: list.products.filter(isOwn) };
  if (!list.products.some(isOwn))
    say(`${icb} has no products of its own yet. Put one: registry product put --help`);
  if (shown.products.length > 0) say(productTable(shown));
}

function isOwn({ own }: ProductList['products'][number]): boolean {
  return own;
}
