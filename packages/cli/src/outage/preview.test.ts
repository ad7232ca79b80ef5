import { describe, expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import { Declaration, IcbProfile } from '@registry/domain';
import { totals } from '../exposure/exposure.fixture.ts';
import { exposure as exposureOf, outage as outageOf } from './outage.fixture.ts';
import { previewText } from './preview.ts';

const exposure = (changes: object = {}) => exposureOf({ said: null, ...changes });
const { icb } = outageOf({ totals: totals() });
const who = 'Sam Fictional, Practice manager';
const contacts = [
  { channel: 'sms' as const, who },
  { channel: 'email' as const, who },
];
const declaration = (changes: object = {}) =>
  Declaration.parse({
    products: ['emis-web'],
    title: 'EMIS Web is down',
    message: 'EMIS Web does not open. EMIS knows.',
    severity: 'critical',
    nextUpdateAt: '2024-07-19T09:30:00Z',
    ...changes,
  });
const sources = {
  declaration: declaration(),
  declaredBy: icb,
  profile: IcbProfile.parse({ sender: 'NHS Example', phone: '01632 960100' }),
  catalogue,
  icbNames: new Map([[icb, 'NHS Fictional Vale']]),
  reach: [
    ...Array.from({ length: 45 }, () => ({
      ...{ practice: exposure(), contacts, ring: '01632 960001' },
    })),
    { practice: exposure({ odsCode: 'Z00099', name: 'Silent' }), contacts: [], ring: undefined },
  ],
  publicUrl: 'https://registry.example.nhs.uk/api',
  now: new Date('2024-07-19T06:45:00Z'),
};

describe('a preview', () => {
  const text = previewText(sources);

  test('counts by channel, and names whom no message can reach', () => {
    expect(text).toContain(
      'EMIS Web may affect 46 practices. Reach: not known how many of its users.',
    );
    expect(text).toContain('To be told: 45 by SMS, 45 by email.');
    expect(text).toContain('1 practice no message can reach:\n  Z00099 Silent: no number recorded');
  });

  test('says when all would be out, by the slower channel', () => {
    expect(text).toContain('within about 4 seconds, by 07:45');
  });

  test('shows one real SMS for practices hit alike, with its segments, and an email', () => {
    expect(text.match(/^SMS to /gm)).toHaveLength(1);
    expect(text).toMatch(
      /SMS to Sam Fictional, Practice manager, at Invented Surgery \(Z00001\) \(2 segments\)/,
    );
    expect(text).toContain('  | NHS Example: EMIS Web may be affected at Invented Surgery.');
    expect(text).toContain('https://registry.example.nhs.uk/api/reply/XXXXXXXXXXXXXXXX');
    expect(text).toContain(
      '  | Subject: EMIS Web may be affected at Invented Surgery – NHS Example',
    );
  });

  test('says which advice is left out for want of approval', () => {
    expect(text).toContain('1 piece of advice (work-without-clinical-system)');
  });
});

test('what works less well, and for how many, is shown as it would be declared', () => {
  const effects = { 'emis-web': 'degraded' };
  expect(
    previewText({ ...sources, declaration: declaration({ effects, reach: 'some' }) }),
  ).toContain(
    'EMIS Web (degraded) may affect 46 practices. Reach: some of its users; which is not known.',
  );
});

test('an exercise says so in every message, and texts nobody when only email is used', () => {
  const text = previewText({
    ...sources,
    declaration: declaration({ exercise: true, notify: 'email' }),
  });
  expect(text).toMatch(/^EXERCISE\. Preview/);
  expect(text).toContain('0 by SMS');
  expect(text).not.toMatch(/^SMS to /m);
  expect(text).toContain('Subject: EXERCISE: ');
});

test('an ICB without a profile is told what its messages lack', () => {
  const text = previewText({ ...sources, profile: undefined });
  expect(text).toContain('registry icb profile --icb QZZ --file');
  expect(text).toContain('  | NHS Fictional Vale: EMIS Web');
});
