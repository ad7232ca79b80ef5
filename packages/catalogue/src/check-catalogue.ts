import { isOwn, Role } from '@registry/domain';
import type { Advice, Catalogue, Dependency, Product } from '@registry/domain';
import { unclaimedSpellings } from './unclaimed-spellings.ts';

/** Spellings found in published files, per role: `EMIS` as clinical system. */
export type PublishedSpellings = Partial<Record<Role, readonly string[]>>;

/**
 * Every fault of a catalogue, each a sentence that says what is wrong and what would be right; none
 * when it is sound. The shapes are the schema's work: this looks at what no single product or
 * dependency can show. The catalogue may be the national one or that one merged with an ICB's own.
 * With `published`, spellings that no product claims are faults too.
 */
export function checkCatalogue(catalogue: Catalogue, published: PublishedSpellings = {}): string[] {
  const { products, dependencies, advice } = catalogue;
  return [
    ...repeated(products.map(({ id }) => id)).map(
      (id) => `Product ${id} is here twice; an id should be used once.`,
    ),
    ...repeated(advice.map(({ id }) => id)).map(
      (id) => `Advice ${id} is here twice; an id should be used once.`,
    ),
    ...products.flatMap(productFaults),
    ...spellingFaults(products),
    ...dependencyFaults(catalogue),
    ...overlapFaults(dependencies),
    ...evidenceFaults(catalogue),
    ...adviceFaults(catalogue),
    ...unclaimedFaults(catalogue, published),
  ];
}

function productFaults({ id, roles, assumed, publishedAs = {} }: Product): string[] {
  const faults: string[] = [];
  if (Role.safeParse(id).success)
    faults.push(`Product ${id} has the id of a role; it should have one of its own.`);
  if (assumed && roles.length === 0)
    faults.push(
      `Product ${id} is assumed everywhere but fills no role; it should name the role it fills.`,
    );
  for (const role of repeated(roles))
    faults.push(`Product ${id} names the role ${role} twice; once is enough.`);
  for (const role of Role.options)
    if (publishedAs[role] && !roles.includes(role))
      faults.push(
        `Product ${id} is published as ${role}, a role it does not fill; add the role or remove the spelling.`,
      );
  return faults;
}

function spellingFaults(products: Product[]): string[] {
  return Role.options.flatMap((role) => {
    const spellings = products.flatMap(({ publishedAs }) => publishedAs?.[role] ?? []);
    return repeated(spellings.map((spelling) => spelling.toLowerCase())).map((spelling) => {
      const claimants = products.filter(({ publishedAs }) =>
        publishedAs?.[role]?.some((own) => own.toLowerCase() === spelling),
      );
      return `“${spelling}” as ${role} is claimed by ${claimants.map(({ id }) => id).join(' and ')}; a spelling should mean one product.`;
    });
  });
}

function dependencyFaults({ products, dependencies, advice }: Catalogue): string[] {
  const known = new Set<string>([...Role.options, ...products.map(({ id }) => id)]);
  const adviceIds = new Set(advice.map(({ id }) => id));
  const roles = new Map<string, readonly string[]>(products.map(({ id, roles }) => [id, roles]));
  const fills = (id: string, role: string) => roles.get(id)?.includes(role) ?? false;
  return dependencies.flatMap((dependency) => {
    const { from, needs, since, until } = dependency;
    const where = `${from} needs ${needs.join(' or ')}`;
    return [
      ...[from, ...needs]
        .filter((id) => !known.has(id))
        .map((id) => `“${where}”: there is no product or role ${id}.`),
      ...(needs.includes(from) ? [`“${where}”: nothing should need itself.`] : []),
      ...needs
        .filter((id) => fills(from, id))
        .map((id) => `“${where}”: ${from} fills ${id} itself, so it should not need it.`),
      ...needs
        .filter((id) => fills(id, 'clinical-system'))
        .map(
          (id) =>
            `“${where}”: ${id} should be the role clinical-system, or practices whose system is not recorded become unknown.`,
        ),
      ...repeated(needs).map(
        (id) => `“${where}”: ${id} is here twice; an alternative should be named once.`,
      ),
      ...unknownAdvice(dependency, adviceIds).map((id) => `“${where}”: there is no advice ${id}.`),
      ...(since && until && since > until
        ? [`“${where}”: ends on ${until}, before it begins on ${since}.`]
        : []),
    ];
  });
}

