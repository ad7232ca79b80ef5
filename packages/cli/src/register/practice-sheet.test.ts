import { expect, test } from '@jest/globals';
import { PracticeView } from '@registry/domain';
import { practiceSheet } from './practice-sheet.ts';

test('what is recorded as none differs from what is not recorded, and everything says who said so', () => {
  const sheet = practiceSheet(
    PracticeView.parse({
      odsCode: 'Z00001',
      icb: 'Z01',
      version: 4,
      directory: { name: 'Invented Surgery', listSize: 12345, provenance: {} },
      systems: [
        {
          role: 'clinical-system',
          product: 'emis-web',
          provenance: 'published',
          source: { dataset: 'gp-practice-map', asAt: '2026-08-01' },
          contradictory: true,
        },
        {
          role: 'document-management',
          product: null,
          provenance: 'declared',
          contradictory: false,
        },
      ],
      contacts: [
        {
          name: 'Sam Fictional',
          role: 'Practice manager',
          mobile: '07700 900123',
          provenance: 'supplied',
          verified: false,
          undelivered: [
            {
              channel: 'sms',
              reason: 'The holder has opted out of messages',
              at: '2024-07-18T23:30:00.000Z',
            },
          ],
        },
      ],
      continuity: {},
    }),
  );
  expect(sheet).toMatch(/Patients: +12,345/);
  expect(sheet).toMatch(/Clinical system: +EMIS Web \(published, .*1 August 2026\), contradicted/);
  expect(sheet).toMatch(/Document management: +none \(declared\)/);
  expect(sheet).toContain(
    '1. Sam Fictional, Practice manager: 07700900123 (supplied, not verified)\n     texts do not arrive: the holder has opted out of messages, since 19 July 2024\n',
  );
  expect(sheet).toMatch(/Bypass number: +not recorded/);
});
