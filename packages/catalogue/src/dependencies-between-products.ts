import type { Catalogue } from '@registry/domain';
import type * as z from 'zod';
import * as design from './evidence-of-design.ts';
import * as outages from './evidence-of-outages.ts';

type Dependencies = z.input<typeof Catalogue>['dependencies'];

const onSpine: Dependencies = [
  {
    from: 'eps',
    needs: ['spine'],
    effect: 'unavailable',
    evidence: [design.epsFailurePoints, outages.spineOutage2014],
    advice: ['prescribe-on-paper'],
  },
  {
    from: 'e-referrals',
    needs: ['spine'],
    effect: 'unavailable',
    evidence: [design.spineServices],
    advice: ['telephone-urgent-referrals'],
  },
  {
    from: 'gp-connect',
    needs: ['spine'],
    effect: 'unavailable',
    evidence: [design.spineSecureProxy],
  },
  {
    from: 'summary-care-record',
    needs: ['spine'],
    effect: 'unavailable',
    evidence: [design.spineServices],
  },
  {
    // It shows more than the Summary Care Record, but medicines and allergies come from there.
    from: 'ncrs',
    needs: ['summary-care-record'],
    effect: 'degraded',
    evidence: [design.summaryCareRecord],
  },
];

const onNhs111: Dependencies = [
  {
    from: 'nhs-111-booking',
    needs: ['adastra'],
    effect: 'unavailable',
    evidence: [outages.adastra2022, outages.adastraThreeWeeks2022],
    advice: ['expect-111-by-telephone'],
  },
  {
    from: 'nhs-111-booking',
    needs: ['gp-connect'],
    effect: 'unavailable',
    evidence: [design.bookingByGpConnect, design.gpConnectFor111],
    advice: ['expect-111-by-telephone'],
  },
];

const onNhsmail: Dependencies = [
  {
    from: 'nhsmail',
    needs: ['microsoft-365'],
    effect: 'unavailable',
    since: '2021-02-01',
    evidence: [design.nhsmailToExchangeOnline],
    advice: ['use-other-email'],
  },
  {
    from: 'docman',
    needs: ['nhsmail'],
    effect: 'degraded',
    evidence: [outages.docman2018, outages.bradfordSixDays],
    advice: ['ask-for-urgent-letters'],
  },
];

/**
 * Where a source names AWS but not the region, the weakest effect: enough that nobody reads "no
 * link recorded".
 */
const onClouds: Dependencies = [
  {
    from: 'resilience-registry',
    needs: ['aws-london'],
    effect: 'unavailable',
    evidence: [design.awsRegions],
  },
  {
    // What patients see of their prescriptions stands in London; that the rest does, nobody has
    // published.
    from: 'eps',
    needs: ['aws-london'],
    effect: 'degraded',
    evidence: [design.prescriptionsInLondon],
  },
  {
    from: 'spine',
    needs: ['aws-london'],
    effect: 'degraded',
    since: '2023-10-01',
    evidence: [design.spineOnAws, design.spineMoved],
  },
  {
    from: 'e-referrals',
    needs: ['aws-london'],
    effect: 'degraded',
    evidence: [design.referralsOnAws],
  },
  {
    from: 'emis-web',
    needs: ['aws-london'],
    effect: 'degraded',
    since: '2019-06-10',
    evidence: [design.emisRecordsToAws, design.emisRecordsFrom2019],
  },
  {
    from: 'accurx-triage',
    needs: ['microsoft-azure'],
    effect: 'unavailable',
    evidence: [design.accurxOnAzure],
  },
  {
    from: 'accurx-messaging',
    needs: ['microsoft-azure'],
    effect: 'unavailable',
    evidence: [design.accurxOnAzure],
  },
];

const onEndpointSecurity: Dependencies = [
  {
    // The supplier's Windows hosts, not the practice's; nobody has published that this has changed
    // since.
    from: 'emis-web',
    needs: ['crowdstrike-falcon'],
    effect: 'unavailable',
    evidence: [outages.digitalHealth2024, outages.healthcareLeader2024],
  },
];

/**
 * What products stand on. Nothing here needs EMIS Web or SystmOne: that is the role
 * `clinical-system`.
 */
export const betweenProducts: Dependencies = [
  ...onSpine,
  ...onNhs111,
  ...onNhsmail,
  ...onClouds,
  ...onEndpointSecurity,
];
