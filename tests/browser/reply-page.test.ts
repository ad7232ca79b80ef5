import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { codePage } from '../../functions/alert/receive-reply/code-page.ts';
import { replyPage } from '../../functions/alert/receive-reply/page.ts';
import {
  answer,
  answered,
  sources,
  update,
} from '../../functions/alert/receive-reply/reply.fixture.ts';
import type { ReplySources } from '../../functions/alert/receive-reply/view.ts';
import { replyView } from '../../functions/alert/receive-reply/view.ts';
import { openBrowser } from './browser.ts';

const shots = new URL('../../.local/', import.meta.url).pathname;

/** Rules of the Web Content Accessibility Guidelines 2.2 at level AA, as axe names them. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Runs in the browser: what is folded away must pass too. */
const unfold = "document.querySelectorAll('details').forEach((each) => { each.open = true; })";

/** Runs in the browser: the colour that each answer is outlined in. */
const outlinesOfAnswers =
  "[...document.querySelectorAll('button[name=down]')].map((each) => getComputedStyle(each).borderColor)";

function pageOf(changes: Partial<ReplySources> = {}): string {
  return replyPage(replyView({ ...sources, ...changes }));
}

const pages = {
  'reply-page': pageOf(),
  'reply-page-exercise': pageOf({ outage: { ...sources.outage, exercise: true } }),
  'reply-page-answered': pageOf({
    practice: answered(
      answer({ by: 'Alex Fictional, GP', down: 'partly', needs: 'A locum this afternoon' }),
      answer({ down: 'down', status: 'coping', note: 'On paper since 07:30' }),
    ),
  }),
  'reply-page-half-answered': pageOf({ practice: answered(answer({ down: 'down' })) }),
  'reply-page-wrong': replyPage(replyView(sources), {
    needs: 'Somebody to ring us',
    note: 'x'.repeat(201),
    errors: [{ field: 'note', message: 'Your note should be 200 characters at most: it has 201' }],
  }),
  'reply-page-resolved': pageOf({
    outage: { ...sources.outage, status: 'resolved' },
    updates: [update({ status: 'resolved', message: 'The supplier says that all is well.' })],
  }),
  'reply-code': codePage(),
  'reply-code-wrong': codePage('ABCD'),
};

/** The longest that real names come to: three lines of headline, three of practice. */
const longNames = pageOf({
  outage: {
    ...sources.outage,
    exercise: true,
    products: ['accurx-triage', 'accurx-messaging', 'emis-web'] as never,
  },
  practice: {
    ...sources.practice,
    name: 'The Old Fictional Harbour and Lighthouse Medical Centre',
  },
  profile: undefined,
});

/** Pages on which "is it down for you?" stands open, and how many answers it has. */
const asking: [string, string, number][] = [
  ['before an answer', pages['reply-page'], 3],
  ['in an exercise, under long names', longNames, 3],
  ['after another contact said down', pageOf({ practice: answered(by('down')) }), 4],
  ['once recovering, after an answer', recoveringAfterAnswer(), 4],
  ['once resolved', pages['reply-page-resolved'], 4],
];

function by(down: 'down' | 'partly') {
  return answer({ by: 'Alex Fictional, GP', down });
}

function recoveringAfterAnswer(): string {
  const note = 'x '.repeat(99);
  return pageOf({
    outage: { ...sources.outage, status: 'recovering' },
    updates: [
      update({}),
      update({ number: 2, status: 'recovering', at: '2024-07-19T12:30:00.000Z' }),
    ],
    practice: answered(answer({ down: 'down', status: 'coping', needs: note, note })),
    now: new Date('2024-07-19T12:40:00.000Z'),
  });
}

let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  page = await context.newPage();
});

afterAll(() => browser.close());

describe.each(Object.entries(pages))('%s on a phone 360 pixels wide', (name, body) => {
  test('can be read and used by everybody', async () => {
    await page.setContent(body);
    await page.screenshot({ path: `${shots}${name}.png`, fullPage: true });
    await page.evaluate(unfold);
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test('fits its width, with buttons big enough for a thumb', async () => {
    await page.setContent(body);
    await page.evaluate(unfold);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const buttons = await page.locator('button, summary').all();
    expect(buttons.length).toBeGreaterThan(0);
    for (const button of buttons) {
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
    }
  });
});

describe.each(asking)('the answers %s', (_, body, answers) => {
  test('lie above the fold of a phone of 360 by 640, and are told apart', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.setContent(body);
    const buttons = await page.locator('button[name=down]').all();
    expect(buttons).toHaveLength(answers);
    for (const button of buttons) {
      const box = await button.boundingBox();
      expect((box?.y ?? 640) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
    }
    const outlines = await page.evaluate<string[]>(outlinesOfAnswers);
    expect(outlines[0]).toBe('rgb(213, 40, 27)');
    expect(new Set(outlines).size).toBe(answers);
  });
});
