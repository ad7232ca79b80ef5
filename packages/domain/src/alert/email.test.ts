import { describe, expect, test } from '@jest/globals';
import { emailMessage } from './email.ts';
import { messageFacts } from './message-facts.ts';
import { note, sources } from './message.fixture.ts';

const facts = messageFacts({
  ...sources,
  notes: [...sources.notes, note('statement', 'We are working on a fix', '07:55')],
});

test('says everything, in the order in which it is needed', () => {
  const { subject, text } = emailMessage(facts);
  expect(subject).toBe('EMIS Web is down: Example Surgery may be affected – NHS Example');
  const inOrder = [
    'NHS Example: EMIS Web is down. Example Surgery (A99001) may be',
    'Declared by NHS Example.',
    'EMIS Web does not open anywhere in England. EMIS knows.',
    '- Clinical system: EMIS Web is down.',
    '- Online consultation: eConsult is not safe to use: it needs EMIS Web.',
    'May be affected is not the same as down',
    '1. ICB switched eConsult off at 08:40, you need do nothing',
    '- EMIS: We are working on a fix',
    '1. Write on paper.\n2. Write prescriptions by hand.',
    'What you may tell patients',
    'The next update comes at 10:30',
    'https://reply.example.nhs.uk/reply/ABCDEFGHJKMNPQRS\n',
    'ABCD-EFGH-JKMN-PQRS at reply.example.nhs.uk/reply',
    'This comes from NHS Example.',
    'If you need help, ring us on 01632 960100.',
    'Is something here wrong',
  ];
  const places = inOrder.map((part) => text.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('wraps its lines, but for what patients are told, which stays word for word', () => {
  const publicMessage = sources.outage.publicMessage!;
  const { text } = emailMessage(facts);
  expect(text).toContain(`\n${publicMessage}\n`);
  const lines = text.replace(publicMessage, '').split('\n');
  expect(lines.filter((line) => line.length > 72)).toEqual([]);
});

test('an exercise says so in the first characters of subject and text', () => {
  const { subject, text } = emailMessage({ ...facts, exercise: true });
  expect(subject).toMatch(/^EXERCISE/);
  expect(text).toMatch(/^EXERCISE/);
});

describe('later updates', () => {
  test('recovering asks “back for you?”', () => {
    const { subject, text } = emailMessage({ ...facts, number: 3, status: 'recovering' });
    expect(subject).toBe('EMIS Web is coming back: back for you? – NHS Example');
    expect(text).toContain('Is it back for you? Tell us:');
    expect(text).toContain('What to do until it is back for you\n1. Write on paper.');
    expect(text).toContain('What to do once it is back\n1. Enter what you wrote.');
  });

  test('resolved brings the recovery list instead of what to do', () => {
    const { subject, text } = emailMessage({ ...facts, number: 4, status: 'resolved' });
    expect(subject).toBe('EMIS Web: all clear – NHS Example');
    expect(text).toContain('What to do now that it is back\n1. Enter what you wrote.');
    expect(text).not.toContain('Write on paper.');
    expect(text).not.toContain('What may be hit');
  });
});

test('leaves out what nobody has said', () => {
  const { text } = emailMessage({
    ...facts,
    phone: undefined,
    actions: [],
    statements: [],
    advice: [],
    publicMessage: undefined,
    nextUpdate: undefined,
  });
  for (const heading of [
    'What to do',
    'What has been done',
    'What others',
    'patients, word',
    'ring us',
  ])
    expect(text).not.toContain(heading);
  expect(text).toContain('No time is promised yet');
});
