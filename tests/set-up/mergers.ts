import type { PracticeView } from '@registry/domain';
import { practicesIn, publishedFiles, readEngland, readSuccession } from './published.ts';
import type { RunningRegister } from './register.ts';

/** A day before the ICB mergers of 1 April 2026, after the February file was published. */
export const march = '2026-03-16T09:00:00Z';

/** What `registry import` is given after the mergers: the files that place practices in ICBs. */
export const august = [
  'import',
  '--map',
  publishedFiles.map,
  '--practices',
  publishedFiles.practices,
];

/**
 * A practice that is in another ICB than before, and its clinical system's supplier by the August
 * map.
 */
export interface Mover {
  odsCode: string;
  from: string;
  to: string;
  supplier: string | undefined;
}

/** What the February and August files, and the list of successions, say of the mergers. */
export function mergersOf2026() {
  const before = practicesIn(publishedFiles.practicesInFebruary);
  const england = readEngland();
  const after = new Map(england.map(({ odsCode, icb }) => [odsCode, icb]));
  const moved = england.flatMap(({ odsCode, icb: to, supplier }): Mover[] => {
    const from = before.get(odsCode);
    return from === undefined || from === to ? [] : [{ odsCode, from, to, supplier }];
  });
  const succession = readSuccession();
  const isSplit = ({ type }: { type: string }) => type === 'split';
  const ended = (rows: typeof succession) =>
    [...new Set(rows.map(({ predecessor }) => predecessor))].sort();
  return {
    /** ICB of each practice by its ODS code. */
    before,
    after,
    moved,
    closed: [...before.keys()].filter((odsCode) => !after.has(odsCode)).sort(),
    dissolved: ended(succession),
    split: ended(succession.filter(isSplit)),
  };
}

/** Moves the cloud's clock, and with it tokens and functions, to a moment. */
export function moveClock({ cloud }: RunningRegister, to: string): void {
  cloud.clock.advance(Date.parse(to) - cloud.clock.now());
}

/** Which ICB every practice of England is in, as NHS England is told. */
export async function placements(register: RunningRegister): Promise<Map<string, string>> {
  const client = register.as({ role: 'national', org: 'X26' });
  const found: [string, string][] = [];
  let cursor: string | undefined;
  do {
    const page = await client.exposurePage({
      products: ['emis-web'],
      limit: 2000,
      ...(cursor && { cursor }),
    });
    found.push(...page.practices.map(({ odsCode, icb }): [string, string] => [odsCode, icb]));
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (new Set(found.map(([odsCode]) => odsCode)).size < found.length)
    throw new Error('A practice is in the answer twice');
  return new Map(found);
}

/** What a practice, and its ICB of the day, had said of it before the mergers. */
export interface Declared extends Mover {
  product: 'emis-web' | 'systmone';
  /** Whether the August map names another clinical system. */
  contradicted: boolean;
  /** Its record before the mergers. */
  held: PracticeView;
}

/**
 * Two practices for every way that practices go, by the ICBs they leave and join, declare systems,
 * fictional contacts and continuity arrangements; of each two the first says EMIS Web and the
 * second SystmOne. Every third one confirms, and of every fourth its ICB says something besides.
 */
export async function declareBeforeMergers(
  register: RunningRegister,
  moved: readonly Mover[],
): Promise<Declared[]> {
  const ways = Map.groupBy(moved, ({ from, to }) => `${from} ${to}`);
  const chosen = [...ways.values()].flatMap((movers) =>
    movers.slice(0, 2).map((mover, nth) => ({ mover, product: products[nth]! })),
  );
  const declared: Declared[] = [];
  for (const [index, { mover, product }] of chosen.entries()) {
    const { odsCode, from, supplier } = mover;
    const client = register.as({ role: 'practice', org: odsCode });
    await client.registerPractice(odsCode, statement(index, product));
    if (index % 4 === 0)
      await register.as({ role: 'icb', org: from }).registerPractice(odsCode, {
        systems: [{ role: 'it-support', product: null }],
        contacts: [],
      });
    if (index % 3 === 0) await client.confirmPractice(odsCode, { idempotencyKey: odsCode });
    const { practice: held } = await client.readPractice(odsCode);
    const contradicted = supplier !== undefined && published[supplier] !== product;
    declared.push({ ...mover, product, contradicted, held });
  }
  return declared;
}

const products = ['emis-web', 'systmone'] as const;
const published: Record<string, string> = { EMIS: 'emis-web', TPP: 'systmone', Medicus: 'medicus' };

function statement(index: number, product: string) {
  const digits = String(index).padStart(3, '0');
  return {
    systems: [
      { role: 'clinical-system', product },
      { role: 'patient-messaging', product: 'accurx-messaging' },
      { role: 'document-management', product: null },
    ],
    contacts: [
      {
        name: `Sam Fictional ${digits}`,
        role: 'Practice manager',
        order: 1,
        mobile: `07700 900${digits}`,
        email: `manager${digits}@example.nhs.uk`,
      },
      { name: 'Ash Invented', role: 'Partner', alternativeEmail: 'ash@example.org', order: 2 },
    ],
    continuity: {
      planReviewedOn: '2026-02-02',
      bypassNumber: `01632 960${digits}`,
      offlineRecordAccess: { product: 'emis-x-bc', staffSignedIn: 2 },
    },
  };
}
