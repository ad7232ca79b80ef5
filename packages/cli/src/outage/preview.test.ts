import { describe, expect, test } from '@jest/globals';
import { PreviewAnswer } from '@registry/contract';
import { IcbCode, ProductId } from '@registry/domain';
import { totals } from '../exposure/exposure.fixture.ts';
import { previewText } from './preview.ts';

const icb = IcbCode.parse('QZZ');
const emis = ProductId.parse('emis-web');
const trouble = { products: [emis], effects: {}, reach: 'unknown' as const };
const answer = (changes: object = {}): PreviewAnswer =>
  PreviewAnswer.parse({
    asOf: '2024-07-19T06:45:00Z',
    exercise: false,
    totals: totals({ hit: 46 }),
    confirmPractices: null,
    repeats: 0,
    alerts: { sms: 45, email: 45, unreachable: 1 },
    unreachable: [{ odsCode: 'Z00099', name: 'Silent', icb: 'QZZ', numbers: [] }],
    texts: { bySegments: { 2: 40, 1: 5 }, segments: 85, pence: 340 },
    allOut: { seconds: 4, by: '2024-07-19T06:45:04Z' },
    perSecond: { sms: 20, email: 14 },
    hasProfile: true,
    adviceLeftOut: ['work-without-clinical-system'],
    messages: [
      {
        channel: 'sms',
        odsCode: 'Z00001',
        practice: 'Invented Surgery',
        to: 'Sam Fictional, Practice manager',
        text: 'NHS Example: EMIS Web is down. Invented Surgery may be affected.\nAnswer: LINK',
        segments: 2,
      },
      {
        channel: 'email',
        odsCode: 'Z00001',
        practice: 'Invented Surgery',
        to: 'Sam Fictional, Practice manager',
        subject: 'EMIS Web is down: Invented Surgery may be affected – NHS Example',
        text: 'NHS Example: EMIS Web is down.',
      },
    ],
    unavailable: [],
    nationally: [],
    sending: { stopped: false, stops: [] },
    ...changes,
  });

describe('a preview', () => {
  test('says what has to be confirmed, and by which option', () => {
    const speaker = IcbCode.parse('QZZ');
    const asked = previewText(answer({ confirmPractices: 175, repeats: 2 }), trouble, speaker);
    expect(asked).toContain('It goes out only with --confirm-practices 175.');
    expect(asked).toMatch(/^2 practices had 3 messages or more .* only with --confirm-repeat\.$/m);
    expect(previewText(answer(), trouble, speaker)).not.toContain('--confirm');
  });

  const text = previewText(answer(), trouble, icb);

  test('counts by channel, and names whom no message can reach', () => {
    expect(text).toContain(
      'EMIS Web may affect 46 practices. Reach: not known how many of its users.',
    );
    expect(text).toContain('To be told: 45 by SMS, 45 by email.');
    expect(text).toContain('1 practice no message can reach:\n  Z00099 Silent: no number recorded');
  });

  test('says of how many nobody can say, where nobody is hit too', () => {
    const none = totals({ hit: 0, notHit: 0, unknown: 175, practices: 175 });
    const nobody = answer({ totals: none, alerts: { sms: 0, email: 0, unreachable: 0 } });
    const lines = previewText(nobody, trouble, icb);
    expect(lines).toContain('EMIS Web may affect 0 practices.');
    expect(lines).toContain('NOT KNOWN of 175 practices: too little is recorded to say.');
    const asking = { ...trouble, include: ['unknown' as const] };
    expect(previewText(nobody, asking, icb)).toContain('They are asked whether they use it.');
    expect(previewText(answer({ totals: totals({ unknown: 0 }) }), trouble, icb)).not.toContain(
      'NOT KNOWN',
    );
  });

  test('says when all would be out, and what the texts take', () => {
    expect(text).toContain('within about 4 seconds, by 07:45');
    expect(text).toContain(
      'Texts: 5 of 1 segment, 40 of 2 segments; 85 segments in all, about £3.40.',
    );
  });

  test('shows real messages, a text with its segments', () => {
    expect(text.match(/^SMS to /gm)).toHaveLength(1);
    expect(text).toMatch(
      /SMS to Sam Fictional, Practice manager, at Invented Surgery \(Z00001\) \(2 segments\)/,
    );
    expect(text).toContain('  | NHS Example: EMIS Web is down. Invented Surgery may be affected.');
    expect(text).toContain(
      '  | Subject: EMIS Web is down: Invented Surgery may be affected – NHS Example',
    );
  });

  test('says which advice is left out for want of approval', () => {
    expect(text).toContain('1 piece of advice (work-without-clinical-system)');
  });
});

test('what works less well, and for how many, is shown as it would be declared', () => {
  const effects = { [emis]: 'degraded' as const };
  const slow = { products: [emis], effects, reach: 'some' as const };
  expect(previewText(answer(), slow, icb)).toContain(
    'EMIS Web (degraded) may affect 46 practices. Reach: some of its users; which is not known.',
  );
});

test('an exercise says so first', () => {
  expect(previewText(answer({ exercise: true }), trouble, icb)).toMatch(/^EXERCISE\. Preview/);
});

test('an ICB without a profile is told what its messages lack', () => {
  const text = previewText(answer({ hasProfile: false }), trouble, icb);
  expect(text).toContain('registry icb profile --icb QZZ --file');
});

test('numbers to ring are as people dial them; NHS England has counts by ICB instead', () => {
  const silent = {
    odsCode: 'Z00099',
    name: 'Silent',
    icb: 'QZZ',
    numbers: ['+441632960456'],
  };
  expect(previewText(answer({ unreachable: [silent] }), trouble, icb)).toContain(
    '  Z00099 Silent: ring 01632960456',
  );
  const national = answer({ hasProfile: null, adviceLeftOut: [] });
  expect(previewText(national, trouble, IcbCode.parse('X26'))).toContain('  in QZZ: 1');
});
