import type { Random } from './random.ts';

/**
 * Numbers that Ofcom keeps for drama and that ring nobody: 01632 960000 to 960999, as a directory
 * prints them. Source: Ofcom, "Telephone numbers for use in TV and radio drama programmes".
 */
export function switchboardNumber(random: Random): string {
  return `01632 ${random.whole(960_000, 960_999)}`;
}

/** A practice's bypass number from the same range, in E.164. */
export function bypassNumber(random: Random): string {
  return `+441632${random.whole(960_000, 960_999)}`;
}

/** A mobile from Ofcom's drama range 07700 900000 to 900999, in E.164. */
export function mobileNumber(random: Random): string {
  return `+447700${random.whole(900_000, 900_999)}`;
}

const inwardLetters = 'ABDEFGHJLNPQRSTUWXYZ';

/**
 * A postcode that cannot exist, since ZZ is no postcode area: district `area`, and a unit of its
 * own for each `practice` up to 3,600.
 */
export function impossiblePostcode(area: number, practice: number): string {
  const sector = 1 + (practice % 9);
  const unit = Math.floor(practice / 9);
  const letters = [Math.floor(unit / inwardLetters.length), unit % inwardLetters.length];
  return `ZZ${area} ${sector}${letters.map((letter) => inwardLetters.charAt(letter)).join('')}`;
}

/**
 * Registered patients at points of the distribution, 0 to 1; straight lines between them. The shape
 * of "Patients Registered at a GP Practice" (NHS England, March 2026), rounded, without its
 * extremes.
 */
const listSizeCurve = [
  [0, 1500],
  [0.05, 3000],
  [0.25, 6000],
  [0.5, 9000],
  [0.75, 13_000],
  [0.95, 22_000],
  [0.99, 38_000],
  [1, 60_000],
] as const;

/** Patients of one practice: 1,500 to 60,000, half of practices under about 9,000. */
export function listSize(random: Random): number {
  const at = random.fraction();
  const upper = listSizeCurve.findIndex(([share]) => share > at);
  const [fromShare, from] = listSizeCurve[upper - 1] ?? listSizeCurve[0];
  const [toShare, to] = listSizeCurve[upper] ?? [1, 60_000];
  return Math.round(from + ((at - fromShare) / (toShare - fromShare)) * (to - from));
}
