import { describe, expect, test } from '@jest/globals';
import { codePage, problemPage } from './code-page.ts';
import { replyPage } from './page.ts';
import { answer, answered, sources, update } from './reply.fixture.ts';
import type { ReplySources } from './view.ts';
import { replyJson, replyView } from './view.ts';

/** The page as a reader has it: tags gone, spaces single. */
function read(changes: Partial<ReplySources> = {}): string {
  return textOf(pageOf(changes));
}

function pageOf(changes: Partial<ReplySources> = {}): string {
  return replyPage(replyView({ ...sources, ...changes }));
}

function textOf(page: string): string {
  return page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.:,])/g, '$1');
}

/** Values of the buttons that stand open, not folded away. */
function openButtons(page: string): string[] {
  const open = page.replace(/<details>.*?<\/details>/gs, '');
  return [...open.matchAll(/<button name="(\w+)" value="(\w+)"/g)].map(
    ([, , value]) => value ?? '',
  );
}

const resolved = {
  outage: { ...sources.outage, status: 'resolved', resolvedAt: '2024-07-19T16:30:00.000Z' },
  updates: [
    update({}),
    update({
      number: 2,
      status: 'resolved',
      message: 'All is well',
      at: '2024-07-19T16:30:00.000Z',
    }),
  ],
  now: new Date('2024-07-19T16:40:00.000Z'),
} satisfies Partial<ReplySources>;

const recovering = {
  outage: { ...sources.outage, status: 'recovering' },
  updates: [
    update({}),
    update({ number: 2, status: 'recovering', at: '2024-07-19T12:30:00.000Z' }),
  ],
  now: new Date('2024-07-19T12:40:00.000Z'),
} satisfies Partial<ReplySources>;

describe('the page says', () => {
  test('who speaks, what may be hit here and why, what is done, and when more comes', () => {
    const text = read();
    expect(text).toContain('EMIS Web is down At Fictional Harbour Surgery (Z99001)');
    expect(text).toContain('If you need help, ring NHS Fictional Coast: 01632 960123');
    expect(text).toContain('Clinical system: EMIS Web');
    expect(text).toContain('Accurx Patient Triage is not safe to use');
    expect(text).toContain('May be affected is not the same as down');
    expect(text).toContain('the ICB switched it off at 07:40');
    expect(text).toContain('Source: status page of the supplier, 07:45');
    expect(text).toContain('Next update at 08:30');
    expect(text).toContain('Please ring us only if you cannot wait');
  });

  test('only advice that the ICB approved and that the practice can follow', () => {
    const text = read();
    expect(text).toContain('Start your continuity plan');
    expect(text).toContain('Read every online request');
    expect(text).not.toContain('FP10');
    expect(text).not.toContain('Have the supplier switch off');
  });

  test('no advice once its review is overdue', () => {
    expect(read({ now: new Date('2025-07-02T09:00:00.000Z') })).not.toContain('What to do');
  });

  test('that a promised update is late', () => {
    expect(read({ now: new Date('2024-07-19T08:00:00.000Z') })).toContain(
      'promised for 08:30 and is late',
    );
  });

  test('EXERCISE in its title and at its head', () => {
    const page = pageOf({ outage: { ...sources.outage, exercise: true } });
    expect(page).toContain('<title>EXERCISE: Fictional Harbour Surgery');
    expect(textOf(page)).toContain('EXERCISE. Nothing has really failed.');
  });

  test('the ICB by its code, and no number, while it has no profile', () => {
    const text = read({ profile: undefined });
    expect(text).toContain('This page comes from NHS Cornwall.');
    expect(text).not.toContain('01632');
  });

  test('recovery instead of advice once resolved, and that answers are late', () => {
    const text = read(resolved);
    expect(text).toContain('EMIS Web, all clear');
    expect(text).toContain('You can still answer: it is marked late');
    expect(text).toContain('Enter every paper note in the record');
    expect(text).not.toContain('Start your continuity plan');
    expect(text).not.toContain('Please ring us only if you cannot wait');
  });
});

