import * as z from 'zod';
import { ProductId } from '../catalogue/product.ts';
import { IsoInstant } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import type { Declaration, NewDeclaration } from './declaration.ts';
import type { Outage, OutageUpdate } from './outage.ts';
import { OutageId, OutageStatus } from './outage.ts';
import { isSameProducts } from './same-trouble.ts';

/** An outage that NHS England has open in an ICB, with its latest update. */
export interface NationalOutage {
  outage: Outage;
  update: OutageUpdate;
}

/** What an ICB that declares is shown of an outage that NHS England has open there. */
export const OpenNationally = z.strictObject({
  id: OutageId,
  title: z.string(),
  products: z.array(ProductId),
  status: OutageStatus,
  declaredAt: IsoInstant,
  /** The latest update, and when it was given. */
  message: z.string(),
  at: IsoInstant,
  /** Whether the declaration has its title or its message from here. */
  wordsTaken: z.boolean(),
});
/** What an ICB that declares is shown of an outage that NHS England has open there. */
export type OpenNationally = z.infer<typeof OpenNationally>;

/**
 * What is declared, with NHS England's words where the ICB gives none of its own: those of the
 * latest open outage of the same products. Throws `invalid` for words that nobody has given.
 */
export function withNationalWords(
  declaration: NewDeclaration,
  open: readonly NationalOutage[],
): Declaration {
  const from = latestOfSame(declaration, open);
  const title = declaration.title ?? from?.outage.title;
  const message = declaration.message ?? from?.update.message;
  if (title === undefined || message === undefined)
    throw missingWords({ title, message }, declaration.products);
  const others = declaration.message === undefined ? withMessage(declaration, from) : declaration;
  return { ...others, title, message };
}

/** What NHS England has open beside a declaration, latest first, and whether it gave the words. */
export function openBeside(
  declaration: NewDeclaration,
  open: readonly NationalOutage[],
): OpenNationally[] {
  const from = latestOfSame(declaration, open);
  const isTaken = declaration.title === undefined || declaration.message === undefined;
  return latestFirst(open).map((each) => shown(each, isTaken && each === from));
}

function latestFirst(open: readonly NationalOutage[]): NationalOutage[] {
  return open.toSorted((a, b) => (a.outage.id < b.outage.id ? 1 : -1));
}

function latestOfSame(
  declaration: NewDeclaration,
  open: readonly NationalOutage[],
): NationalOutage | undefined {
  return latestFirst(open).find(({ outage }) => isSameProducts(declaration, outage));
}

/** What belongs to a message that is taken over, unless the ICB has given its own. */
function withMessage(declaration: NewDeclaration, from: NationalOutage | undefined) {
  const shortMessage = declaration.shortMessage ?? from?.update.shortMessage;
  const publicMessage = declaration.publicMessage ?? from?.outage.publicMessage;
  return {
    ...declaration,
    ...(shortMessage !== undefined && { shortMessage }),
    ...(publicMessage !== undefined && { publicMessage }),
  };
}

function missingWords(
  words: Record<'title' | 'message', string | undefined>,
  products: readonly ProductId[],
): Refusal {
  const missing = (['title', 'message'] as const).filter((path) => words[path] === undefined);
  return new Refusal(
    'invalid',
    `Say what is wrong: NHS England has no outage of exactly ${products.join(' and ')} open here whose words could be taken`,
    missing.map((path) => ({ path, message: 'should be given' })),
  );
}

function shown({ outage, update }: NationalOutage, wordsTaken: boolean): OpenNationally {
  const { id, title, products, status, declaredAt } = outage;
  const { message, at } = update;
  return { id, title, products, status, declaredAt, message, at, wordsTaken };
}
