import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { arnOf, REGION } from '../account/account.ts';
import type { Court } from '../court/court.ts';
import type { ConfigurationSet } from '../definitions/configuration-set.ts';
import type { Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';
import { bareAddress, publishEvents } from './publish-events.ts';
import type { PublishEventsInput } from './publish-events.ts';

/** What SES runs on. */
export interface SesInput extends PublishEventsInput {
  /** Domains and addresses that the template verifies: `example.org`. */
  identities: readonly string[];
  configurationSets: readonly ConfigurationSet[];
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
  ConfigurationSetName: z.string().optional(),
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
      const identityArn = allow(email.FromEmailAddress, principal, input);
      const set = setOf(email.ConfigurationSetName, principal, input);
      return strike(input.faults.take('ses', 'SendEmail', principal), faultErrors, () =>
        send(email, { identityArn, set, principal }, input),
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
 * The ARN of the verified identity that the email is from. Throws MessageRejected for a sender
 * nobody verified, and AccessDeniedException for one the caller may not use.
 */
function allow(from: string, principal: RolePrincipal, { identities, court }: SesInput): string {
  const address = bareAddress(from).toLowerCase();
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
  judge(resource, principal, court);
  return resource;
}

/**
 * The configuration set that the email names, if any. Throws AccessDeniedException for one the
 * caller may not use, and NotFoundException for one that does not exist.
 */
function setOf(
  name: string | undefined,
  principal: RolePrincipal,
  { configurationSets, court }: SesInput,
): ConfigurationSet | undefined {
  if (name === undefined) return undefined;
  judge(arnOf('ses', `configuration-set/${name}`), principal, court);
  const set = configurationSets.find((each) => each.name === name);
  if (set !== undefined) return set;
  throw new AwsError('NotFoundException', `Configuration set <${name}> does not exist.`, 404);
}

function judge(resource: string, principal: RolePrincipal, court: Court): void {
  const call = { action: 'ses:SendEmail', resource, principal, context: {} };
  if (court.judge(call, { kind: 'none' }).allowed) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${principal.sessionArn} is not authorized to perform: ses:SendEmail on resource: ${resource}`,
    403,
  );
}

/** What the law has found out of an email. */
interface Allowed {
  identityArn: string;
  set: ConfigurationSet | undefined;
  principal: RolePrincipal;
}

function send(email: SendEmail, { identityArn, set, principal }: Allowed, input: SesInput): Answer {
  const { FromEmailAddress: from, Destination: destination } = email;
  const { Subject, Body } = email.Content.Simple;
  const messageId = randomUUID();
  input.outbox.add({
    channel: 'email',
    to: destination.join(', '),
    from,
    subject: Subject.Data,
    body: (Body.Text ?? Body.Html)?.Data ?? '',
  });
  if (set !== undefined) {
    const at = input.clock.now();
    const tags = tagsOf(email, set, principal);
    const mail = { messageId, at, from, identityArn, destination, subject: Subject.Data, tags };
    publishEvents(mail, set, input);
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ MessageId: messageId }),
  };
}

/** The caller's tags, and those that SES adds. Source: SES developer guide, "Auto-tags". */
function tagsOf(
  { EmailTags, FromEmailAddress }: SendEmail,
  set: ConfigurationSet,
  { roleArn }: RolePrincipal,
): Record<string, string[]> {
  return {
    ...Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]])),
    'ses:operation': ['SendEmail'],
    'ses:configuration-set': [set.name],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [bareAddress(FromEmailAddress).split('@').at(-1) ?? ''],
    'ses:caller-identity': [roleArn.split('/').at(-1) ?? ''],
  };
}
