import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';

/** What a deployment may set without another synthesis, as text that CloudFormation fills in. */
export interface Parameters {
  /** Where the public reaches the API, without a slash at the end. */
  publicUrl: string;
  emailFrom: string;
  /** Domain of `emailFrom`. */
  emailDomain: string;
  smsSenderId: string;
  smsPerSecond: string;
  emailPerSecond: string;
  /** What one segment of a text costs, in pence. */
  smsPencePerSegment: string;
}

/** Declares the parameters of the stack. */
export function declareParameters(stack: Stack): Parameters {
  const publicUrl = new CfnParameter(stack, 'PublicUrl', {
    description:
      'Where people reach the API from anywhere, for links in messages; no slash at the end',
    default: 'https://registry.example.nhs.uk/api',
    allowedPattern: '^https?://.*[^/]$',
  });
  const emailFrom = new CfnParameter(stack, 'EmailFrom', {
    description: 'Address that e-mails come from; its domain becomes a sending identity of SES',
    default: 'resilience-registry@example.nhs.uk',
    allowedPattern: '^[^@ ]+@[^@ ]+$',
  });
  const smsSenderId = new CfnParameter(stack, 'SmsSenderId', {
    description: 'Name that texts come from',
    default: 'GPoutage',
    allowedPattern: '^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$',
  });
  return {
    publicUrl: publicUrl.valueAsString,
    emailFrom: emailFrom.valueAsString,
    emailDomain: Fn.select(1, Fn.split('@', emailFrom.valueAsString)),
    smsSenderId: smsSenderId.valueAsString,
    // Defaults: what SNS in London sends by default, and what SES allows a new production account.
    smsPerSecond: rate(stack, 'SmsPerSecond', 20),
    emailPerSecond: rate(stack, 'EmailPerSecond', 14),
    smsPencePerSegment: new CfnParameter(stack, 'SmsPencePerSegment', {
      type: 'Number',
      description:
        'What the account pays for one segment of a text to a UK mobile, in pence, for previews: look it up in the price list of AWS End User Messaging',
      default: 4,
      minValue: 0,
    }).valueAsString,
  };
}

function rate(stack: Stack, id: string, value: number): string {
  return new CfnParameter(stack, id, {
    type: 'Number',
    description: 'Messages a second that the account may send on this channel',
    default: value,
    minValue: 1,
  }).valueAsString;
}
