import * as z from 'zod';
import type { TextSettings } from '../definitions/text-settings.ts';
import { readProperties } from './read-properties.ts';
import type { Resource } from './resolve.ts';

const Properties = z.strictObject({
  ServiceToken: z.string(),
  ServiceTimeout: z.unknown().optional(),
  Create: z.string().optional(),
  Update: z.string().optional(),
  Delete: z.string().optional(),
  InstallLatestAwsSdk: z.unknown().optional(),
});

const Call = z.looseObject({ service: z.string(), action: z.string() });

const SetTextAttributes = z.strictObject({
  service: z.string(),
  action: z.string(),
  parameters: z.strictObject({
    attributes: z.strictObject({
      DeliveryStatusIAMRole: z.string().optional(),
      DeliveryStatusSuccessSamplingRate: z
        .string()
        .regex(/^(\d|[1-9]\d|100)$/, 'should be a whole number from 0 to 100')
        .optional(),
      DefaultSenderID: z.string().optional(),
      DefaultSMSType: z.enum(['Promotional', 'Transactional']).optional(),
      MonthlySpendLimit: z.string().optional(),
    }),
  }),
  physicalResourceId: z.unknown().optional(),
  logApiResponseData: z.unknown().optional(),
});

/** Spellings that CDK takes. Source: CDK API reference, AwsSdkCall. */
const SNS = ['sns', '@aws-sdk/client-sns'];
const SET = ['setsmsattributes', 'setsmsattributescommand'];

/**
 * The calls to AWS that the template makes on deployment, as CDK's AwsCustomResource writes them.
 * The one call known here is SNS's SetSMSAttributes.
 * @throws Error for any other call, on creation, update or deletion, and for a setting of texts
 *   that is not known here
 */
export function textSettingsOf(resources: readonly Resource[]): TextSettings[] {
  return resources
    .filter(({ type }) => type === 'Custom::AWS')
    .flatMap((resource) => {
      const properties = readProperties(resource, Properties);
      const { ServiceToken: providerArn, Create, Update, Delete } = properties;
      const { logicalId } = resource;
      if (Delete !== undefined) readCall(logicalId, Delete);
      const update = Update === undefined ? undefined : readCall(logicalId, Update);
      const attributes = Create === undefined ? update : readCall(logicalId, Create);
      return attributes === undefined ? [] : [{ logicalId, providerArn, attributes }];
    });
}

function readCall(logicalId: string, text: string): TextSettings['attributes'] {
  const call: unknown = JSON.parse(text);
  const { service, action } = Call.parse(call);
  if (!SNS.includes(service.toLowerCase()) || !SET.includes(action.toLowerCase())) {
    throw new Error(
      `${logicalId} (Custom::AWS) calls ${service} ${action}: the local cloud knows SNS setSMSAttributes alone.`,
    );
  }
  const parsed = SetTextAttributes.safeParse(call);
  if (parsed.success) return parsed.data.parameters.attributes;
  throw new Error(
    `The local cloud cannot run ${logicalId} (Custom::AWS): ${z.prettifyError(parsed.error)}`,
  );
}
