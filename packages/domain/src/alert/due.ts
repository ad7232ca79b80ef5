import * as z from 'zod';

/**
 * What an outage is looked at for when its time has come: `escalate`, who does not answer;
 * `promise`, whether the next update comes as promised; `expire`, what is personal and to be kept
 * no longer.
 */
export const DueAct = z.enum(['escalate', 'promise', 'expire']);
/** What an outage is looked at for. */
export type DueAct = z.infer<typeof DueAct>;
