import type { Evidence } from '@registry/domain';
import type * as z from 'zod';

type Source = z.input<typeof Evidence>;

/** NHS England on 19 July 2024: handwritten prescriptions; appointments and prescriptions lost with EMIS Web. */
export const itvNews2024: Source = {
  title: 'ITV News: Thousands of GP surgeries in England hit by global IT outage',
  url: 'https://www.itv.com/news/2024-07-19/thousands-of-gp-surgeries-in-england-hit-by-global-it-outage',
  publishedOn: '2024-07-19',
};

/** CrowdStrike Falcon crashing Windows virtual machines; NHS England: EMIS affected, with which practices also refer. */
export const digitalHealth2024: Source = {
  title: 'Digital Health: Global IT outage disrupting NHS caused by antivirus software',
  url: 'https://digitalhealth.net/2024/07/global-it-outage-disrupting-nhs-caused-by-antivirus-software',
};

/** EMIS lost through CrowdStrike, SystmOne untouched; Kent and Medway ICB has eConsult switched off for all its practices. */
export const healthcareLeader2024: Source = {
  title: 'Healthcare Leader: Global IT outage affects most GP practices',
  url: 'https://healthcareleadernews.com/news/global-it-outage-affects-most-gp-practices',
};

/** Patients could not order repeat prescriptions in the NHS App; NHS England points to paper prescriptions. */
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

/** A prescription travels from the GP system by the Spine to the pharmacy. */
export const epsFailurePoints: Source = {
  title: 'Community Pharmacy England: Understanding possible points of EPS system failure',
  url: 'https://cpe.org.uk/digital-and-technology/contingency-it/understanding-possible-points-of-eps-system-failure/',
  publishedOn: '2015-07-16',
};

/** A Spine outage in 2014 stopped most users of EPS. */
export const spineOutage2014: Source = {
  title: 'Digital Health: Spine outage leaves users without access',
  url: 'https://www.digitalhealth.net/2014/10/spine-outage-leaves-users-without-access/',
};

/** e-RS, EPS, PDS and the Summary Care Record are supported by the Spine. */
export const spineServices: Source = {
  title: 'NHS England Digital Care Services: Spine',
  url: 'https://nhse-dsic.atlassian.net/wiki/spaces/DCSDCS/pages/1391133543',
};

/** Every GP Connect request passes the Spine Secure Proxy. */
export const spineSecureProxy: Source = {
  title: 'NHS England GP Connect specification: Spine Secure Proxy',
  url: 'https://developer.nhs.uk/apis/gpconnect-1-2-5/integration_spine_secure_proxy.html',
};

/** All of NHSmail's mailboxes were in Exchange Online on 1 February 2021. */
export const nhsmailToExchangeOnline: Source = {
  title: 'Digital Health: Millions of NHSmail accounts relocated to Microsoft Exchange Online',
  url: 'https://www.digitalhealth.net/2021/02/millions-of-nhsmail-accounts-relocated-to-microsoft-exchange-online/',
};

/** Accurx looks up number, death and registration in the clinical system before it sends, and saves there what was sent. */
export const accurxAndRecord: Source = {
  title: 'Accurx: How does Accurx Desktop write to the Electronic Patient Record?',
  url: 'http://support.accurx.com/en/articles/6262374-how-does-accurx-desktop-write-to-the-electronic-patient-record-epr',
};

/** Docman files a document's entry into EMIS Web. */
export const docmanFiling: Source = {
  title: 'Docman: Existing documents and setting visibility, edit filing details',
  url: 'https://docman.helpdocs.io/article/syuuckjbni-existing-documents-and-setting-visibility-edit-filing-details',
};

/** ICE is opened from the practice's clinical system, and results come back into it. */
export const iceRequesting: Source = {
  title: 'Berkshire and Surrey Pathology Services: Electronic requesting',
  url: 'https://www.berkshireandsurreypathologyservices.nhs.uk/Core-Service/Test-Directory/PathologySystems/ElectronicRequesting.aspx',
};

/** A firewall, from 16 March 2023, five days in Kent: email, EMIS, telephones, Accurx and Docman. */
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
