import * as z from 'zod';
import { IcbCode, IsoInstant } from '../words/codes.ts';

const reason = z
  .string()
  .trim()
  .min(1, 'should say why, for whoever finds it stopped')
  .max(200, 'should be 200 characters at most');

/** What `PUT /sending` takes: the caller's own stop switch. */
export const StopSwitch = z
  .strictObject({ stopped: z.boolean(), reason: reason.optional() })
  .refine(({ stopped, reason: why }) => !stopped || why !== undefined, {
    path: ['reason'],
    message: 'should say why, for whoever finds it stopped',
  });
/** What `PUT /sending` takes. */
export type StopSwitch = z.infer<typeof StopSwitch>;

/** A stop in force: no message of that ICB goes out until it is taken back; X26's holds for all. */
export const Stop = z.strictObject({ icb: IcbCode, reason: z.string(), at: IsoInstant });
/** A stop in force. */
export type Stop = z.infer<typeof Stop>;

/** What `GET /sending` answers. */
export const Sending = z.strictObject({
  /** Whether the caller's own messages are held back: by its own stop, or by NHS England's. */
  stopped: z.boolean(),
  /** What holds them back; for NHS England, every ICB's own stop too. */
  stops: z.array(Stop),
});
/** What `GET /sending` answers. */
export type Sending = z.infer<typeof Sending>;

/** How sending stands for one organisation, by the stops in force that it may see. */
export function sendingOf(icb: IcbCode, nationalOrg: string, stops: readonly Stop[]): Sending {
  const stopped = stops.some((stop) => stop.icb === icb || stop.icb === nationalOrg);
  return { stopped, stops: [...stops] };
}
