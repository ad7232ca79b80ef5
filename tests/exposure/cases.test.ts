import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { catalogue, checkCatalogue } from '@registry/catalogue';
import {
  Catalogue,
  createAssess,
  Effect,
  ExposureState,
  IsoDate,
  knockOns,
  ProductId,
  Role,
} from '@registry/domain';
import type { Affected, Assessment, KnockOn, RecordedRole } from '@registry/domain';

/**
 * A product in trouble as a question names it: `emis-web`, or `docman:unsafe` when it is not down.
 */
const AffectedText = z.string().transform((text): Affected => {
  const [product, effect = 'unavailable'] = text.split(':');
  return { product: ProductId.parse(product), effect: Effect.parse(effect) };
});

/**
 * A case as an analyst would write it: what is in trouble, what a practice has, what that means for
 * it.
 */
const Case = z.strictObject({
  name: z.string(),
  outage: z.array(AffectedText),
  /** Decides which dependencies hold. */
  on: IsoDate.default('2026-08-01'),
  /** An ICB's own products and what depends on them, beside the national catalogue. */
  own: Catalogue.pick({ products: true, dependencies: true }).optional(),
  practice: z.partialRecord(Role, z.array(ProductId)),
  contradictory: z.array(Role).default([]),
  state: ExposureState,
  effect: Effect.optional(),
  impacts: z.array(z.string()),
  unknown: z.array(z.string()).optional(),
  /** Products in trouble that no record can name. */
  unnameable: z.array(ProductId).optional(),
  /** Ids over all impacts, sorted. */
  advice: z.array(z.string()).optional(),
  knockOns: z.array(z.string()).optional(),
});
type Case = z.infer<typeof Case>;

function catalogueFor({ own }: Case): Catalogue {
  if (!own) return catalogue;
  return {
    ...catalogue,
    products: [...catalogue.products, ...own.products],
    dependencies: [...catalogue.dependencies, ...own.dependencies],
  };
}

function recordedAt({ practice, contradictory }: Case): RecordedRole[] {
  return Role.options.flatMap((role) => {
    const products = practice[role];
    if (!products) return [];
    const provenance = 'published' as const;
    return [{ role, products, contradictory: contradictory.includes(role), provenance }];
  });
}

function inWords({ impacts }: Assessment): string[] {
  return impacts
    .map(
      ({ role, product, effect, because }) =>
        `${role}: ${product} is ${effect} because ${because.join(' > ')}`,
    )
    .sort();
}

function knockOnInWords({ product, effect, because }: KnockOn): string {
  return `${product} is ${effect} because ${because.join(' > ')}`;
}

const folder = new URL('./', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const cases = z.array(Case).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  describe(file, () => {
    test.each(cases)('$name', (each) => {
      const whole = catalogueFor(each);
      expect(checkCatalogue(whole)).toEqual([]);
      const answer = createAssess(whole, each.outage, each.on)(recordedAt(each));
      expect(answer.state).toBe(each.state);
      if (each.effect) expect(answer.effect).toBe(each.effect);
      expect(inWords(answer)).toEqual([...each.impacts].sort());
      if (each.unknown) {
        const unknown = answer.unknownRoles.map(({ role, reason }) => `${role}: ${reason}`);
        expect(unknown).toEqual(each.unknown);
      }
      if (each.unnameable) expect([...answer.unnameable].sort()).toEqual(each.unnameable);
      if (each.advice) {
        const advice = new Set(answer.impacts.flatMap((impact) => impact.advice));
        expect([...advice].sort()).toEqual([...each.advice].sort());
      }
      if (each.knockOns) {
        expect(knockOns(whole, each.outage, each.on).map(knockOnInWords)).toEqual(each.knockOns);
      }
    });
  });
}
