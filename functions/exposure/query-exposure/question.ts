import * as z from 'zod';
import { knownProducts } from '@registry/catalogue';
import type { Affected, Catalogue, ProductId } from '@registry/domain';
import {
  AffectedText,
  byWorst,
  Down,
  Effect,
  ExposureState,
  IcbCode,
  Reach,
  Refusal,
  Role,
} from '@registry/domain';

/** The most products one question may name. */
const MOST_PRODUCTS = 20;

/** What a practice says of itself; `not-heard` while it was told and has said nothing. */
const SaidFilter = z.enum([...Down.options, 'not-heard']);

/** How the list is sorted: `listSize` largest first, `effect` worst first, the others from A to Z; then by ODS code. */
export const Sort = z.enum(['odsCode', 'name', 'pcn', 'listSize', 'effect']);
/** How the list is sorted. */
export type Sort = z.infer<typeof Sort>;

const one = <T>(schema: z.ZodType<T>, message: string) => z.tuple([schema], message).optional();
const codes = z.array(z.string().min(1)).min(1).max(100).optional();

/** The parameters of `GET /exposure` and `GET /exposure/summary`, each a list as they may be repeated. */
export const Parameters = z.strictObject({
  product: z
    .array(AffectedText, 'should name at least one product, such as product=emis-web')
    .min(1)
    .max(MOST_PRODUCTS, `should name ${MOST_PRODUCTS} products at most`),
  reach: one(Reach, 'should be one of all, some and unknown, or be left out'),
  icb: z.tuple([IcbCode], 'should name one ICB, or be left out').optional(),
  pcn: codes,
  subIcb: codes,
  state: one(ExposureState, 'should be one of hit, not-hit and unknown, or be left out'),
  effect: z.array(Effect).min(1).optional(),
  role: z.array(Role).min(1).optional(),
  said: z.array(SaidFilter).min(1).optional(),
  sort: one(Sort, `should be one of ${Sort.options.join(', ')}, or be left out`),
  limit: one(
    z.coerce.number().int().min(1).max(2000),
    'should be one number from 1 to 2000, or be left out',
  ),
  cursor: one(z.string(), 'should be one cursor, or be left out'),
  format: one(z.enum(['json', 'csv']), 'should be json or csv'),
});
/** The parameters of an exposure question. */
export type Parameters = z.infer<typeof Parameters>;

/** What narrows the list of practices, but not the totals. */
export interface Filter {
  state: ExposureState | undefined;
  effects: readonly Effect[] | undefined;
  roles: readonly Role[] | undefined;
  said: readonly z.infer<typeof SaidFilter>[] | undefined;
}

/** An exposure question: what is in trouble, within which scope, and which practices are wanted in which order. */
export interface Question {
  affected: Affected[];
  reach: Reach;
  icb: IcbCode | undefined;
  pcns: readonly string[] | undefined;
  subIcbs: readonly string[] | undefined;
  filter: Filter;
  sort: Sort;
}

/**
 * The question that parameters ask. Throws as `knownProducts` does for products that the asker's catalogue does not have, and
 * `invalid` for filters that exclude each other.
 */
export function questionOf(query: Parameters, catalogue: Catalogue, asker: IcbCode): Question {
  const products = knownProducts(
    query.product.map(({ product }) => product),
    catalogue,
    'product',
    asker,
  );
  const question = {
    affected: products.map((product) => ({ product, effect: worstAsked(query, product) })),
    reach: query.reach?.[0] ?? 'unknown',
    ...{ icb: query.icb?.[0], pcns: query.pcn, subIcbs: query.subIcb },
    filter: {
      ...{ state: query.state?.[0], effects: query.effect },
      ...{ roles: query.role, said: query.said },
    },
    sort: query.sort?.[0] ?? 'odsCode',
  } as const;
  refuseConflicts(question.filter);
  return question;
}

/** A product named twice is in the worse trouble. */
function worstAsked({ product: asked }: Parameters, product: ProductId): Effect {
  const effects = asked.filter((each) => each.product === product).map(({ effect }) => effect);
  return effects.sort(byWorst)[0] ?? 'unavailable';
}

function refuseConflicts({ state, effects, roles }: Filter): void {
  if (effects && state !== undefined && state !== 'hit') {
    throw conflict(
      'effect',
      `state=${state}`,
      'only practices that may be affected have an effect',
    );
  }
  if (roles && state === 'not-hit') {
    throw conflict('role', 'state=not-hit', 'no role of theirs is touched');
  }
}

function conflict(path: string, other: string, why: string): Refusal {
  return new Refusal('invalid', `The filters ${path} and ${other} exclude each other`, [
    { path, message: `should be left out with ${other}: ${why}` },
  ]);
}

/** Parameters of the list alone. */
const ofTheList = ['state', 'effect', 'role', 'said', 'sort', 'limit', 'cursor', 'format'] as const;

/** Throws `invalid` for parameters of the list in a question for totals. */
export function refuseListParameters(query: Parameters): void {
  const errors = ofTheList
    .filter((path) => query[path] !== undefined)
    .map((path) => ({ path, message: 'should be left out: it belongs to GET /exposure' }));
  if (errors.length > 0) throw new Refusal('invalid', 'A summary has totals only', errors);
}
