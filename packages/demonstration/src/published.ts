import type { DirectoryEntry, NamedCode, Source } from '@registry/domain';
import { IcbDirectory, OdsCode, ProductId } from '@registry/domain';
import type { Area } from './areas.ts';
import { practiceName, quarters, streetAddress, townName } from './names.ts';
import { impossiblePostcode, listSize, switchboardNumber } from './numbers.ts';
import type { Random } from './random.ts';

const source: Source = { dataset: 'demonstration', asAt: '2026-08-01' };

const fields = ['name', 'postcode', 'address', 'telephone', 'pcn', 'subIcb', 'region', 'listSize'];

/**
 * Online consultation products with rough shares of England's practices.
 * `systmone-online-consultation` needs SystmOne.
 */
const consultationShares = [
  ['accurx-triage', 40],
  ['econsult', 16],
  ['systmone-online-consultation', 14],
  ['patchs', 9],
  ['klinik', 7],
] as const;

/**
 * What published files would say of one fictional area. `numbered` is its place among areas,
 * `firstCode` the number in its first practice's ODS code.
 */
export function publishedArea(
  area: Area,
  numbered: number,
  firstCode: number,
  random: Random,
): IcbDirectory {
  const locations = subIcbLocations(area);
  const favourite = random.weighted(consultationShares);
  const towns = Array.from({ length: Math.ceil(area.practices / 8) }, () => townName(random));
  const groups = Array.from({ length: area.practices }, (_, index) =>
    // Squared, so that an area's first location is larger than its last.
    Math.floor((index / area.practices) ** 2 * locations.length),
  );
  const nextPcn = pcnPlacer(area, random);
  const practices = groups.map((group, index) => {
    const town = random.pick(towns);
    const subIcb = locations[group];
    const pcn = nextPcn(group, town);
    const patients = random.chance(0.004) ? undefined : listSize(random);
    return withProvenance({
      odsCode: OdsCode.parse(`Z${String(firstCode + index).padStart(5, '0')}`),
      name: practiceName(town, random),
      postcode: impossiblePostcode(numbered, index),
      address: [streetAddress(random), town],
      telephone: switchboardNumber(random),
      ...(pcn && { pcn }),
      ...(subIcb && { subIcb }),
      region: area.region,
      ...(patients !== undefined && { listSize: patients }),
      systems: systems(area, favourite, random),
    });
  });
  return IcbDirectory.parse({ name: area.name, practices });
}

function withProvenance(entry: Omit<DirectoryEntry, 'provenance'>): DirectoryEntry {
  const present = fields.filter((field) => field in entry);
  return { ...entry, provenance: Object.fromEntries(present.map((field) => [field, source])) };
}

function subIcbLocations(area: Area): NamedCode[] {
  return Array.from({ length: area.subIcbs }, (_, index) => {
    const code = `${area.code}L${index + 1}`;
    return { code, name: `${area.name} - ${code}` };
  });
}

/**
 * Puts practices, as they come, into PCNs of three to seven within a sub-ICB location; about one in
 * seventy has none.
 */
function pcnPlacer(
  area: Area,
  random: Random,
): (group: number, town: string) => NamedCode | undefined {
  let made = 0;
  let open: { pcn: NamedCode; group: number; left: number } | undefined;
  return (group, town) => {
    if (random.chance(0.014)) return undefined;
    if (!open || open.left === 0 || open.group !== group) {
      made += 1;
      const code = `${area.code}P${String(made).padStart(3, '0')}`;
      const name = `${town} ${random.pick(quarters)} PCN`;
      open = { pcn: { code, name }, group, left: random.whole(3, 7) };
    }
    open.left -= 1;
    return open.pcn;
  };
}

function systems(area: Area, favourite: string, random: Random): DirectoryEntry['systems'] {
  const clinical = clinicalSystem(area, random);
  const consultation = consultationProducts(clinical, favourite, random);
  return [
    ...(clinical === undefined
      ? []
      : [{ role: 'clinical-system' as const, product: ProductId.parse(clinical), source }]),
    ...consultation.map((product) => ({
      role: 'online-consultation' as const,
      product: ProductId.parse(product),
      source,
    })),
  ];
}

function clinicalSystem(area: Area, random: Random): string | undefined {
  if (area.emisShare === 1) return 'emis-web';
  if (random.chance(0.009)) return undefined;
  if (random.chance(0.002)) return 'medicus';
  return random.chance(area.emisShare) ? 'emis-web' : 'systmone';
}

/**
 * Most practices have what their area bought; some have another, a few two, and of one in twelve
 * nothing is recorded.
 */
function consultationProducts(
  clinical: string | undefined,
  favourite: string,
  random: Random,
): string[] {
  if (random.chance(0.08)) return [];
  const wanted = [random.chance(0.6) ? favourite : random.weighted(consultationShares)];
  if (random.chance(0.03)) wanted.push(random.weighted(consultationShares));
  const possible = wanted.map((product) =>
    product === 'systmone-online-consultation' && clinical !== 'systmone'
      ? 'accurx-triage'
      : product,
  );
  return [...new Set(possible)];
}
