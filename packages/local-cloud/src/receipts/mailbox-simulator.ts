import type { Fate, MessageUnderWay } from './fate.ts';

/**
 * What the addresses at simulator.amazonses.com stand for. Others there, `success` and `ooto`
 * included, are delivered. Source: SES developer guide, "Using the mailbox simulator".
 */
const SIMULATED: Readonly<Record<string, Fate>> = {
  bounce: { outcome: 'undelivered', reason: 'smtp; 550 5.1.1 user unknown' },
  complaint: { outcome: 'complaint' },
  suppressionlist: {
    outcome: 'undelivered',
    reason:
      'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
    subType: 'Suppressed',
  },
};

/** The fate of a message that nobody decided on; a label after `+` changes nothing. */
export function simulatedFate({ channel, to }: MessageUnderWay): Fate {
  const [, name = ''] = /^([a-z]+)(?:\+.*)?@simulator\.amazonses\.com$/i.exec(to) ?? [];
  const fate = channel === 'email' ? SIMULATED[name.toLowerCase()] : undefined;
  return fate ?? { outcome: 'delivered' };
}
