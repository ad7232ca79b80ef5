import * as z from 'zod';

/** An item, or its key, as JavaScript has it. */
type Attributes = Readonly<Record<string, unknown>>;

/**
 * Items of one kind, whose form has changed. Each upgrade takes an item of its version, the first
 * of version 1, and gives it in the form of the next; what it does not name it lets be. An upgrade
 * says what was, so it names none of the domain's schemas, which say what is.
 */
interface Kind {
  isOf: (pk: string, sk: string) => boolean;
  upgrades: readonly z.ZodType<Attributes>[];
}

const count = z.int();

/**
 * Totals of version 1. Until PCNs were counted by kind, only those wholly hit were: of the others
 * what follows from the practices is filled in, and what nobody can know any more is null.
 */
const totalsSince1 = z
  .looseObject({
    practices: count,
    hit: count,
    notHit: count,
    unknown: count,
    pcnsWhollyHit: count,
    pcns: count.optional(),
    pcnsPartlyHit: count.optional(),
    pcnsUnknown: count.optional(),
    pcnsUntouched: count.optional(),
  })
  .transform((totals) => {
    const { practices, hit, notHit, unknown, pcnsWhollyHit } = totals;
    const noneIf = (isCertain: boolean) => (isCertain ? 0 : null);
    return {
      ...totals,
      pcns: totals.pcns ?? (hit === practices ? pcnsWhollyHit : null),
      pcnsPartlyHit: totals.pcnsPartlyHit ?? noneIf(hit === 0 || hit === practices),
      pcnsUnknown: totals.pcnsUnknown ?? noneIf(unknown === 0),
      pcnsUntouched: totals.pcnsUntouched ?? noneIf(notHit === 0),
    };
  });
const withTotals = z.looseObject({ totals: totalsSince1 });

/**
 * A record of version 1 has no statements of datasets beside what is worked out from them: whoever
 * needs them takes them from its provenance.
 */
const withoutDatasets = z.looseObject({ record: z.looseObject({}) });

/** A record of version 2 has what is published as attributes of their own, not as one text. */
const withDirectoryText = z.looseObject({
  record: z.looseObject({
    directory: z
      .record(z.string(), z.unknown())
      .transform((directory) => JSON.stringify(directory)),
  }),
});

/** The kinds whose form has changed. Every other kind has version 1, its first. */
const kinds: readonly Kind[] = [
  {
    isOf: (pk, sk) => pk.endsWith('#OUTAGES') && !sk.startsWith('OPEN#'),
    upgrades: [z.looseObject({ outage: withTotals })],
  },
  {
    isOf: (_, sk) => sk.startsWith('UPDATE#'),
    upgrades: [z.looseObject({ update: withTotals })],
  },
  {
    isOf: (pk, sk) => pk.includes('#PRACTICE#') && sk === 'RECORD',
    upgrades: [withoutDatasets, withDirectoryText],
  },
];

/** The version in which today's code writes the item of a key: its attribute `v`. */
export function versionOf(key: Attributes): number {
  return upgradesOf(key).length + 1;
}

/**
 * An item in the form of today; undefined for one of a version that this code does not know, or
 * that is not what its version says. An item without `v` was written before there were versions,
 * and has the first.
 */
export function inTodaysForm(item: Attributes): Attributes | undefined {
  const upgrades = upgradesOf(item);
  const version = item['v'] ?? 1;
  const isKnown = upgrades.length + 1 >= Number(version) && Number(version) >= 1;
  if (!Number.isInteger(version) || !isKnown) return undefined;
  return upgrades
    .slice(Number(version) - 1)
    .reduce<Attributes | undefined>((held, upgrade) => upgrade.safeParse(held).data, item);
}

function upgradesOf({ pk, sk }: Attributes): Kind['upgrades'] {
  const kind = kinds.find(({ isOf }) => isOf(String(pk), String(sk)));
  return kind?.upgrades ?? [];
}
