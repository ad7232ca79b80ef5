import type {
  Catalogue,
  OdsCode,
  Publication,
  PublishedStatement,
  Role,
  SystemEntry,
} from '@registry/domain';
import type { EpraccurPractice } from './epraccur.ts';
import type { GpSupplier } from './gp-suppliers.ts';
import type { ListSize } from './list-sizes.ts';
import type { Submissions } from './online-consultation.ts';
import type { MapPractice } from './practice-map.ts';
import type { PublishedFile } from './published-file.ts';
import type { Refused } from './rows.ts';
import { productFinder, productsFor } from './suppliers.ts';

/** A published file as a publication of its dataset, with what there is to say of the file. */
export interface ReadPublication extends Publication {
  file: string;
  /** Rows of data in the file, whether used or not. */
  rows: number;
  refused: Refused[];
  /** Suppliers that stand for no product, by the practices at which they stand. */
  unmapped: { role: Role; supplier: string; odsCode: OdsCode }[];
}

type Said = Omit<PublishedStatement, 'asAt' | 'systems'>;

/** The practice map, as a publication. */
export function mapPublication(
  file: PublishedFile<MapPractice>,
  catalogue: Catalogue,
): ReadPublication {
  const said = ({ icb, regionCode, fields }: MapPractice): Said => ({
    ...fields,
    icb,
    region: { code: regionCode, name: fields.region },
  });
  return publication(file, said, systemsBy('clinical-system', catalogue));
}

/** The list sizes, as a publication. */
export function listSizesPublication(file: PublishedFile<ListSize>): ReadPublication {
  return publication(file, ({ fields }) => fields, noSystems);
}

/** The ODS practices, as a publication: they have no names of ICBs, sub-ICB locations, regions. */
export function epraccurPublication(file: PublishedFile<EpraccurPractice>): ReadPublication {
  const nameless = (code: string) => ({ code, name: code });
  const said = ({ icb, subIcbCode, regionCode, fields }: EpraccurPractice): Said => ({
    ...fields,
    icb: nameless(icb),
    subIcb: nameless(subIcbCode),
    region: nameless(regionCode),
  });
  return publication(file, said, noSystems);
}

/** The online-consultation submissions, as a publication: their ICB lends its name alone. */
export function onlinePublication(
  file: PublishedFile<Submissions>,
  catalogue: Catalogue,
): ReadPublication {
  const said = ({ icb }: Submissions): Said => (icb.code && icb.name ? { icb } : {});
  return publication(file, said, systemsBy('online-consultation', catalogue));
}

/** The second opinion on clinical systems, as a publication. */
export function gpSuppliersPublication(
  file: PublishedFile<GpSupplier>,
  catalogue: Catalogue,
): ReadPublication {
  return publication(file, () => ({}), systemsBy('clinical-system', catalogue));
}

interface Systems {
  systems: SystemEntry[];
  unmapped: { role: Role; supplier: string }[];
}

const noSystems = (): Systems => ({ systems: [], unmapped: [] });

function systemsBy(
  role: Role,
  catalogue: Catalogue,
): (practice: { suppliers: string[] }) => Systems {
  const productOf = productFinder(catalogue, role);
  return ({ suppliers }) => {
    const { products, unmapped } = productsFor(suppliers, productOf);
    return {
      systems: products.map((product) => ({ role, product })),
      unmapped: unmapped.map((supplier) => ({ role, supplier })),
    };
  };
}

function publication<T extends { odsCode: OdsCode }>(
  { file, source, rows, refused, practices }: PublishedFile<T>,
  said: (practice: T) => Said,
  systemsOf: (practice: T) => Systems,
): ReadPublication {
  const statements = new Map<OdsCode, PublishedStatement>();
  const unmapped: ReadPublication['unmapped'] = [];
  for (const [odsCode, practice] of practices) {
    const found = systemsOf(practice);
    statements.set(odsCode, { asAt: source.asAt, ...said(practice), systems: found.systems });
    for (const each of found.unmapped) unmapped.push({ ...each, odsCode });
  }
  return { ...source, file, rows, refused, statements, unmapped };
}
