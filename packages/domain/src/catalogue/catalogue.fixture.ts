import { Catalogue } from './catalogue.ts';

/** Two products, and advice that is approved, not approved and overdue on 19 July 2024. */
export const catalogue: Catalogue = Catalogue.parse({
  products: [
    { id: 'emis-web', name: 'EMIS Web', supplier: 'EMIS', roles: ['clinical-system'] },
    { id: 'econsult', name: 'eConsult', supplier: 'eConsult', roles: ['online-consultation'] },
  ],
  dependencies: [],
  advice: [
    {
      id: 'paper',
      text: 'Write on paper.',
      by: 'practice',
      approved: { by: 'Dr Fictional', on: '2024-01-01' },
      reviewBy: '2025-12-31',
      onRecovery: 'Enter what you wrote.',
    },
    {
      id: 'prescribe',
      text: 'Write prescriptions by hand.',
      by: 'practice',
      reviewBy: '2024-01-31',
    },
    {
      id: 'unapproved',
      text: 'Panic.',
      by: 'practice',
      reviewBy: '2025-12-31',
      onRecovery: 'Rest.',
    },
    {
      id: 'overdue',
      text: 'Use the old way.',
      by: 'practice',
      approved: { by: 'Dr Fictional', on: '2020-01-01' },
      reviewBy: '2024-07-18',
    },
  ],
});
