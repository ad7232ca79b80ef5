import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { MessageFacts } from '@registry/domain';
import { emailMessage, smsSegments, smsText } from '@registry/domain';
import { days } from './days.ts';
import { messagesOf } from './days.fixture.ts';
import type { Day } from './days.fixture.ts';

const folder = join(import.meta.dirname, 'days');

/** Everything that one practice is sent in a day, as a reviewer reads it. */
function written(day: Day): string {
  const messages = messagesOf(day).map((facts, index) => told(facts, day.said[index]!.at));
  return `${day.title}\n\n${messages.join('\n')}`;
}

function told(facts: MessageFacts, at: string): string {
  const text = smsText(facts);
  const { subject, text: body } = emailMessage(facts);
  const segments = smsSegments(text);
  return [
    `======== ${at}, update ${facts.number}, ${facts.status} ========`,
    `-------- text, ${segments} ${segments === 1 ? 'segment' : 'segments'} --------`,
    text,
    '-------- email --------',
    `Subject: ${subject}`,
    '',
    body,
  ].join('\n');
}

// The files are what reviewers read. UPDATE_DAYS=1 writes them anew: read the difference.
describe('what a practice is sent on ten standard days is as it was reviewed', () => {
  test.each(Object.entries(days))('%s', (name, day) => {
    const file = join(folder, `${name}.txt`);
    if (process.env['UPDATE_DAYS'] === '1') writeFileSync(file, written(day));
    expect(written(day)).toBe(readFileSync(file, 'utf8'));
  });
});

describe('on every day', () => {
  const texts = Object.values(days).flatMap((day) =>
    messagesOf(day).map((facts) => ({ facts, text: smsText(facts) })),
  );

  test('a declarer’s words stand in a text whole, or not at all', () => {
    for (const { facts, text } of texts) {
      const words = (facts.shortMessage ?? facts.message).trim().replace(/[.!?]$/, '');
      const sentences = words.split(/(?<=[.!?])\s+/);
      const said = sentences.filter((sentence) => text.includes(sentence.replace(/\.$/, '')));
      expect([0, sentences.length]).toContain(said.length);
      if (said.length === 0) expect(text).toContain('Read all of it:');
    }
  });

  test('a slow system sends nobody to paper or to the telephone', () => {
    const [slow] = messagesOf(days['03-emis-web-is-slow-for-some']!);
    expect(slow!.advice.join(' ')).not.toMatch(/paper|Telephone the hospital|by hand/);
  });

  test('nobody who says that it is down is told all-clear', () => {
    for (const { facts, text } of texts.filter(({ facts: each }) => each.saysDown)) {
      expect(`${text}\n${emailMessage(facts).subject}`).not.toMatch(/all clear/i);
    }
  });
});
