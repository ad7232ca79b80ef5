import { catalogue } from '@registry/catalogue';
import type { Roster } from '@registry/domain';
import { assessRosters, IcbCode, OdsCode, practicesIn } from '@registry/domain';
import { createPointerStore, decodeRoster, encodeRoster, ROSTER_CODEC } from '@registry/storage';
import { createAccess } from '@registry/tenancy';
import { pageOf, summaryOf } from './answers.ts';
import { prepare } from './prepare.ts';
import { select } from './select.ts';

/**
 * Does while the function starts what its first question would otherwise wait for: opens a session
 * and a connection, and goes once through all that an answer takes. What fails here will be tried
 * again, and seen, with the first question.
 */
export async function prime(): Promise<void> {
  const rehearsed = Promise.resolve().then(rehearse);
  const icbs = Promise.resolve().then(() =>
    createPointerStore(createAccess(process.env, () => undefined).national()).readIcbs(),
  );
  await Promise.allSettled([icbs, rehearsed]);
}

/** Answers a question about an invented practice. */
function rehearse(): void {
  const roster = invented();
  const affected = catalogue.products.slice(0, 1).map(({ id }) => ({
    product: id,
    effect: 'unavailable' as const,
  }));
  const now = new Date();
  const { assess, knockOns } = prepare(catalogue, affected, now.toISOString().slice(0, 10));
  const rosters = assessRosters([roster], assess);
  const answered = { affected, reach: 'unknown', rosters, unavailable: [], knockOns, now } as const;
  const filter = { state: undefined, effects: undefined, roles: undefined, said: undefined };
  const page = select(practicesIn(rosters), filter, 'odsCode', new Map());
  const around = { outages: [], said: new Map(), profile: undefined };
  JSON.stringify([
    summaryOf(answered),
    pageOf(answered, { page, matching: page.length, cursor: undefined }, catalogue, around),
  ]);
}

function invented(): Roster {
  const named = { code: 'U00000', name: 'Invented' };
  const [product] = catalogue.products;
  const source = { dataset: 'demonstration', asAt: '2026-01-01' } as const;
  const rows = [
    {
      odsCode: OdsCode.parse('Z00000'),
      name: 'Invented',
      pcn: named,
      subIcb: named,
      listSize: 1,
      reachable: ['sms' as const],
      roles: (product?.roles ?? []).map((role) => ({
        role,
        products: product ? [product.id] : [],
        contradictory: false,
        provenance: 'published' as const,
        source,
      })),
    },
  ];
  const bytes = encodeRoster({ name: 'Invented', rows });
  return decodeRoster(IcbCode.parse('Z00'), 1, ROSTER_CODEC, bytes);
}
