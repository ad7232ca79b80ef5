import * as z from 'zod';
import {
  IcbCode,
  NewDeclaration,
  NewUpdate,
  OpenNationally,
  OutageId,
  Preview,
  Sending,
  Withdrawal,
} from '@registry/domain';
import { operation, unused } from '../operation.ts';
import { declarationExample } from './outages.ts';

/** An update to an outage that is open already. */
export const UpdateToPreview = z.strictObject({ outage: OutageId, update: NewUpdate });
/** An update to an outage that is open already. */
export type UpdateToPreview = z.infer<typeof UpdateToPreview>;

/** Taking back an outage that is open. */
export const WithdrawalToPreview = z.strictObject({ outage: OutageId, withdrawal: Withdrawal });
/** Taking back an outage that is open. */
export type WithdrawalToPreview = z.infer<typeof WithdrawalToPreview>;

/** What `POST /outages/preview` takes: a declaration, an update, or a withdrawal. */
export const PreviewBody = z.union([NewDeclaration, UpdateToPreview, WithdrawalToPreview]);
/** What `POST /outages/preview` takes. */
export type PreviewBody = z.infer<typeof PreviewBody>;

/** What `POST /outages/preview` answers: all that it would do, of which nothing is done. */
export const PreviewAnswer = z.strictObject({
  ...Preview.shape,
  /** ICBs in scope whose roster cannot be read: their practices are in none of the figures. */
  unavailable: z.array(z.strictObject({ icb: IcbCode, name: z.string() })),
  /** Beside a declaration: what NHS England has open of its products in this ICB, latest first. */
  nationally: z.array(OpenNationally),
  /** Whether any of it would go out: `stopped` where somebody has stopped sending. */
  sending: Sending,
});
/** What `POST /outages/preview` answers. */
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

/** `POST /outages/preview`. */
export const previewOutage = operation('POST /outages/preview', {
  summary: 'Everything that a declaration or an update would do, of which nothing is done',
  path: unused,
  query: unused,
  body: PreviewBody,
  bodyExample: declarationExample,
  answers: { 200: { description: 'Whom it would tell, and what', body: PreviewAnswer } },
  problems: ['not-found', 'led-nationally', 'outage-over', 'roster-unreadable'],
});
