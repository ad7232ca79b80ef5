/** A fictional ICB area, and what makes it unlike the next. */
export interface Area {
  /** Z and two digits, or five characters as since April 2026; no real ICB has it. */
  code: string;
  name: string;
  region: string;
  /** How many practices it has. */
  practices: number;
  /** How many sub-ICB locations it has. */
  subIcbs: number;
  /**
   * Share of practices on EMIS Web, 0 to 1; nearly all others are on SystmOne. 1 and 0 mean exactly
   * all and none.
   */
  emisShare: number;
  /** True where every practice has registered itself. */
  allRegistered: boolean;
}

type Row = readonly [
  code: string,
  name: string,
  region: string,
  practices: number,
  subIcbs: number,
  emisShare: number,
];

const rows: readonly Row[] = [
  ['Z9K4D', 'Amberdale and the Wolds', 'North', 506, 2, 0.6],
  ['Z02', 'Brackenshire', 'Midlands', 401, 8, 0.93],
  ['Z03', 'Calderwick', 'North', 341, 8, 0.43],
  ['Z04', 'Dunmere and Sallow', 'North West', 329, 7, 0.94],
  ['Z5M2R', 'Eastmarch', 'East', 272, 4, 0.24],
  ['Z06', 'Fennimoor', 'Capital', 258, 1, 0.97],
  ['Z7W8C', 'Glimmerdale and Tarn', 'Capital', 255, 4, 0.66],
  ['Z08', 'Harrowmere', 'Midlands', 250, 5, 0.09],
  ['Z1H6T', 'Islemouth', 'South East', 211, 6, 0.12],
  ['Z10', 'Juniper Vale', 'North West', 203, 4, 0.98],
  ['Z11', 'Kestrelshire', 'Capital', 195, 3, 0.995],
  ['Z12', 'Larkmoor and Spinney', 'South East', 190, 2, 0.98],
  ['Z13', 'Mistlewold', 'South East', 181, 1, 1],
  ['Z14', 'Netherfold', 'Midlands', 176, 1, 0.68],
  ['Z15', 'Otterwade', 'South West', 170, 1, 0.97],
  ['Z16', 'Pebbleshire', 'North', 168, 2, 0.75],
  ['Z17', 'Quarrymoor', 'East', 166, 4, 0.23],
  ['Z8P3N', 'Ravensmere', 'East', 164, 3, 0.07],
  ['Z19', 'Silverlea', 'North', 156, 6, 0.14],
  ['Z20', 'Thornmarch', 'South East', 148, 2, 0.7],
  ['Z21', 'Umberland', 'North West', 142, 5, 0.94],
  ['Z22', 'Vexleigh', 'Midlands', 131, 3, 0.06],
  ['Z23', 'Willowmarsh', 'Midlands', 127, 2, 0.1],
  ['Z24', 'Yarrowdale', 'North West', 121, 1, 1],
  ['Z25', 'Zephyr Coast', 'East', 117, 1, 0.18],
  ['Z26', 'Applecombe', 'South West', 108, 1, 0.15],
  ['Z27', 'Bramblewick', 'Midlands', 86, 1, 0],
  ['Z28', 'Cloverholt', 'South East', 82, 1, 0.01],
  ['Z29', 'Dapplemere', 'East', 79, 1, 0.99],
  ['Z30', 'Emberwold', 'South West', 73, 1, 0.96],
  ['Z31', 'Foxmere', 'North', 70, 1, 0],
  ['Z32', 'Goldenfell', 'South West', 68, 1, 0.05],
  ['Z33', 'Heatherstow', 'Midlands', 65, 1, 0.19],
  ['Z34', 'Ivydown', 'South West', 76, 1, 0.97],
  ['Z35', 'Jackdaw Point', 'South West', 61, 1, 0.5],
  ['Z36', 'Knotgrass', 'Midlands', 54, 1, 1],
];

/**
 * The 36 fictional ICB areas, 6,200 practices in all: as uneven in size and in clinical system as
 * England's.
 */
export const areas: readonly Area[] = rows.map(
  ([code, name, region, practices, subIcbs, emisShare]) => ({
    code,
    name: `NHS ${name} (fictional)`,
    region: `${region} (fictional)`,
    practices,
    subIcbs,
    emisShare,
    allRegistered: code === 'Z35' || code === 'Z36',
  }),
);
