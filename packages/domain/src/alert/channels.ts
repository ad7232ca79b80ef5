import type { Channel } from '../register/roster.ts';
import type { Notify } from '../outage/outage.ts';

const channelsOf: Readonly<Record<Notify, readonly Channel[]>> = {
  all: ['sms', 'email'],
  email: ['email'],
  none: [],
};

/** The channels by which an update goes out, of those that reach a practice. */
export function channelsFor(notify: Notify, reachable: readonly Channel[]): Channel[] {
  return reachable.filter((channel) => channelsOf[notify].includes(channel));
}

/** Whether an outage touches a practice's own email, so that NHSmail must not be relied on. */
export function touchesEmail(impacts: readonly { role: string }[]): boolean {
  return impacts.some(({ role }) => role === 'email');
}
