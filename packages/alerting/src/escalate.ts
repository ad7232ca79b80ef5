import type { ChasePlan, Outage, OutageId, OutageUpdate, Tenant } from '@registry/domain';
import { channelsFor, defaultChasePlan, newestTold, nextStep } from '@registry/domain';
import type { AlertedPractice } from '@registry/domain';
import type { Alerting } from './alerting.ts';
import { publishAlerts } from './publish-alerts.ts';

/**
 * Turns to the next contact of every practice of an outage where that is due; gives when it is to
 * be looked at again, if it is. Harmless to repeat.
 */
export async function escalate(
  alerting: Alerting,
  tenant: Tenant,
  id: OutageId,
  now: Date,
): Promise<Date | undefined> {
  const [outage, { updates }, { profile }, practices] = await Promise.all([
    alerting.outages.read(tenant, id),
    alerting.outages.readStory(tenant, id),
    alerting.profiles.read(tenant),
    alerting.alerts.readPractices(tenant, id),
  ]);
  const newest = newestTold(updates);
  if (!outage || !newest) return undefined;
  const plan = profile?.chase ?? defaultChasePlan;
  const steps = practices.map((practice) => ({
    practice,
    step: nextStep(outage, practice, plan, now),
  }));
  const turning = steps.flatMap(({ practice, step }) =>
    typeof step === 'object' && 'turn' in step ? [{ practice, turn: step.turn }] : [],
  );
  await turnTo(alerting, tenant, outage, newest, turning, now);
  return firstOf([
    ...steps.flatMap(({ step }) =>
      typeof step === 'object' && 'lookAt' in step ? step.lookAt : [],
    ),
    ...(turning.length > 0 ? [afterTurning(plan, outage, now)] : []),
  ]);
}

function firstOf(moments: readonly Date[]): Date | undefined {
  return moments.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function afterTurning(plan: ChasePlan, { severity }: Outage, now: Date): Date {
  const { undeliveredAfter, unansweredAfter } = plan[severity];
  return new Date(now.getTime() + Math.min(undeliveredAfter, unansweredAfter) * 60_000);
}

async function turnTo(
  alerting: Alerting,
  tenant: Tenant,
  outage: Outage,
  { number: update, notify }: OutageUpdate,
  turning: readonly { practice: AlertedPractice; turn: number }[],
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const practices = turning.map(({ practice: { odsCode, channels }, turn }) => ({
    odsCode,
    turn,
    alerts: [{ turn, channels: channelsFor(notify, channels) }],
  }));
  await publishAlerts(alerting, { tenant, outage, update }, practices, (taken) =>
    Promise.all(
      taken.map(({ odsCode, turn: number }) =>
        alerting.alerts.markTurn(tenant, outage.id, odsCode, { number, at }),
      ),
    ),
  );
}
