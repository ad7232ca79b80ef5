import { expect, test } from '@jest/globals';
import { NewDeclaration } from './declaration.ts';
import type { NationalOutage } from './national-words.ts';
import { openBeside, withNationalWords } from './national-words.ts';
import { declared, firstUpdate } from './outage.fixture.ts';

const national = (changes: object, update: object = {}): NationalOutage => ({
  outage: declared({ declaredBy: 'X26', ...changes }),
  update: { ...firstUpdate, ...update },
});
const earlier = national({ title: 'EMIS Web is slow' });
const latest = national(
  { id: '01J35XW5F0000000000000000B', publicMessage: 'Please ring.' },
  { message: 'EMIS Web opens nowhere.', shortMessage: 'Opens nowhere.' },
);
const nhsmail = national({ id: '01J35XW5F0000000000000000C', products: ['nhsmail'] });
const open = [earlier, latest, nhsmail];
const body = (changes: object = {}) =>
  NewDeclaration.parse({ products: ['emis-web'], severity: 'critical', ...changes });
const taken = (changes: object) => {
  const declaration = body(changes);
  const { title, message, shortMessage, publicMessage } = withNationalWords(declaration, open);
  return {
    words: [title, message, shortMessage, publicMessage],
    from: openBeside(declaration, open).flatMap(({ id, wordsTaken }) => (wordsTaken ? [id] : [])),
  };
};

test('without words of its own it has those of the latest of the same products, whole', () => {
  expect(taken({})).toEqual({
    words: ['EMIS Web is down', 'EMIS Web opens nowhere.', 'Opens nowhere.', 'Please ring.'],
    from: [latest.outage.id],
  });
});

test('with a message of its own only the title is taken, and no text or public message of theirs', () => {
  expect(taken({ message: 'Ours is slow.' })).toEqual({
    words: ['EMIS Web is down', 'Ours is slow.', undefined, undefined],
    from: [latest.outage.id],
  });
});

test('what it says itself stays: all of it, or a short or public message alone', () => {
  const own = { title: 'A', message: 'B', shortMessage: 'C', publicMessage: 'D' };
  expect(taken(own)).toEqual({ words: ['A', 'B', 'C', 'D'], from: [] });
  const { words } = taken({ shortMessage: 'C', publicMessage: 'D' });
  expect(words).toEqual(['EMIS Web is down', 'EMIS Web opens nowhere.', 'C', 'D']);
});

test('all that is open is shown, latest first, in whatever order it comes', () => {
  const ids = [nhsmail, latest, earlier].map(({ outage }) => outage.id);
  for (const each of [open, open.toReversed()])
    expect(openBeside(body(), each).map(({ id }) => id)).toEqual(ids);
});

test('words that nobody gave are refused by field', () => {
  const wanting = (changes: object, beside: NationalOutage[]) => {
    try {
      withNationalWords(body(changes), beside);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const asked = (...paths: string[]) => ({
    code: 'invalid',
    errors: paths.map((path) => ({ path, message: 'should be given' })),
  });
  expect(wanting({}, [])).toMatchObject(asked('title', 'message'));
  expect(wanting({ title: 'A' }, [nhsmail])).toMatchObject(asked('message'));
  expect(wanting({ exercise: true, message: 'B' }, open)).toMatchObject(asked('title'));
});
