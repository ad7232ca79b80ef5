import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { smsSegments } from './gsm-7.ts';
import { messageFacts } from './message-facts.ts';
import type { MessageFacts } from './message-facts.ts';
import { sources } from './message.fixture.ts';
import { smsText } from './sms.ts';

const facts = messageFacts(sources);
const told: MessageFacts = { ...facts, number: 2, firstHeard: false };

test('the first text says what may be hit, what is done, when, who and where, by link or code', () => {
  expect(smsText(facts)).toBe(
    [
      'NHS Example: EMIS Web may be affected at Example Surgery. May fail: clinical system. Unsafe: online consultation.',
      'Done: ICB switched eConsult off at 08:40, you need do nothing. Next update 10:30. Ring 01632 960100.',
    ]
      .join(' ')
      .concat(
        '\nAnswer: https://reply.example.nhs.uk/reply/ABCDEFGHJKMNPQRS or code ABCD-EFGH-JKMN-PQRS',
      ),
  );
});

test('an exercise says so in its first characters', () => {
  expect(smsText({ ...facts, exercise: true })).toMatch(/^EXERCISE/);
  expect(smsText({ ...told, exercise: true })).toMatch(/^EXERCISE/);
});

test('with room to spare, it says where the code can be typed instead', () => {
  expect(smsText({ ...facts, actions: [], advice: [] })).toContain(
    '\nAnswer: https://reply.example.nhs.uk/reply/ABCDEFGHJKMNPQRS or code ABCD-EFGH-JKMN-PQRS at reply.example.nhs.uk/reply',
  );
});

describe('what is left out', () => {
  test('an action too long to fit goes whole, and leaves its room to what follows', () => {
    const text = smsText({ ...facts, actions: ['Very long. '.repeat(40)] });
    expect(text).not.toContain('Very');
    expect(text).toContain('Do: Write on paper. Write prescriptions by hand. Next update 10:30.');
  });

  test('the shortest advice is what stays', () => {
    const advice = ['Long advice. '.repeat(30), 'Stay calm.'];
    expect(smsText({ ...facts, actions: [], advice })).toContain('Do: Stay calm. Next update');
  });

  test('a long name of the practice gives way to its code', () => {
    const practice = 'The Extremely Long Name of a Practice and Its Branches '.repeat(5);
    expect(smsText({ ...facts, practice })).toContain('EMIS Web may be affected at A99001.');
  });

  test('without a number to ring, none is promised', () => {
    expect(smsText({ ...facts, phone: undefined })).not.toContain('Ring');
  });
});

describe('later updates', () => {
  test('the update’s own words come first, as many sentences as fit', () => {
    const message = `EMIS has found the fault. ${'They are working on it. '.repeat(20)}`;
    const text = smsText({ ...told, message });
    expect(text).toMatch(/^NHS Example: update 2 on EMIS Web: EMIS has found the fault\. They/);
    expect(text).toMatch(/working on it\. (Done|Do|Next|Ring)/);
    expect(text).not.toContain('May fail');
  });

  test('words too long for any text are to be read at the link', () => {
    expect(smsText({ ...told, message: 'word '.repeat(100) })).toContain(
      'update 2 on EMIS Web: read it at the link.',
    );
  });

  test('recovering asks “back for you?”', () => {
    expect(smsText({ ...told, status: 'recovering' })).toContain(
      'NHS Example: EMIS Web is coming back: EMIS Web',
    );
    expect(smsText({ ...told, status: 'recovering' })).toContain('Back for you? https://');
  });

  test('resolved brings the recovery list, and leaves out what to do meanwhile', () => {
    const text = smsText({ ...told, status: 'resolved' });
    expect(text).toContain('NHS Example: EMIS Web, all clear: EMIS Web does');
    expect(text).toContain('Do: Enter what you wrote.');
    expect(text).toContain('Still down? Tell us: https://');
    expect(text).not.toContain('Write on paper');
  });

  test('whoever hears for the first time hears the whole story', () => {
    const text = smsText({ ...facts, number: 2, firstHeard: true, message: 'Still down.' });
    expect(text).toContain('may be affected at Example Surgery. Still down. May fail');
  });
});

test('one letter of another script halves the room, and the text still fits', () => {
  const text = smsText({ ...told, message: 'Проблема с EMIS Web.' });
  expect(text).toContain('Проблема');
  expect(smsSegments(text)).toBe(2);
});

test('whatever is put in, it fits two segments, keeps sender, phone and link, and cuts no word', () => {
  const words = fc.lorem({ maxCount: 60 });
  const anything = fc.record({
    practice: fc.string({ maxLength: 100 }),
    message: fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 300 })),
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
      expect(text).toContain('Ring 01632 960100.');
      expect(text.split(/\s/)).toContain(facts.reply.link);
    }),
  );
});
