import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emailMessage } from './email.ts';
import { smsSegments } from './gsm-7.ts';
import { messageFacts } from './message-facts.ts';
import type { MessageFacts } from './message-facts.ts';
import { sources } from './message.fixture.ts';
import { smsText } from './sms.ts';

const facts = messageFacts(sources);
const told: MessageFacts = { ...facts, number: 2, firstHeard: false };

test('the first text says what is unsafe, what is wrong and for whom, when more comes, and who helps', () => {
  expect(smsText(facts)).toBe(
    [
      'NHS Example: Unsafe: online consultation. EMIS Web is down. Example Surgery may be affected.',
      'EMIS Web does not open anywhere in England. EMIS knows. May fail: clinical system.',
      'Next update 10:30. If you need help ring 01632 960100.',
    ]
      .join(' ')
      .concat('\nRead all of it: https://reply.example.nhs.uk/reply/ABCDEFGHJKMNPQRS'),
  );
});

test('an exercise says so in its first characters', () => {
  expect(smsText({ ...facts, exercise: true })).toMatch(/^EXERCISE/);
  expect(smsText({ ...told, exercise: true })).toMatch(/^EXERCISE/);
});

test('with room to spare, it says where the code can be typed instead', () => {
  expect(smsText({ ...facts, message: 'Down.', actions: [], advice: [] })).toContain(
    '\nAnswer: https://reply.example.nhs.uk/reply/ABCDEFGHJKMNPQRS or code ABCD-EFGH-JKMN-PQRS at reply.example.nhs.uk/reply',
  );
});

describe('what is left out', () => {
  const short: MessageFacts = { ...facts, message: 'Down.' };

  test('an action too long to fit leaves its room to what follows, and the text says to read on', () => {
    const text = smsText({ ...short, actions: ['Very long. '.repeat(40)] });
    expect(text).not.toContain('Very');
    expect(text).toContain(
      'Do: Write on paper. Do: Write prescriptions by hand. Next update 10:30.',
    );
    expect(text).toContain('\nRead all of it: https://');
  });

  test('the shortest advice is what stays', () => {
    const advice = ['Long advice. '.repeat(30), 'Stay calm.'];
    expect(smsText({ ...short, actions: [], advice })).toContain('Do: Stay calm. Next update');
  });

  test('a long name of the practice gives way to its code', () => {
    const practice = 'The Extremely Long Name of a Practice and Its Branches '.repeat(5);
    expect(smsText({ ...facts, practice })).toContain('EMIS Web is down. A99001 may be affected.');
  });

  test('without a number to ring, none is promised', () => {
    expect(smsText({ ...facts, phone: undefined })).not.toMatch(/\bring\b/);
  });
});

describe('the declarer’s words', () => {
  const long = `EMIS has found the fault. ${'They are working on it. '.repeat(20)}`;

  test('go whole or not at all: never some of their sentences', () => {
    const text = smsText({ ...told, message: long });
    expect(text).not.toContain('EMIS has found');
    expect(text).toContain('Update 2 on EMIS Web. Done:');
    expect(text).toContain('\nRead all of it: https://');
  });

  test('have a short form for texts', () => {
    const text = smsText({ ...told, message: long, shortMessage: 'EMIS has found the fault.' });
    expect(text).toContain('Update 2 on EMIS Web. EMIS has found the fault. Done:');
  });

  test('that forbid something take a third segment', () => {
    const message = `Do not open any record${', nor any letter'.repeat(15)}. Stay on paper.`;
    const text = smsText({ ...told, message });
    expect(text).toContain(message);
    expect(smsSegments(text)).toBe(3);
  });
});

test('what an approved advice forbids comes with what is unsafe, before the news', () => {
  const text = smsText({ ...facts, prohibitions: ['Do not restart computers'] });
  expect(text).toMatch(/^NHS Example: Unsafe: online consultation\. Do not restart computers\. /);
});

test('who declared it is named where another sends it', () => {
  const text = smsText({ ...facts, declaredBy: 'NHS England' });
  expect(text).toMatch(/^NHS Example for NHS England: /);
});

describe('later updates', () => {
  test('recovering asks “back for you?”', () => {
    const text = smsText({ ...told, message: 'It opens again.', status: 'recovering' });
    expect(text).toContain('NHS Example: EMIS Web is coming back. It opens again.');
    expect(text).toContain('Back for you? Tell us: https://');
  });

  test('resolved brings the recovery list, and leaves out what to do meanwhile', () => {
    const text = smsText({ ...told, status: 'resolved' });
    expect(text).toContain('NHS Example: EMIS Web, all clear. EMIS Web does');
    expect(text).toContain('Do: Enter what you wrote.');
    expect(text).toContain('Still down? Tell us: https://');
    expect(text).not.toContain('Write on paper');
  });

  test('resolved asks whoever said it is down, and does not tell them that it is over', () => {
    const text = smsText({ ...told, status: 'resolved', saysDown: true });
    expect(text).toContain('We hear that EMIS Web is back. You told us it was down: is it back?');
    expect(text).not.toContain('all clear');
  });

  test('several products are spoken of as several', () => {
    const several = {
      ...told,
      status: 'resolved' as const,
      saysDown: true,
      products: ['EMIS Web', 'Docman'],
      trouble: ['EMIS Web', 'Docman'].map((name) => ({ name, effect: 'unavailable' as const })),
    };
    expect(smsText(several)).toContain(
      'We hear that EMIS Web and Docman are back. You told us they were down: are they back?',
    );
    expect(emailMessage(several).subject).toMatch(/^Are EMIS Web and Docman back for you\?/);
    expect(emailMessage({ ...several, status: 'recovering' }).subject).toMatch(
      /^EMIS Web and Docman are coming back: back for you\?/,
    );
  });

  test('whoever hears for the first time hears the whole story', () => {
    const text = smsText({ ...facts, number: 2, firstHeard: true, message: 'Still down.' });
    expect(text).toContain('Example Surgery may be affected. Still down. May fail');
  });
});

test('one letter of another script halves the room, and the text still fits', () => {
  const text = smsText({ ...told, hits: [], message: 'Проблема с EMIS Web.' });
  expect(text).toContain('Проблема');
  expect(smsSegments(text)).toBe(2);
});

test('whatever is put in, safety is said, words are whole or absent, and something left out is owned', () => {
  const words = fc.lorem({ maxCount: 60 });
  const anything = fc.record({
    practice: fc.string({ maxLength: 100 }),
    message: words,
    actions: fc.array(words, { maxLength: 3 }),
    advice: fc.array(words, { maxLength: 8 }),
    firstHeard: fc.boolean(),
    exercise: fc.boolean(),
    status: fc.constantFrom('open', 'recovering', 'resolved'),
  });
  fc.assert(
    fc.property(anything, (changes) => {
      const given: MessageFacts = { ...facts, ...changes };
      const text = smsText(given);
      expect(smsSegments(text)).toBeLessThanOrEqual(2);
      expect(text.replace('EXERCISE. ', '')).toMatch(/^NHS Example: /);
      const isNews = given.status === 'recovering' && given.firstHeard;
      expect(text.includes('Unsafe: online consultation.')).toBe(given.status === 'open' || isNews);
      expect(text.split(/\s/)).toContain(facts.reply.link);
      const told = text.includes(given.message);
      expect(told || (given.status === 'open' ? text.includes('Read all of it:') : true)).toBe(
        true,
      );
    }),
  );
});
