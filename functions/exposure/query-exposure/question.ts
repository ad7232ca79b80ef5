import { knownProducts } from '@registry/catalogue';
import type { ExposureParameters, SaidFilter, Sort } from '@registry/contract';
import { listParameters } from '@registry/contract';
import type {
  Affected,
  Catalogue,
  Effect,
  ExposureState,
  IcbCode,
  ProductId,
  Reach,
  Role,
} from '@registry/domain';
import { byWorst, Refusal } from '@registry/domain';
import type * as z from 'zod';

/** What narrows the list of practices, but not the totals. */
export interface Filter {
  state: ExposureState | undefined;
  effects: readonly Effect[] | undefined;
  roles: readonly Role[] | undefined;
  said: readonly z.infer<typeof SaidFilter>[] | undefined;
}

/**
 * An exposure question: what is in trouble, within which scope, and which practices are wanted in
 * which order.
 */
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
 * The question that parameters ask. Throws as `knownProducts` does for products that the asker's
 * catalogue does not have, and `invalid` for filters that exclude each other.
 */
export function questionOf(
  query: ExposureParameters,
  catalogue: Catalogue,
  asker: IcbCode,
): Question {
  const products = knownProducts(
    query.product.map(({ product }) => product),
    catalogue,
    'product',
    asker,
  );
  const question = {
    affected: products.map((product) => ({ product, effect: worstAsked(query, product) })),
    reach: query.reach ?? 'unknown',
    icb: query.icb,
    pcns: query.pcn,
    subIcbs: query.subIcb,
    filter: {
      state: query.state,
      effects: query.effect,
      roles: query.role,
      said: query.said,
    },
    sort: query.sort ?? 'odsCode',
  } as const;
  refuseConflicts(question.filter);
  return question;
}

/** A product named twice is in the worse trouble. */
function worstAsked({ product: asked }: ExposureParameters, product: ProductId): Effect {
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

/** Throws `invalid` for parameters of the list in a question for totals. */
export function refuseListParameters(query: ExposureParameters): void {
  const errors = listParameters
    .filter((path) => query[path] !== undefined)
    .map((path) => ({ path, message: 'should be left out: it belongs to GET /exposure' }));
  if (errors.length > 0) throw new Refusal('invalid', 'A summary has totals only', errors);
}
