import type { Catalogue } from '@registry/domain';
import type * as z from 'zod';
import * as evidence from './evidence.ts';

type Dependencies = z.input<typeof Catalogue>['dependencies'];

/** What stops with the practice's clinical system, whichever that is: seen in the EMIS outage of 19 July 2024. */
const onClinicalSystem: Dependencies = [
  {
    from: 'online-consultation',
    needs: ['clinical-system'],
    effect: 'unsafe',
    evidence: [evidence.healthcareLeader2024],
    advice: ['switch-off-online-consultation', 'check-online-requests'],
  },
  {
    from: 'patient-messaging',
    needs: ['clinical-system'],
    effect: 'unsafe',
    evidence: [evidence.accurxAndRecord],
    advice: ['hold-patient-messages'],
  },
  {
    from: 'electronic-prescriptions',
    needs: ['clinical-system'],
    effect: 'unavailable',
    evidence: [evidence.itvNews2024, evidence.communityPharmacy2024, evidence.epsFailurePoints],
    advice: ['prescribe-on-paper'],
  },
  {
    from: 'document-management',
    needs: ['clinical-system'],
    effect: 'degraded',
    evidence: [evidence.docmanFiling],
    advice: ['hold-filing-of-letters'],
  },
  {
    from: 'pathology',
    needs: ['clinical-system'],
    effect: 'degraded',
    evidence: [evidence.iceRequesting, evidence.kentOnline2024],
    advice: ['order-tests-on-paper'],
  },
  {
    from: 'referrals',
    needs: ['clinical-system'],
    effect: 'degraded',
    evidence: [evidence.digitalHealth2024],
    advice: ['telephone-urgent-referrals'],
  },
  {
    from: 'patient-app',
    needs: ['clinical-system'],
    effect: 'unavailable',
    evidence: [evidence.thePharmacist2024, evidence.independent2024],
    advice: ['tell-patients-to-telephone'],
  },
];

/** What stops with the practice's network: the commonest outage of all. */
const onNetwork: Dependencies = [
  {
    from: 'clinical-system',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [evidence.kentDataCentre2026, evidence.kentFirewall2023],
    advice: ['work-without-network'],
  },
  {
    from: 'telephony',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [evidence.kentDataCentre2026, evidence.kentFirewall2023],
    advice: ['move-to-mobiles'],
  },
  {
    from: 'email',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [evidence.kentFirewall2023],
    advice: ['use-other-email'],
  },
  {
    from: 'online-consultation',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [evidence.southEastFirewalls2026],
    advice: ['switch-off-online-consultation', 'check-online-requests'],
  },
  {
    from: 'patient-messaging',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [evidence.kentFirewall2023],
    advice: ['hold-patient-messages'],
  },
  {
    from: 'document-management',
    needs: ['network'],
    effect: 'unavailable',
    evidence: [evidence.kentFirewall2023],
    advice: ['hold-filing-of-letters'],
  },
];

/** What products stand on. Nothing here needs EMIS Web or SystmOne: that is the role above. */
const betweenProducts: Dependencies = [
  {
    // The supplier's Windows hosts, not the practice's; nobody has published that this has changed since.
    from: 'emis-web',
    needs: ['crowdstrike-falcon'],
    effect: 'unavailable',
    evidence: [evidence.digitalHealth2024, evidence.healthcareLeader2024],
    advice: ['work-without-clinical-system'],
  },
  {
    from: 'eps',
    needs: ['spine'],
    effect: 'unavailable',
    evidence: [evidence.epsFailurePoints, evidence.spineOutage2014],
    advice: ['prescribe-on-paper'],
  },
  {
    from: 'e-referrals',
    needs: ['spine'],
    effect: 'unavailable',
    evidence: [evidence.spineServices],
    advice: ['telephone-urgent-referrals'],
  },
  {
    from: 'gp-connect',
    needs: ['spine'],
    effect: 'unavailable',
    evidence: [evidence.spineSecureProxy],
  },
  {
    from: 'nhsmail',
    needs: ['microsoft-365'],
    effect: 'unavailable',
    since: '2021-02-01',
    evidence: [evidence.nhsmailToExchangeOnline],
    advice: ['use-other-email'],
  },
];

/** National dependencies, each with its evidence. */
export const dependencies: Dependencies = [...onClinicalSystem, ...onNetwork, ...betweenProducts];
