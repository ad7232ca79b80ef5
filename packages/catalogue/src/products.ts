import type { Catalogue } from '@registry/domain';
import type * as z from 'zod';

/**
 * National products. `publishedAs` holds the spellings of NHS England's publications: Patients
 * Registered at a GP Practice (mapping file, August 2026), Submissions via Online Consultation
 * Systems (February 2026) and the list of GP appointment systems (December 2025).
 */
export const products: z.input<typeof Catalogue>['products'] = [
  // Clinical systems
  {
    id: 'emis-web',
    name: 'EMIS Web',
    supplier: 'EMIS (Optum)',
    roles: ['clinical-system'],
    publishedAs: { 'clinical-system': ['EMIS'] },
  },
  // Fills no role of its own: it stands in, read-only, while EMIS Web is lost.
  { id: 'emis-x-bc', name: 'EMIS-X Business Continuity', supplier: 'EMIS (Optum)', roles: [] },
  {
    id: 'systmone',
    name: 'SystmOne',
    supplier: 'TPP',
    roles: ['clinical-system'],
    publishedAs: { 'clinical-system': ['TPP'] },
  },
  {
    id: 'medicus',
    name: 'Medicus',
    supplier: 'Medicus Health',
    roles: ['clinical-system'],
    publishedAs: { 'clinical-system': ['Medicus'] },
  },
  {
    id: 'vision',
    name: 'Vision',
    supplier: 'Cegedim',
    roles: ['clinical-system'],
  },

  // Online consultation
  {
    id: 'accurx-triage',
    name: 'Accurx Patient Triage',
    supplier: 'Accurx',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['ACCURX LIMITED'] },
  },
  {
    id: 'econsult',
    name: 'eConsult',
    supplier: 'eConsult Health',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['ECONSULT HEALTH LIMITED'] },
  },
  {
    id: 'patchs',
    name: 'PATCHS',
    supplier: 'PATCHS Health',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['PATCHS HEALTH LIMITED'] },
  },
  {
    id: 'systmone-online-consultation',
    name: 'SystmOne online consultation',
    supplier: 'TPP',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['TPP'] },
  },
  {
    id: 'klinik',
    name: 'Klinik Access',
    supplier: 'Klinik Healthcare Solutions',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['Klinik Healthcare Solutions UK Ltd'] },
  },
  {
    id: 'anima',
    name: 'Anima',
    supplier: 'Continuum Health',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['CONTINUUM HEALTH LIMITED'] },
  },
  {
    id: 'footfall',
    name: 'FootFall',
    supplier: 'Silicon Practice',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['SILICON PRACTICE LTD'] },
  },
  {
    id: 'evergreen-life',
    name: 'Evergreen Life',
    supplier: 'Evergreen Health Solutions',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['EVERGREEN HEALTH SOLUTIONS', 'EVERGREENLIFE'] },
  },
  {
    id: 'blinx-paco',
    name: 'Blinx PACO',
    supplier: 'Blinx Healthcare',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['Blinx Healthcare'] },
  },
  {
    id: 'smart-triage',
    name: 'Rapid Health Smart Triage',
    supplier: 'Rapid Health',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['RAPID HEALTH'] },
  },
  {
    id: 'engage-consult',
    name: 'Engage Consult',
    supplier: 'Engage Health Systems',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['Engage Health Systems Limited'] },
  },
  {
    id: 'mygp',
    name: 'myGP',
    supplier: 'iPlato Healthcare',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['IPLATO HEALTHCARE LTD.'] },
  },
  {
    id: 'doctaly',
    name: 'Doctaly',
    supplier: 'Doctaly',
    roles: ['online-consultation'],
    publishedAs: { 'online-consultation': ['Doctaly'] },
  },

  // Everything else a practice works with
  {
    id: 'accurx-messaging',
    name: 'Accurx messaging',
    supplier: 'Accurx',
    roles: ['patient-messaging'],
  },
  { id: 'docman', name: 'Docman', supplier: 'OneAdvanced', roles: ['document-management'] },
  { id: 'ice', name: 'ICE', supplier: 'Clinisys', roles: ['pathology'] },
  // The laboratories of south east London: tests cannot be done, however they are ordered.
  { id: 'synnovis', name: 'Synnovis laboratories', supplier: 'Synnovis', roles: ['pathology'] },
  {
    id: 'e-referrals',
    name: 'NHS e-Referral Service',
    supplier: 'NHS England',
    roles: ['referrals'],
  },
  { id: 'nhs-app', name: 'NHS App', supplier: 'NHS England', roles: ['patient-app'] },
  {
    id: 'surgery-connect',
    name: 'Surgery Connect',
    supplier: 'X-on Health',
    roles: ['telephony'],
  },
  { id: 'microsoft-365', name: 'Microsoft 365', supplier: 'Microsoft', roles: ['productivity'] },
  {
    id: 'crowdstrike-falcon',
    name: 'CrowdStrike Falcon',
    supplier: 'CrowdStrike',
    roles: ['endpoint-security'],
  },

  // National services assumed at every practice
  {
    id: 'eps',
    name: 'Electronic Prescription Service',
    supplier: 'NHS England',
    roles: ['electronic-prescriptions'],
    assumed: true,
  },
  { id: 'nhsmail', name: 'NHSmail', supplier: 'NHS England', roles: ['email'], assumed: true },
  {
    id: 'hscn',
    name: 'Health and Social Care Network',
    supplier: 'NHS England',
    roles: ['network'],
    assumed: true,
  },
  {
    id: 'nhs-111-booking',
    name: 'NHS 111 booking into practices',
    supplier: 'NHS England',
    roles: ['referrals'],
    assumed: true,
  },

  // What other products stand on, or what patients are sent to
  { id: 'spine', name: 'NHS Spine', supplier: 'NHS England', roles: [] },
  { id: 'gp-connect', name: 'GP Connect', supplier: 'NHS England', roles: [] },
  { id: 'nhs-111-online', name: 'NHS 111 online', supplier: 'NHS England', roles: [] },
  { id: 'adastra', name: 'Adastra', supplier: 'OneAdvanced', roles: [] },
  { id: 'proscript-connect', name: 'ProScript Connect', supplier: 'EMIS (Optum)', roles: [] },
  { id: 'aws-london', name: 'AWS London (eu-west-2)', supplier: 'Amazon Web Services', roles: [] },
  { id: 'microsoft-azure', name: 'Microsoft Azure', supplier: 'Microsoft', roles: [] },
  {
    id: 'resilience-registry',
    name: 'Resilience registry (this product)',
    supplier: 'Your ICB’s registry',
    roles: [],
  },

  // Where a practice can look when its own record is lost
  {
    id: 'ncrs',
    name: 'National Care Records Service',
    supplier: 'NHS England',
    roles: [],
  },
  {
    id: 'summary-care-record',
    name: 'Summary Care Record',
    supplier: 'NHS England',
    roles: [],
  },
  // A local product everywhere: an ICB that knows what its own stands on adds that itself.
  {
    id: 'shared-care-record',
    name: 'Shared care record',
    supplier: 'Your ICB',
    roles: [],
  },
];
