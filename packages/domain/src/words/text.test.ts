import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shownPlainly, unfitTexts } from './text.ts';

test.each([
  ['an escape sequence', '\u001b[31mred', 'U+001B'],
  ['a null', 'a\u0000', 'U+0000'],
  ['a turn of direction', 'Dr \u202eretsiS', 'U+202E'],
  ['half a character', 'a\ud800b', 'U+D800'],
  ['a code point that is not assigned', 'a\u0378', 'U+0378'],
])('%s is found where it stands', (_, text, name) => {
  const message = `should be plain text: it holds ${name}, which cannot be kept`;
  expect(unfitTexts({ contacts: [{ name: 'Sam' }, { name: text }] })).toEqual([
    { path: 'contacts[1].name', message },
  ]);
  expect(unfitTexts(text)).toEqual([{ path: '', message }]);
  expect(unfitTexts({ [text]: 1 })).toEqual([{ path: '', message }]);
  expect(shownPlainly(text)).toContain(name);
});

test('what people write is left alone', () => {
  const written = 'Zoë’s café – “back at 10:30”?\r\n\tΆλφα Łódź ਸਤਿ 中文 👩‍⚕️ € ½';
  expect(unfitTexts({ note: written, count: 3, none: null, yes: true })).toEqual([]);
  expect(shownPlainly(written)).toBe(written);
});

test('whatever a text held, it is shown without it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(unfitTexts(shownPlainly(text))).toEqual([]);
    }),
  );
});
