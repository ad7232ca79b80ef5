import type { OdsCode } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import type { Notify, Outage, OutageUpdate } from './outage.ts';

/**
 * Above this many practices their number must be repeated, so that nobody alerts a county by a
 * slip.
 */
export const CONFIRM_ABOVE = 50;

/** Above this many messages to one practice within `TOLD_WITHIN_MS`, more must be confirmed. */
export const MOST_TOLD = 3;
/** Ten minutes. */
export const TOLD_WITHIN_MS = 600_000;

/** From whom it reaches least to whom it reaches most. */
const reach: readonly Notify[] = ['none', 'email', 'all'];

/**
 * The number of practices that must be repeated before they are told; undefined where it need not,
 * as nobody is told, or few of them for the first time. `before` are the outage's earlier updates,
 * none for a declaration.
 */
export function toConfirm(
  { notify, include }: { notify: Notify; include?: Outage['include'] },
  before: readonly Pick<OutageUpdate, 'notify' | 'totals'>[],
  reached: number,
): number | undefined {
  if (notify === 'none') return undefined;
  const asWide = before.filter((each) => reach.indexOf(each.notify) >= reach.indexOf(notify));
  const asked = include?.includes('unknown') ?? false;
  const told = asWide.map(({ totals }) => totals.hit + (asked ? totals.unknown : 0));
  return reached - Math.max(0, ...told) > CONFIRM_ABOVE ? reached : undefined;
}

/** The number that must be repeated to open an outage again: of all whom that tells. */
export function toReopen({ notify }: { notify: Notify }, reached: number): number | undefined {
  return notify === 'none' || reached === 0 ? undefined : reached;
}

/** The number that must be repeated to take an outage back: of all who were told of it. */
export function toWithdraw({ notify }: { notify: Notify }, told: number): number | undefined {
  return notify === 'none' || told === 0 ? undefined : told;
}

/** Throws `confirmation-needed` where the number that must be repeated is not what was given. */
export function requireConfirmation(given: number | undefined, wanted: number | undefined): void {
  if (wanted === undefined || given === wanted) return;
  throw new Refusal('confirmation-needed', `This would alert ${wanted} practices: say so`, [
    {
      path: 'confirmPractices',
      message: `should be ${wanted}, the number of practices this may affect`,
    },
  ]);
}

/**
 * How many of these practices were told so often of late that one more message must be confirmed.
 * `told` has, for each update sent within `TOLD_WITHIN_MS`, those whom it was for.
 */
export function repeatsAmong(
  practices: Iterable<OdsCode>,
  told: readonly ReadonlySet<OdsCode>[],
): number {
  const often = (odsCode: OdsCode): boolean =>
    told.filter((each) => each.has(odsCode)).length >= MOST_TOLD;
  return [...practices].filter(often).length;
}

/** Throws `repeat-confirmation-needed` where practices told so often are to be told again. */
export function requireRepeatConfirmed(given: true | undefined, repeats: number): void {
  if (repeats === 0 || given) return;
  const whom = repeats === 1 ? '1 practice' : `${repeats} practices`;
  throw new Refusal(
    'repeat-confirmation-needed',
    `${whom} had ${MOST_TOLD} messages or more in the last ten minutes: say so if this one must go as well`,
    [{ path: 'confirmRepeat', message: 'should be true if they must be told once more' }],
  );
}
