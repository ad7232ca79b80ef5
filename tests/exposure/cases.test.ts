import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { catalogue } from '@registry/catalogue';
import { createAssess, Effect, ExposureState, ProductId, Role } from '@registry/domain';

/** A case as an analyst would write it: what is down, what a practice has, what that means for it. */
const Case = z.strictObject({
  name: z.string(),
  outage: z.array(ProductId),
  practice: z.partialRecord(Role, z.array(ProductId)),
  contradictory: z.array(Role).default([]),
  state: ExposureState,
  effect: Effect.optional(),
  impacts: z.array(z.string()),
  unknown: z.array(z.string()).optional(),
});

const folder = new URL('./', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const cases = z.array(Case).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  describe(file, () => {
    test.each(cases)(
      '$name',
      ({ outage, practice, contradictory, state, effect, impacts, unknown }) => {
        const affected = outage.map((product) => ({ product, effect: 'unavailable' as const }));
        const recorded = Role.options.flatMap((role) => {
          const products = practice[role];
          if (!products) return [];
          const provenance = 'published' as const;
          return [{ role, products, contradictory: contradictory.includes(role), provenance }];
        });
        const answer = createAssess(catalogue, affected, '2026-08-01')(recorded);
        expect(answer.state).toBe(state);
        if (effect) expect(answer.effect).toBe(effect);
        const said = answer.impacts.map(
          (each) =>
            `${each.role}: ${each.product} is ${each.effect} because ${each.because.join(' > ')}`,
        );
        expect(said.sort()).toEqual([...impacts].sort());
        if (unknown) {
          expect(answer.unknownRoles.map(({ role, reason }) => `${role}: ${reason}`)).toEqual(
            unknown,
          );
        }
      },
    );
  });
}
