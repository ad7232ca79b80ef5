import type { Evidence } from '@registry/domain';
import type * as z from 'zod';

type Source = z.input<typeof Evidence>;

/**
 * NHS England on 19 July 2024: handwritten prescriptions; appointments and prescriptions lost with
 * EMIS Web.
 */
export const itvNews2024: Source = {
  title: 'ITV News: Thousands of GP surgeries in England hit by global IT outage',
  url: 'https://www.itv.com/news/2024-07-19/thousands-of-gp-surgeries-in-england-hit-by-global-it-outage',
  publishedOn: '2024-07-19',
};

/**
 * CrowdStrike Falcon crashing Windows virtual machines; NHS England: EMIS affected, with which
 * practices also refer.
 */
export const digitalHealth2024: Source = {
  title: 'Digital Health: Global IT outage disrupting NHS caused by antivirus software',
  url: 'https://digitalhealth.net/2024/07/global-it-outage-disrupting-nhs-caused-by-antivirus-software',
};

/**
 * EMIS lost through CrowdStrike, SystmOne untouched; Kent and Medway ICB has eConsult switched off
 * for all its practices.
 */
export const healthcareLeader2024: Source = {
  title: 'Healthcare Leader: Global IT outage affects most GP practices',
  url: 'https://healthcareleadernews.com/news/global-it-outage-affects-most-gp-practices',
};

/**
 * Patients could not order repeat prescriptions in the NHS App; NHS England points to paper
 * prescriptions.
 */
export const thePharmacist2024: Source = {
  title: 'The Pharmacist: Prescription chaos amid IT outages',
  url: 'https://thepharmacist.co.uk/in-practice/prescription-chaos-amid-it-outages',
};

/** People trying to use the NHS App met problems too. */
export const independent2024: Source = {
  title: 'The Independent: on GP practices and the NHS App in the IT outage of 19 July 2024',
  url: 'https://www.independent.co.uk/news/health/wes-streeting-health-secretary-gps-government-nhs-england-b2582655.html',
  publishedOn: '2024-07-19',
};

/** Results that could not be viewed, 34,000 appointments in Kent and Medway. */
export const kentOnline2024: Source = {
  title: 'KentOnline: GPs face major backlog after 34,000 appointments disrupted',
  url: 'https://kentonline.co.uk/kent/news/gps-face-major-backlog-after-34-000-appointments-disrupted-310229',
};

/** Practices without their system write urgent prescriptions by hand. */
export const communityPharmacy2024: Source = {
  title: 'Community Pharmacy England: Global IT issue impacting some health IT systems',
  url: 'https://cpe.org.uk/our-news/global-it-issue-impacting-some-health-it-systems/',
};

/** A Spine outage in 2014 stopped most users of EPS. */
export const spineOutage2014: Source = {
  title: 'Digital Health: Spine outage leaves users without access',
  url: 'https://www.digitalhealth.net/2014/10/spine-outage-leaves-users-without-access/',
};

/**
 * A firewall, from 16 March 2023, five days in Kent: email, EMIS, telephones, Accurx and Docman.
 */
export const kentFirewall2023: Source = {
  title:
    'Pulse: Practices resort to pen and paper as five-day IT failure causes utter breakdown of services',
  url: 'https://www.pulsetoday.co.uk/news/technology/practices-resort-to-pen-and-paper-as-five-day-it-failure-causes-utter-breakdown-of-services/',
};

/** A data centre and VPN in January 2026, most of Kent: records, appointments and telephones. */
export const kentDataCentre2026: Source = {
  title:
    'Healthcare Leader: IT outage results in GP practices unable to access systems across whole ICB',
  url: 'https://healthcareleadernews.com/news/it-outage-results-in-gp-practices-unable-to-access-systems-across-whole-icb/',
  publishedOn: '2026-01-20',
};

/** Firewalls in April 2026, the South East: internet and online consultations. */
export const southEastFirewalls2026: Source = {
  title: 'Digital Health: GP practice outages caused by IT firewall issue',
  url: 'https://www.digitalhealth.net/2026/04/gp-practice-internet-outages-caused-by-it-firewall-issue/',
};

/**
 * Adastra lost to ransomware on 4 August 2022: NHS 111 could not book into practices and referred
 * by telephone or email.
 */
export const adastra2022: Source = {
  title: 'GPonline: NHS 111 systems offline until next week following cyber-attack',
  url: 'https://www.gponline.com/nhs-111-systems-offline-until-next-week-following-cyber-attack/article/1795644',
  publishedOn: '2022-08-12',
};

/** Three weeks on: referrals from NHS 111 to practices and access hubs still hit. */
export const adastraThreeWeeks2022: Source = {
  title: 'Pulse: NHS 111 cyber attack still affecting GPs three weeks after start of outage',
  url: 'https://www.pulsetoday.co.uk/news/technology/nhs-111-cyber-attack-still-affecting-gps-three-weeks-after-start-of-outage/',
};

/** Docman took letters in from NHSmail and, unnoticed, did not put them all into the records. */
export const docman2018: Source = {
  title:
    'Management in Practice: IT glitch leaves GP patient records incomplete at thousands of practices',
  url: 'https://managementinpractice.com/news/it-glitch-leaves-gp-patient-records-incomplete-at-thousands-of-practices/',
  publishedOn: '2018-09-11',
};

/**
 * A data centre lost its cooling on 10 October 2018: some 96 practices without email, and on paper
 * and fax for referrals, prescriptions, tests and results; records could be seen through a back-up.
 */
export const westYorkshire2018: Source = {
  title: 'HSJ: IT systems for dozens of GP practices down for a week',
  url: 'https://www.hsj.co.uk/technology-and-innovation/it-systems-for-dozens-of-gp-practices-down-for-a-week/7023623.article',
};

/**
 * The independent review of it: more than three weeks, no electronic prescribing, referrals by fax
 * and by hand.
 */
export const westYorkshireReview: Source = {
  title:
    'Telegraph & Argus: Recommendations made after GP surgeries across Bradford were hit by major IT issues',
  url: 'https://www.thetelegraphandargus.co.uk/news/17495265.recommendations-made-after-gp-surgeries-across-bradford-were-hit-by-major-it-issues/',
};

/**
 * A data centre fault, six days, half the practices of Bradford and Craven: a contingency desktop
 * with less of SystmOne, no pathology forms, no SMS, no PATCHS, letters from NHSmail not coming in.
 */
export const bradfordSixDays: Source = {
  title: 'Pulse: GPs resort to pen and paper as six-day IT outage severely disrupts services',
  url: 'https://www.pulsetoday.co.uk/news/technology/gps-resort-to-pen-and-paper-as-six-day-it-outage-severely-disrupts-services',
};

/**
 * Users of EMIS ProScript were hit on 19 July 2024: late to reach and dispense electronic
 * prescriptions.
 */
export const proScript2024: Source = {
  title:
    'Community Pharmacy England: Our response to global IT issues affecting various NHS systems',
  url: 'https://cpe.org.uk/our-news/our-response-to-global-it-issues-affecting-various-nhs-systems-including-pharmacies-and-gps/',
  publishedOn: '2024-07-22',
};

/**
 * EMIS is in 41% of UK pharmacies; on 19 July 2024 some could not get at prescriptions from GPs.
 */
export const pharmaciesOnEmis2024: Source = {
  title:
    'The Pharmaceutical Journal: Community pharmacies report prescription delays caused by global IT outage',
  url: 'https://pharmaceutical-journal.com/article/news/community-pharmacies-report-prescription-delays-caused-by-global-it-outage',
};
