import type { PracticeRecord } from '../register/record.ts';
import { TelephoneNumber } from '../register/contact-details.ts';

/** What is recorded of how to ring a practice. */
type Ringing = Pick<PracticeRecord, 'declared' | 'supplied'> & {
  directory: Pick<PracticeRecord['directory'], 'telephone'>;
};

/**
 * The number to ring a practice on: its bypass number by its own word, or else by its ICB's, or
 * else its public switchboard; undefined where none is recorded.
 */
export function numberToRing({ declared, supplied, directory }: Ringing): string | undefined {
  const bypass = declared?.continuity.bypassNumber ?? supplied?.continuity.bypassNumber;
  return bypass ?? directory.telephone;
}

/** Every number that is for ringing alone: no message is ever sent to one (E.164). */
export function neverMessaged({ declared, supplied, directory }: Ringing): Set<string> {
  const switchboard = TelephoneNumber.safeParse(directory.telephone);
  return new Set(
    [switchboard.data, declared?.continuity.bypassNumber, supplied?.continuity.bypassNumber].filter(
      (number) => number !== undefined,
    ),
  );
}
