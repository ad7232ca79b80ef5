import { describe, expect, test } from '@jest/globals';
import { adviceLines } from './advice.ts';
import { page, totals } from './exposure.fixture.ts';
import { gaps, headingText, openOutages } from './heading.ts';

describe('the heading', () => {
  test('counts practices, patients and, always, unknown; PCNs add up', () => {
    expect(headingText(page())).toBe(
      [
        'EMIS Web may affect 170 of 175 practices in Fictional Vale; 1,933,000 patients; 2 unknown; 3 with no link recorded.',
        'Of 42 PCNs: 38 wholly hit, 2 partly hit, 1 unknown, 1 untouched (no link recorded).',
        'Reach: not known how many of its users.',
        'As recorded on 1 August 2026 at 08:15. May be affected is not the same as down.',
      ].join('\n'),
    );
  });

  test('tells what works less well, how far it reaches and what is in no count', () => {
    const affected = [
      { product: 'emis-web', effect: 'degraded' },
      { product: 'docman', effect: 'unavailable' },
    ];
    const text = headingText(
      page({ affected, reach: 'some', totals: totals({ withoutListSize: 2 }) }),
    );
    expect(text).toContain('EMIS Web (degraded) and Docman may affect');
    expect(text).toContain('Reach: some of their users; which is not known.');
    expect(text).toContain('The list size of 2 practices is not published');
  });

  test('names what else is touched, each with its chain', () => {
    const one = { product: 'docman', effect: 'unsafe', because: ['emis-web', 'docman'] };
    expect(headingText(page({ knockOns: [one] }))).toContain(
      '\nAlso touched: Docman unsafe (EMIS Web → Docman).\n',
    );
    const other = { ...one, product: 'z01.county-firewall' };
    expect(headingText(page({ knockOns: [one, other] }))).toContain(
      '\nAlso touched:\n  Docman unsafe (EMIS Web → Docman)\n  z01.county-firewall unsafe',
    );
  });
});

test('an ICB that cannot be read is named, and what mends it', () => {
  const [gap, ...others] = gaps({
    unavailable: page({ unavailable: [{ icb: 'Z02', name: 'Fictional Moor' }] }).unavailable,
  });
  expect(others).toEqual([]);
  expect(gap).toMatch(/^WARNING: the roster of Fictional Moor \(Z02\) cannot be read/);
  expect(gap).toContain('registry rebuild-roster --icb Z02');
});

test('an open outage is named without letting its title write to the terminal', () => {
  const outages = [{ id: '01J', title: 'EMIS \u001B[2Jdown', status: 'recovering' }];
  expect(openOutages(page({ outages }))).toEqual([
    expect.stringMatching(/^Recovering here: “EMIS {1,2}\[2Jdown” \(01J\)/),
  ]);
});

test('advice says who can act, what the practice can first, and whether it is sent', () => {
  const given = { approved: true, reviewBy: '2027-01-31' };
  const advice = {
    'ring-supplier': { ...given, text: 'Ring the supplier.', by: 'icb', approved: false },
    'work-on-paper': {
      ...given,
      text: 'Work on paper.',
      by: 'practice',
      onRecovery: 'Type it in.',
    },
    'old-advice': {
      text: 'Old.',
      by: 'supplier',
      approved: false,
      reviewBy: '2026-07-31',
    },
  };
  expect(adviceLines(page({ advice }))).toEqual([
    '\nWhat can be done:',
    '  The practice: Work on paper.',
    '    Once back: Type it in.',
    '    work-on-paper: approved; to be reviewed by 31 January 2027',
    '  The ICB: Ring the supplier.',
    '    ring-supplier: NOT APPROVED: sent to nobody',
    '  The supplier: Old.',
    '    old-advice: REVIEW OVERDUE since 31 July 2026: sent to nobody',
  ]);
  expect(adviceLines(page())).toEqual([]);
});
