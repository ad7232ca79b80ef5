import * as z from 'zod';
import type { AssessedPractice } from './rosters.ts';
import { Effect } from '../catalogue/dependency.ts';
import { IsoInstant, OdsCode } from '../words/codes.ts';
import type { Assessment } from './assess.ts';
import { ExposureState, Impact, KeptTotals, Totals, UnknownRole } from './answer.ts';
import { Role } from '../words/role.ts';

/** What an outage meant for practices alike, as it was worked out then. */
export const KeptAssessment = z.strictObject({
  state: ExposureState,
  effect: Effect.optional(),
  impacts: z.array(Impact),
  unknownRoles: z.array(UnknownRole),
});
/** What an outage meant for practices alike, as it was worked out then. */
export type KeptAssessment = z.infer<typeof KeptAssessment>;

/** One practice in the exposure kept with an update. */
export interface KeptPractice {
  odsCode: OdsCode;
  name: string;
  assessment: KeptAssessment;
}

/** One side of a change: what the outage meant for a practice at one moment. */
const Moment = z.strictObject({
  state: ExposureState,
  effect: Effect.nullable(),
  /** Roles touched, or that could not be told. */
  roles: z.array(Role),
});
type Moment = z.infer<typeof Moment>;

/** A practice that the outage means something else for than when it was declared. */
export const ExposureChange = z.strictObject({
  odsCode: OdsCode,
  name: z.string(),
  /** Null for a practice that was not in scope then, such as one that has joined the ICB. */
  was: Moment.nullable(),
  /** Null for a practice that is not in scope now. */
  is: Moment.nullable(),
});
/** A practice that the outage means something else for than when it was declared. */
export type ExposureChange = z.infer<typeof ExposureChange>;

/** Exposure when an outage was declared and now, and what changed between. */
export const ThenAndNow = z.strictObject({
  declared: z.strictObject({ at: IsoInstant, totals: KeptTotals }),
  /** Null while the register's roster cannot be read. */
  now: z.strictObject({ at: IsoInstant, totals: Totals }).nullable(),
  /** By ODS code; null where it cannot be told. */
  changes: z.array(ExposureChange).nullable(),
});
/** Exposure when an outage was declared and now. */
export type ThenAndNow = z.infer<typeof ThenAndNow>;

/** Exposure as it is kept: practices alike share one assessment. */
export function keepExposure(practices: readonly AssessedPractice[]): KeptPractice[] {
  const kept = new Map<Assessment, KeptAssessment>();
  return practices.map(({ row: { odsCode, name }, assessment }) => {
    const known = kept.get(assessment) ?? keepAssessment(assessment);
    kept.set(assessment, known);
    return { odsCode, name, assessment: known };
  });
}

function keepAssessment({ state, effect, impacts, unknownRoles }: Assessment): KeptAssessment {
  return {
    state,
    ...(effect && { effect }),
    impacts: [...impacts],
    unknownRoles: [...unknownRoles],
  };
}

/**
 * The practices for which an outage means something else now: another state, effect, role, product
 * or chain.
 */
export function changesBetween(
  then: readonly KeptPractice[],
  now: readonly KeptPractice[],
): ExposureChange[] {
  const were = new Map(then.map((practice) => [practice.odsCode, practice]));
  const are = new Map(now.map((practice) => [practice.odsCode, practice]));
  return [...new Set([...were.keys(), ...are.keys()])].sort().flatMap((odsCode) => {
    const [was, is] = [were.get(odsCode), are.get(odsCode)];
    if (was && is && meaning(was.assessment) === meaning(is.assessment)) return [];
    const name = is?.name ?? was?.name ?? odsCode;
    return [{ odsCode, name, was: momentOf(was), is: momentOf(is) }];
  });
}

/** Everything that a reader would call a change; advice is not. */
function meaning({ state, impacts, unknownRoles }: KeptAssessment): string {
  const touched = impacts.map(({ role, product, effect, because }) =>
    [role, product, effect, ...because].join(' '),
  );
  const unknown = unknownRoles.map(({ role, reason }) => `${role} ${reason}`);
  return [state, ...touched.sort(), ...unknown.sort()].join('\n');
}

function momentOf(practice: KeptPractice | undefined): Moment | null {
  if (!practice) return null;
  const { state, effect, impacts, unknownRoles } = practice.assessment;
  const roles = new Set([...impacts, ...unknownRoles].map(({ role }) => role));
  return { state, effect: effect ?? null, roles: [...roles].sort() };
}
