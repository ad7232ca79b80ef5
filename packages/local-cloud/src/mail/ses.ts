import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { arnOf, REGION } from '../account/account.ts';
import type { Court } from '../court/court.ts';
import type { Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';

/** What SES runs on. */
export interface SesInput {
  /** Domains and addresses that the template verifies: `example.org`. */
  identities: readonly string[];
  outbox: Outbox;
  court: Court;
  faults: Faults;
}

const faultErrors = {
  throttle: new AwsError('TooManyRequestsException', 'Maximum sending rate exceeded.', 429),
  fail: new AwsError('InternalFailure', 'An internal error occurred.', 500),
  reject: new AwsError('MessageRejected', 'Ordered by a fault.'),
};

const Text = z.strictObject({ Data: z.string().min(1), Charset: z.string().optional() });
const Addresses = z.array(z.string().regex(/@/, 'should be an email address')).default([]);
const SendEmail = z.strictObject({
  FromEmailAddress: z.string().regex(/@/, 'should be an email address'),
  Destination: z
    .strictObject({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses })
    .transform(({ ToAddresses, CcAddresses, BccAddresses }) => [
      ...ToAddresses,
      ...CcAddresses,
      ...BccAddresses,
    ])
    .refine(({ length }) => length > 0 && length <= 50, 'should have 1 to 50 recipients'),
  ReplyToAddresses: Addresses,
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: Text,
      Body: z
        .strictObject({ Text: Text.optional(), Html: Text.optional() })
        .refine(({ Text, Html }) => (Text ?? Html) !== undefined, 'should have Text or Html'),
    }),
  }),
  EmailTags: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
});
type SendEmail = z.infer<typeof SendEmail>;

/** SES, version 2, over REST JSON. It knows SendEmail with simple content. */
export function createSes(input: SesInput): Service {
  return {
    credentialErrors: {
      unknown: new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
        403,
      ),
      expired: new AwsError(
        'ExpiredTokenException',
        'The security token included in the request is expired',
        403,
      ),
    },
    refuse: ({ code, message, status }) => ({
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      body: JSON.stringify({ message }),
    }),
    answer({ route, body, principal }) {
      if (route !== 'POST /v2/email/outbound-emails') {
        throw new AwsError(
          'NotFoundException',
          `The local cloud's SES does not know ${route}.`,
          404,
        );
      }
      const email = readEmail(body);
      allow(email.FromEmailAddress, principal, input);
      return strike(input.faults.take('ses', 'SendEmail', principal), faultErrors, () =>
        send(email, input.outbox),
      );
    },
  };
}

function readEmail(body: Buffer): SendEmail {
  const parsed = SendEmail.safeParse(JSON.parse(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('BadRequestException', `SendEmail: ${problems.join('; ')}`);
}

/**
 * Throws MessageRejected for a sender nobody verified, and AccessDeniedException for one the caller
 * may not use.
 */
function allow(from: string, principal: RolePrincipal, { identities, court }: SesInput): void {
  const [, bracketed] = /<([^<>]+)>\s*$/.exec(from) ?? [];
  const address = (bracketed ?? from).trim().toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  // A verified address goes before its domain.
  const identity = [address, domain].find((each) => identities.includes(each));
  if (identity === undefined) {
    throw new AwsError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${REGION.toUpperCase()}: ${address}`,
    );
  }
  const resource = arnOf('ses', `identity/${identity}`);
  const call = { action: 'ses:SendEmail', resource, principal, context: {} };
  if (court.judge(call, { kind: 'none' }).allowed) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${principal.sessionArn} is not authorized to perform: ses:SendEmail on resource: ${resource}`,
    403,
  );
}

function send({ FromEmailAddress, Destination, Content }: SendEmail, outbox: Outbox): Answer {
  const { Subject, Body } = Content.Simple;
  outbox.add({
    channel: 'email',
    to: Destination.join(', '),
    from: FromEmailAddress,
    subject: Subject.Data,
    body: (Body.Text ?? Body.Html)?.Data ?? '',
  });
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ MessageId: randomUUID() }),
  };
}