/**
 * An ICB may know of its own products from a contract; what is said of national ones anybody should
 * be able to read.
 */
function evidenceFaults({ products, dependencies }: Catalogue): string[] {
  const own = new Set<string>(products.map(({ id }) => id).filter(isOwn));
  return dependencies
    .filter(({ from, needs }) => ![from, ...needs].some((id) => own.has(id)))
    .flatMap(({ from, needs, evidence }) =>
      evidence
        .filter(({ url }) => !url?.startsWith('https://'))
        .map(
          ({ title }) =>
            `“${from} needs ${needs.join(' or ')}”: its evidence “${title}” should have an https address.`,
        ),
    );
}

function overlapFaults(dependencies: Dependency[]): string[] {
  const before = new Map<string, Dependency[]>();
  return dependencies.flatMap((one) => {
    const what = said(one);
    const same = before.get(what) ?? [];
    const isRepeat = same.some((other) => overlap(one, other));
    before.set(what, same);
    same.push(one);
    return isRepeat ? [`“${what}” is here twice for the same days; it should be said once.`] : [];
  });
}

function said({ from, needs }: Dependency): string {
  return `${from} needs ${[...needs].sort().join(' or ')}`;
}

/** ISO dates sort as text; one that is absent is before or after them all. */
function overlap(one: Dependency, other: Dependency): boolean {
  return (
    (one.since ?? '') <= (other.until ?? '9999') && (other.since ?? '') <= (one.until ?? '9999')
  );
}

function unknownAdvice(dependency: Dependency, known: Set<string>): string[] {
  return dependency.advice.filter((id) => !known.has(id));
}

function adviceFaults({ products, dependencies, advice, roleAdvice = {} }: Catalogue): string[] {
  const byRole = Object.values(roleAdvice).flat();
  const used = new Set([...byRole, ...dependencies.flatMap((dependency) => dependency.advice)]);
  const known = new Set(advice.map(({ id }) => id));
  const dangling = byRole.filter((id) => !known.has(id));
  const faults = dangling.map((id) => `The advice for a role names ${id}, which there is not.`);
  const needed = new Set<string>([...Role.options, ...products.map(({ id }) => id)]);
  return faults.concat(advice.flatMap((each) => faultsOfAdvice(each, used, needed)));
}

function faultsOfAdvice(
  { id, needs = [], approved, reviewBy }: Advice,
  used: ReadonlySet<string>,
  needed: ReadonlySet<string>,
): string[] {
  return [
    ...(used.has(id)
      ? []
      : [`Advice ${id} is named by no dependency and no role, so nobody would ever see it.`]),
    ...needs
      .filter((need) => !needed.has(need))
      .map((need) => `Advice ${id} needs ${need}, but there is no product or role ${need}.`),
    ...(approved && reviewBy <= approved.on
      ? [
          `Advice ${id} is to be reviewed by ${reviewBy}, which should be after its approval on ${approved.on}.`,
        ]
      : []),
  ];
}

function unclaimedFaults(catalogue: Catalogue, published: PublishedSpellings): string[] {
  return Role.options.flatMap((role) =>
    unclaimedSpellings(catalogue, role, published[role] ?? []).map(
      (spelling) => `“${spelling}” is published as ${role}, but no product has that spelling.`,
    ),
  );
}

/** Whatever occurs more than once, once each. */
function repeated<T>(all: readonly T[]): T[] {
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
}
