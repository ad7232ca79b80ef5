import { ACCOUNT, REGION } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Court } from '../court/court.ts';
import type { WriteToLog } from '../logs/log-groups.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import type { Principals } from '../principals/principals.ts';
import type { Fate } from '../receipts/fate.ts';
import type { ReceiptDesk } from '../receipts/receipts.ts';
import type { TextSettings } from './text-settings.ts';

/** A text that SNS has taken. */
interface AcceptedText {
  messageId: string;
  /** A number in E.164. */
  to: string;
  /** `Promotional` or `Transactional`; the account's default when undefined. */
  smsType: string | undefined;
}

/** Logs what becomes of texts. */
export interface DeliveryStatus {
  /** Logs what becomes of this text, once that is known, if the account's settings ask for it. */
  accepted(text: AcceptedText): void;
}

/** What delivery status logging runs on. */
export interface DeliveryStatusInput {
  settings: TextSettings;
  receipts: Pick<ReceiptDesk, 'expect'>;
  principals: Principals;
  court: Court;
  clock: Clock;
  writeLog: WriteToLog;
  log: (line: string) => void;
}

const GROUP = `sns/${REGION}/${ACCOUNT}/DirectPublishToPhoneNumber`;

/** What one text costs, in US dollars; roughly that of one to the United Kingdom. */
const PRICE = 0.04;

/**
 * SNS's log of delivery status for texts. Of those that arrived as many as are sampled go to the
 * group `sns/REGION/ACCOUNT/DirectPublishToPhoneNumber`, and all others to its `/Failure`.
 * Source: SNS developer guide, "Monitoring SMS activity".
 */
export function createDeliveryStatus(input: DeliveryStatusInput): DeliveryStatus {
  const { settings, receipts, clock, writeLog, log } = input;
  const sessions = new Map<string, RolePrincipal>();
  return {
    accepted(text) {
      const { DeliveryStatusIAMRole: roleArn, DefaultSMSType } = settings.attributes;
      if (roleArn === undefined) return;
      const acceptedAt = clock.now();
      const smsType = text.smsType ?? DefaultSMSType ?? 'Promotional';
      receipts.expect({ channel: 'sms', to: text.to }, (fate) => {
        const failed = fate.outcome === 'undelivered';
        if (!failed && !isSampled(settings)) return;
        const writer = sessions.get(roleArn) ?? assume(roleArn, input);
        if (writer === undefined) return;
        sessions.set(roleArn, writer);
        const group = failed ? `${GROUP}/Failure` : GROUP;
        const event = eventOf({ ...text, smsType }, fate, acceptedAt, clock.now());
        if (writeLog(group, JSON.stringify(event), writer)) return;
        log(`A DELIVERY STATUS WAS LOST: ${roleArn} may not write to ${group}.`);
      });
    },
  };
}

/** Without a rate, every text that arrived is logged. */
function isSampled({ attributes }: TextSettings): boolean {
  return Math.random() * 100 < Number(attributes.DeliveryStatusSuccessSamplingRate ?? 100);
}

/**
 * A session of the role, if its trust policy lets SNS assume it. SNS is not documented to send
 * condition keys along, so a trust that asks for one fails here.
 */
function assume(
  roleArn: string,
  { principals, court, log }: DeliveryStatusInput,
): RolePrincipal | undefined {
  const call = {
    action: 'sts:AssumeRole',
    resource: roleArn,
    principal: { kind: 'service', service: 'sns.amazonaws.com' } as const,
    context: {},
  };
  const trust = principals.role(roleArn)?.trust;
  if (trust === undefined) court.refuse(call, 'no role of the template has this ARN');
  else if (court.judge(call, { kind: 'must', policy: trust }).allowed) {
    return principals.assume({ roleArn, sessionName: 'sns', seconds: 3600, tags: {} }).principal;
  }
  log(`A DELIVERY STATUS WAS LOST: SNS may not assume ${roleArn}.`);
  return undefined;
}

function eventOf(
  { messageId, to, smsType }: AcceptedText,
  fate: Fate,
  acceptedAt: number,
  now: number,
): object {
  const failed = fate.outcome === 'undelivered';
  return {
    notification: { messageId, timestamp: inLogWords(acceptedAt) },
    delivery: {
      ...(failed ? {} : { phoneCarrier: 'Local Carrier' }),
      destination: to,
      priceInUSD: PRICE,
      smsType,
      providerResponse: failed ? fate.reason : 'Message has been accepted by phone carrier',
      dwellTimeMs: now - acceptedAt,
    },
    status: failed ? 'FAILURE' : 'SUCCESS',
  };
}

/** `YYYY-MM-DD hh:mm:ss.mmm`, in UTC. */
function inLogWords(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}
