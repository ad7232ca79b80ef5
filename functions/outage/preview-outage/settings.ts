import * as z from 'zod';
import type { SendingSettings } from '@registry/domain';

const Environment = z.object({
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  SMS_PER_SECOND: z.coerce.number().positive(),
  EMAIL_PER_SECOND: z.coerce.number().positive(),
  SMS_PENCE_PER_SEGMENT: z.coerce.number().min(0),
});

/** How this deployment sends, as the template tells the function. */
export function settingsIn(env: unknown): SendingSettings {
  const settings = Environment.parse(env);
  return {
    publicUrl: settings.PUBLIC_URL,
    perSecond: { sms: settings.SMS_PER_SECOND, email: settings.EMAIL_PER_SECOND },
    pencePerSegment: settings.SMS_PENCE_PER_SEGMENT,
  };
}
