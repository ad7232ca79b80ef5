import { expect, test } from '@jest/globals';
import { IcbSitrep, NationalSitrep } from '@registry/domain';
import { outage } from './outage.fixture.ts';
import { sitrepText } from './sitrep-table.ts';

const now = new Date('2024-07-19T08:35:00Z');
const counts = {
  practices: 30,
  patients: 281_000,
  told: 29,
  delivered: 20,
  heard: 12,
  notHeard: 18,
  down: 7,
  partly: 1,
  working: 2,
  back: 1,
  normal: 3,
  coping: 4,
  limited: 2,
  closed: 1,
  asksForHelp: 2,
  patientsDown: 61_000,
  patientsNotHeard: 170_000,
  withoutListSize: 1,
};
const { id, title, products, status, declaredAt, icb } = outage();
const heading = {
  outage: { id, title, products, status, declaredAt, icb, exercise: true },
  asOf: now.toISOString(),
};
const moment = (at: string, heard: number) => ({
  at,
  heard,
  down: heard,
  partly: 0,
  working: 0,
  back: 0,
});
const report = (changes: object = {}) =>
  IcbSitrep.parse({
    ...heading,
    counts,
    byPcn: [{ code: 'U1', name: 'Alder \u001B[2J', ...counts }],
    bySubIcb: [{ code: null, name: 'not in the register now', ...counts }],
    byTime: [moment('2024-07-19T08:15:00Z', 8), moment('2024-07-19T08:30:00Z', 12)],
    opel: null,
    ...changes,
  });

test('a situation report says what is counted, of whom, since when and as of when', () => {
  const text = sitrepText(report(), now, 130);
  expect(text).toMatch(
    /^EXERCISE\. .* \(EMIS Web\): open, declared 07:45, as of 09:35\.\n30 practices, 281,000 patients: 12 heard, 18 not heard; 7 down, 1 partly working, 2 working, 1 back\.\nDown or partly working for 61,000 patients;/,
  );
  for (const words of ['Total', 'Alder', '(U1)', 'not in the register now', '09:30'])
    expect(text).toContain(words);
  expect(text).not.toContain('\u001B');
  expect(text).not.toContain('OPEL');
});

test('by OPEL level where the ICB asks for it; by no group while its roster cannot be read', () => {
  const opel = { opel1: 3, opel2: 4, opel3: 2, opel4: 1, notSaid: 2, notHeard: 18 };
  const text = sitrepText(report({ opel, byPcn: null, bySubIcb: null, byTime: [] }), now);
  expect(text).toContain('3 at 1, 4 at 2, 2 at 3, 1 at 4; 2 heard but not how they are, 18 not');
  expect(text).toContain('PCNs and sub-ICB locations are not known');
  expect(text).toContain('no quarter of an hour has gone by');
});

test('for NHS England by ICB, and what it cannot know says so', () => {
  const partly = { ...counts, told: null, delivered: null, asksForHelp: null };
  const unread = { practices: null, patients: null, notHeard: null };
  const nobody = { patientsDown: null, patientsNotHeard: null, withoutListSize: null };
  const national = NationalSitrep.parse({
    ...heading,
    counts: { ...partly, ...unread, ...nobody },
    byIcb: [{ code: 'Z36', name: 'NHS Knotgrass', ...partly }],
    byTime: null,
    opel: null,
  });
  const text = sitrepText(national, now, 130);
  expect(text).toContain('Practices not known, not known patients: 12 heard, not known not heard;');
  expect(text).toMatch(/NHS Knotgrass/);
  expect(text).not.toContain('No quarter');
});
