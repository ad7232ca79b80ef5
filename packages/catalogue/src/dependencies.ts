import type { Catalogue } from '@registry/domain';
import type * as z from 'zod';
import { betweenProducts } from './dependencies-between-products.ts';
import * as design from './evidence-of-design.ts';
import * as outages from './evidence-of-outages.ts';

type Dependencies = z.input<typeof Catalogue>['dependencies'];

/**
 * What stops with the practice's clinical system, whichever that is: seen in the EMIS outage of 19
 * July 2024.
 */
const onClinicalSystem: Dependencies = [
  {
    from: 'online-consultation',
    needs: ['clinical-system'],
    effect: 'unsafe',
    evidence: [outages.healthcareLeader2024],
    advice: ['switch-off-online-consultation', 'check-online-requests'],
  },
  {
    from: 'patient-messaging',
    needs: ['clinical-system'],
    effect: 'unsafe',
    evidence: [design.accurxAndRecord],
    advice: ['hold-patient-messages'],
  },
  {
    from: 'electronic-prescriptions',
    needs: ['clinical-system'],
    effect: 'unavailable',
    evidence: [outages.itvNews2024, outages.communityPharmacy2024, design.epsFailurePoints],
    advice: ['prescribe-on-paper'],
  },
  {
    from: 'document-management',
    needs: ['clinical-system'],
    effect: 'degraded',
    evidence: [design.docmanFiling],
    advice: ['hold-filing-of-letters'],
  },
  {
    from: 'pathology',
    needs: ['clinical-system'],
    effect: 'degraded',
    evidence: [design.iceRequesting, outages.kentOnline2024],
    advice: ['order-tests-on-paper'],
  },
  {
    from: 'referrals',
    needs: ['clinical-system'],
    effect: 'degraded',
    evidence: [outages.digitalHealth2024],
    advice: ['telephone-urgent-referrals'],
  },
  {
    from: 'patient-app',
    needs: ['clinical-system'],
    effect: 'unavailable',
    evidence: [outages.thePharmacist2024, outages.independent2024],
    advice: ['tell-patients-to-telephone'],
  },
];

/** What stops with the practice's network: the commonest outage of all. */
const onNetwork: Dependencies = [
  {
    from: 'clinical-system',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [outages.kentDataCentre2026, outages.kentFirewall2023],
    advice: ['work-without-network'],
  },
  {
    from: 'telephony',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [outages.kentDataCentre2026, outages.kentFirewall2023],
    advice: ['move-to-mobiles'],
  },
  {
    from: 'email',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [outages.kentFirewall2023, outages.westYorkshire2018],
    advice: ['use-other-email'],
  },
  {
    from: 'online-consultation',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [outages.southEastFirewalls2026, outages.bradfordSixDays],
    advice: ['switch-off-online-consultation'],
  },
  {
    from: 'patient-messaging',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [outages.kentFirewall2023, outages.bradfordSixDays],
    advice: ['hold-patient-messages'],
  },
  {
    from: 'document-management',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [outages.kentFirewall2023, outages.bradfordSixDays],
    advice: ['hold-filing-of-letters'],
  },
  {
    // The product, not the role: NHS 111 books into a hosted system without the practice's own
    // network.
    from: 'e-referrals',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [outages.westYorkshire2018, outages.westYorkshireReview],
    advice: ['telephone-urgent-referrals', 'carry-urgent-referrals'],
  },
];

/** What stops behind the practice's door, and is felt there. */
const onPharmacies: Dependencies = [
  {
    from: 'electronic-prescriptions',
    needs: ['proscript-connect'],
    effect: 'degraded',
    evidence: [outages.proScript2024, outages.communityPharmacy2024, outages.pharmaciesOnEmis2024],
    advice: ['ring-the-pharmacy-first'],
  },
];

/** National dependencies, each with its evidence. */
export const dependencies: Dependencies = [
  ...onClinicalSystem,
  ...onNetwork,
  ...onPharmacies,
  ...betweenProducts,
];
