import type { Random } from './random.ts';

// prettier-ignore
const townStarts = [
  'Amber', 'Apple', 'Badger', 'Barley', 'Bracken', 'Bramble', 'Clover', 'Copper', 'Dapple', 'Ember',
  'Fallow', 'Fern', 'Foxglove', 'Glimmer', 'Hazel', 'Heron', 'Ivy', 'Juniper', 'Kestrel', 'Lantern',
  'Larks', 'Mallow', 'Mistle', 'Nettle', 'Otter', 'Pebble', 'Quince', 'Raven', 'Sallow', 'Thistle',
  'Umber', 'Velvet', 'Willow', 'Wren', 'Yarrow', 'Zephyr',
] as const;

// prettier-ignore
const townEnds = [
  'bourne', 'bridge', 'combe', 'dale', 'den', 'fell', 'ford', 'gate', 'ham', 'hithe', 'holt', 'hurst',
  'leigh', 'march', 'mere', 'minster', 'moor', 'ness', 'stead', 'stow', 'thorpe', 'wade', 'wick', 'worth',
] as const;

/** Names that many surgeries share, as in life. */
// prettier-ignore
const sharedNames = [
  'High Street Surgery', 'Park Surgery', 'Riverside Surgery', 'The Village Surgery', 'Central Surgery',
  'Orchard Surgery', 'Abbey Medical Centre', 'Trinity Medical Centre', 'Woodlands Surgery',
  'The Health Centre', 'Station Road Surgery', 'Church Lane Practice', 'Meadow View Surgery',
  'Bridge Street Medical Practice', 'The Old Bakery Surgery', 'Lakeside Medical Centre',
] as const;

const kinds = [
  ['Surgery', 34],
  ['Medical Centre', 20],
  ['Health Centre', 16],
  ['Medical Practice', 14],
  ['Group Practice', 8],
  ['Family Practice', 4],
  ['Road Surgery', 4],
] as const;

// prettier-ignore
const givenNames = [
  'Alex', 'Ashley', 'Bola', 'Cameron', 'Charlie', 'Dara', 'Devon', 'Ellis', 'Farah', 'Frankie', 'Hayden',
  'Indira', 'Jamie', 'Jordan', 'Kai', 'Kit', 'Lee', 'Morgan', 'Niam', 'Noor', 'Parminder', 'Quinn',
  'Robin', 'Rowan', 'Sam', 'Shay', 'Taylor', 'Wei', 'Xanthe', 'Yusuf',
] as const;

// prettier-ignore
const familyNames = [
  'Applethorn', 'Brambleby', 'Candlewright', 'Dapplewood', 'Elderquill', 'Fernwhistle', 'Gorsefield',
  'Honeybarrow', 'Inkpenny', 'Juniperson', 'Kettlewise', 'Lanternby', 'Mosswhistle', 'Nettlecombe',
  'Oatbarrow', 'Pebblewright', 'Quillfeather', 'Rushlight', 'Saffronby', 'Thistledown', 'Umberleaf',
  'Velvetmoss', 'Wickerby', 'Yarrowsmith',
] as const;

const streets = [
  'High Street',
  'Mill Lane',
  'Station Road',
  'Church Lane',
  'Orchard Way',
  'The Green',
] as const;

const townPrefixes = [
  'Upper',
  'Lower',
  'Great',
  'Little',
  'Nether',
  'Long',
  'Market',
  'Old',
] as const;

/** An invented town, such as `Brackenford` or `Nether Larksmoor`. */
export function townName(random: Random): string {
  const name = random.pick(townStarts) + random.pick(townEnds);
  return random.chance(0.5) ? `${random.pick(townPrefixes)} ${name}` : name;
}

/**
 * What a surgery in `town` is called: mostly after the town, its doctors or a street; now and then
 * a name that others have too.
 */
export function practiceName(town: string, random: Random): string {
  if (random.chance(0.02)) return random.pick(sharedNames);
  if (random.chance(0.04))
    return `Dr ${random.pick(familyNames)} and Dr ${random.pick(familyNames)}`;
  const place = random.chance(0.75) ? townName(random) : town;
  return `${place} ${random.weighted(kinds)}`;
}

/** A first line of address, such as `12 Mill Lane`. */
export function streetAddress(random: Random): string {
  return `${random.whole(1, 180)} ${random.pick(streets)}`;
}

/** An invented person: given name and family name. */
export function personName(random: Random): { given: string; family: string } {
  return { given: random.pick(givenNames), family: random.pick(familyNames) };
}

/** Compass points and the like, to tell apart parts of one area. */
// prettier-ignore
export const quarters = [
  'North', 'South', 'East', 'West', 'Central', 'Coast', 'Valley', 'Heath', 'Rural', 'City',
] as const;
