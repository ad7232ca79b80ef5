import type { AlertMessage, Channel, OdsCode, Outage, Tenant } from '@registry/domain';
import type { Alerting } from './alerting.ts';

/** How many practices' alerts are published and marked together; a crash repeats at most these. */
const PUBLISHED_TOGETHER = 100;

/** A practice's alerts: by which channels each goes, whose turn it is, and the one it is for. */
export interface PracticeAlerts {
  odsCode: OdsCode;
  alerts: readonly (Pick<AlertMessage, 'turn' | 'to'> & { channels: readonly Channel[] })[];
}

/**
 * Publishes alerts of one update, and has those practices marked whose alerts the topic has all
 * taken. Throws when it did not take them all, so that whoever called tries again.
 */
export async function publishAlerts<Each extends PracticeAlerts>(
  { messenger, alertsTopic }: Pick<Alerting, 'messenger' | 'alertsTopic'>,
  { tenant, outage, update }: { tenant: Tenant; outage: Outage; update: number },
  practices: readonly Each[],
  mark: (taken: readonly Each[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < practices.length; from += PUBLISHED_TOGETHER) {
    const chunk = practices.slice(from, from + PUBLISHED_TOGETHER);
    const { failed } = await messenger.publishAlerts(
      alertsTopic,
      chunk.flatMap(({ odsCode, alerts }) =>
        alerts.map(({ channels, ...whom }) => ({
          message: { icb: tenant, outage: outage.id, update, odsCode, ...whom },
          channels,
          group: `${tenant}.${outage.severity}`,
        })),
      ),
    );
    const notTaken = new Set(failed.map(({ odsCode }) => odsCode));
    await mark(chunk.filter(({ odsCode }) => !notTaken.has(odsCode)));
    if (failed.length > 0) throw new Error(`${failed.length} alerts were not taken by the topic`);
  }
}
