/**
 * Milliseconds for which a claim of a delivery keeps others from sending the same. Longer than the
 * function may run.
 */
export const LEASE_MS = 60_000;