describe('the questions', () => {
  test('ask what of the outage this practice uses', () => {
    const crowdstrike = { ...sources.outage, products: ['crowdstrike-falcon' as never] };
    expect(read({ outage: crowdstrike })).toContain('Is EMIS Web down for you?');
  });

  test('both stand open before an answer; nothing is back again that was never down', () => {
    expect(openButtons(pageOf())).toEqual(
      'down partly working normal coping limited closed'.split(' '),
    );
  });

  test.each(['down', 'partly'] as const)('back again stands there once anybody said %s', (down) => {
    const practice = answered(answer({ by: 'Alex Fictional, GP', down }));
    expect(openButtons(pageOf({ practice })).slice(0, 4)).toEqual(
      'down partly working back'.split(' '),
    );
  });

  test('after one answer the other stands open, with thanks', () => {
    const practice = answered(answer({ down: 'down' }));
    expect(openButtons(pageOf({ practice }))).toEqual('normal coping limited closed'.split(' '));
    expect(read({ practice })).toContain('You told NHS Fictional Coast at 07:49 that it is down.');
  });

  test('both answers are told back, and a later one to the same question replaces it', () => {
    const practice = answered(
      answer({ down: 'down' }),
      answer({ status: 'coping', note: 'On paper' }),
      answer({ down: 'partly', at: '2024-07-19T06:49:50.000Z' }),
    );
    const text = read({ practice });
    expect(text).toContain('that it is partly working, and your practice is coping.');
    expect(text).toContain('Note: On paper');
    expect(openButtons(pageOf({ practice }))).toEqual([]);
  });

  test('an answer of a colleague stands beside, and does not thank this reader', () => {
    const text = read({
      practice: answered(answer({ by: 'Alex Fictional, GP', down: 'working' })),
    });
    expect(text).toContain('Alex Fictional, GP told NHS Fictional Coast at 07:49');
    expect(text).not.toContain('Thank you');
  });

  test('first ask a practice of which nobody can say whether it uses it, and then how it is', () => {
    const practice = { ...sources.practice, state: 'unknown' as const, impacts: [] };
    expect(openButtons(pageOf({ practice }))).toEqual(['yes', 'no']);
    expect(read({ practice })).toContain('Do you use EMIS Web? We do not know.');
    const yes = { ...practice, replies: [answer({ uses: 'yes' })] };
    expect(openButtons(pageOf({ practice: yes })).slice(0, 3)).toEqual([
      'down',
      'partly',
      'working',
    ]);
    const no = { ...practice, replies: [answer({ uses: 'no' })] };
    expect(openButtons(pageOf({ practice: no }))).toEqual([]);
    expect(read({ practice: no })).toContain('that your practice does not use it.');
  });

  test('what was said by telephone stands there too, as said so', () => {
    const by = 'Dr A Fictional, GP';
    const practice = answered(answer({ by, heardBy: 'Kim, desk', down: 'down' }));
    expect(read({ practice })).toContain(
      'Dr A Fictional, GP told NHS Fictional Coast by telephone at 07:49 that it is down.',
    );
  });

  test('"back for you?" is asked again when the outage recovers after an answer', () => {
    const practice = answered(answer({ down: 'down', status: 'coping' }));
    const page = pageOf({ ...recovering, practice });
    expect(textOf(page)).toContain('Is EMIS Web back for you?');
    expect(openButtons(page)).toEqual(['down', 'partly', 'working', 'back']);
  });
});

test('a note can be sent by itself, and is told back as one', () => {
  expect(pageOf()).toMatch(/<textarea[^>]*name="note"[^]*<button>Send<\/button>/);
  const alone = read({ practice: answered(answer({ note: 'The telephones are down too' })) });
  expect(alone).toContain('You wrote to NHS Fictional Coast at 07:49.');
  expect(alone).toContain('Note: The telephones are down too');
  const after = read({
    practice: answered(answer({ down: 'down' }), answer({ note: 'The telephones too' })),
  });
  expect(after).toContain('that it is down.');
  expect(after).toContain('Note: The telephones too');
});

describe('a code that is none', () => {
  test.each([
    ['is not typed as a code is', codePage('ABCD')],
    ['was sent to nobody', problemPage({ code: 'not-found', type: '', title: '', status: 404 })],
  ])('%s: the error stands in title, summary and field', (_, page) => {
    expect(page).toContain('<title>Error: ');
    expect(textOf(page)).toContain('There is a problem');
    expect(page).toContain('<a href="#code">');
    expect(page).toMatch(/<p class="error" id="code-error">/);
    expect(page).toMatch(/<input[^>]*aria-describedby="hint code-error"[^>]*aria-invalid="true"/);
  });

  test('the page before that has no error', () => {
    expect(codePage()).not.toMatch(/Error:|problem|aria-invalid="/);
  });
});

test('a form that could not be taken keeps what was typed, and says what is wrong first', () => {
  const page = replyPage(replyView(sources), {
    needs: '',
    note: 'too long, really',
    errors: [{ field: 'note', message: 'Your note should be 200 characters at most: it has 201' }],
  });
  expect(page).toContain('<title>Error: ');
  expect(page).toContain('<a href="#note">Your note should be 200');
  expect(page).toMatch(/<textarea[^>]*aria-invalid="true"[^>]*>\s*too long, really<\/textarea\s*>/);
});

test('every page is small, without script, and lets nothing through as markup', () => {
  const nasty = '<script>alert(1)</script>';
  const replies = Array.from({ length: 12 }, (_, index) =>
    answer({ by: `${nasty}${index}`, down: 'down', note: nasty.repeat(8), needs: nasty.repeat(8) }),
  );
  const pages = [
    pageOf({
      outage: { ...sources.outage, title: nasty, publicMessage: nasty.repeat(20) },
      practice: { ...answered(...replies), name: nasty },
      updates: [update({ message: nasty.repeat(40) })],
      notes: Array.from({ length: 10 }, () => ({
        kind: 'statement' as const,
        at: '2024-07-19T06:49:00.000Z',
        by: nasty,
        text: nasty.repeat(10),
        source: nasty,
      })),
    }),
    pageOf(resolved),
    codePage(nasty),
    problemPage({ type: 'about:blank', code: nasty, title: nasty, status: 500, detail: nasty }),
  ];
  for (const page of pages) {
    expect(page).not.toContain('<script');
    expect(Buffer.byteLength(page)).toBeLessThan(50_000);
  }
});

test('as JSON it carries the approved advice alone, and the last answer', () => {
  const practice = answered(answer({ down: 'down' }), answer({ status: 'coping' }));
  const json = replyJson(replyView({ ...sources, practice }));
  expect(json.practice).toEqual({ odsCode: 'Z99001', name: 'Fictional Harbour Surgery' });
  expect(json.advice.map(({ id }) => id)).toEqual([
    'work-without-clinical-system',
    'check-online-requests',
  ]);
  expect(json.impacts.flatMap(({ advice }) => advice)).not.toContain('prescribe-on-paper');
  expect(json.answer).toMatchObject({ status: 'coping' });
});
