import type { Evidence } from '@registry/domain';
import type * as z from 'zod';

type Source = z.input<typeof Evidence>;

/** A prescription travels from the GP system by the Spine to the pharmacy. */
export const epsFailurePoints: Source = {
  title: 'Community Pharmacy England: Understanding possible points of EPS system failure',
  url: 'https://cpe.org.uk/digital-and-technology/contingency-it/understanding-possible-points-of-eps-system-failure/',
  publishedOn: '2015-07-16',
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

/**
 * Accurx looks up number, death and registration in the clinical system before it sends, and saves
 * there what was sent.
 */
export const accurxAndRecord: Source = {
  title: 'Accurx: How does Accurx Desktop write to the Electronic Patient Record?',
  url: 'https://support.accurx.com/en/articles/6262374-how-does-accurx-desktop-write-to-the-electronic-patient-record-epr',
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

/** NHS 111 books into practices from Adastra through GP Connect. */
export const bookingByGpConnect: Source = {
  title: 'West Midlands Digital Hub: GP Connect, 111 direct booking',
  url: 'https://westmidsdigitalhub.nhs.uk/gp-connect-111-direct-booking',
};

/**
 * GP Connect is the established service by which NHS 111 books, once the practice’s clinical system
 * shares its appointments.
 */
export const gpConnectFor111: Source = {
  title: 'NHS Digital: Appointment sharing with the COVID Clinical Assessment Service',
  url: 'https://digital.nhs.uk/services/gp-connect/news/appointment-sharing-with-the-covid-clinical-assessment-service---action-required',
  publishedOn: '2022-01-12',
};

/**
 * The Summary Care Record holds medicines and allergies, and is seen in the National Care Records
 * Service.
 */
export const summaryCareRecord: Source = {
  title: 'NHS England: Summary Care Records (SCR)',
  url: 'https://www.england.nhs.uk/long-read/summary-care-records-scr/',
};

/** Accurx stores its data in a Microsoft Azure data centre in the UK. */
export const accurxOnAzure: Source = {
  title: 'Accurx: Protecting patient data',
  url: 'https://www.accurx.com/security-for-healthcare-professionals',
};

/**
 * What fails in an AWS region stays in it, and what is kept in one region is in no other unless it
 * was copied there.
 */
export const awsRegions: Source = {
  title: 'AWS Fault Isolation Boundaries: Regions',
  url: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regions.html',
};

/**
 * The service that shows patients their electronic prescriptions is released to AWS region
 * eu-west-2, London.
 */
export const prescriptionsInLondon: Source = {
  title: 'NHS England on GitHub: Prescriptions API, release workflow',
  url: 'https://github.com/NHSDigital/prescriptionsforpatients/blob/main/.github/workflows/sam_release_code.yml',
};

/**
 * The Spine moved to a cloud that NHS England had said would be AWS; neither provider nor region
 * was confirmed.
 */
export const spineOnAws: Source = {
  title: 'Techerati: NHS England decommissions data centres following cloud migration',
  url: 'https://www.techerati.com/news-hub/nhs-england-decommissions-data-centres-following-cloud-migration/',
  publishedOn: '2024-01-08',
};

/** The Spine’s move to the cloud was complete in October 2023. */
export const spineMoved: Source = {
  title: 'Data Center Dynamics: UK’s NHS decommissions data centers after cloud migration',
  url: 'https://www.datacenterdynamics.com/en/news/uks-nhs-decommissions-data-centers-after-cloud-migration/',
};

/** AWS was chosen for the NHS e-Referral Service; the region is not given. */
export const referralsOnAws: Source = {
  title: 'BJSS: NHS e-Referral Service, move to the cloud saves taxpayer',
  url: 'https://www.bjss.com/case-studies/nhs-e-referral-service-move-to-the-cloud-saves-taxpayer-50m-a-year',
};

/**
 * EMIS moves the records it hosts from its own data centre to one of AWS; the region is not given.
 */
export const emisRecordsToAws: Source = {
  title: 'Weaverham Surgery: EMIS moving to Amazon warehousing system for data storage',
  url: 'https://www.weaverhamsurgery.nhs.uk/emis-moving-to-amazon-warehousing-system-for-data-storage/',
};

/** That move begins on 10 June 2019. */
export const emisRecordsFrom2019: Source = {
  title: 'First Practice Management: Heads in the cloud: Is the NHS up for sale?',
  url: 'https://www.firstpracticemanagement.co.uk/blog/2019-blog-posts/heads-in-the-cloud-is-the-nhs-up-for-sale/',
};
