import { expect, test } from '@jest/globals';
import { boardWith, row } from './board.fixture.ts';
import { outage } from './outage.fixture.ts';
import { updatedText } from './saying.ts';
import { outageTable, storyText } from './story.ts';
import { stillDownText } from './update.ts';

test('the all-clear lists who is still down, and takes nobody’s silence for an answer', () => {
  const practices = [row('Z00001'), row('Z00002', { down: 'down', status: 'coping' })];
  const resolved = outage({ status: 'resolved' });
  const board = boardWith({ outage: resolved, counts: { notHeard: 1 }, practices });
  const text = stillDownText(board, { icb: outage().icb });
  expect(text).toContain(
    '1 practice still down, by their own word:\n  Z00002 Invented Surgery: down, coping',
  );
  expect(text).toContain('1 practice never heard');
  expect(text).toContain(`registry outage board ${outage().id} --icb QZZ`);
});

test('a story is told in the order in which it happened, each thing with its source', () => {
  const at = (time: string) => `2024-07-19T${time}:00Z`;
  const { totals } = outage();
  const said = { status: 'open', by: 'QZZ', notify: 'all', totals } as const;
  const by = outage().icb;
  const text = storyText(
    {
      outage: outage({ lastUpdate: 2 }),
      updates: [
        { ...said, by, number: 1, message: 'Down.', at: at('06:45') },
        { ...said, by, number: 2, message: 'Still down.', at: at('09:30') },
      ],
      notes: [
        { kind: 'statement', at: at('08:15'), by: 'EMIS', text: 'At work.', source: 'status page' },
      ],
    },
    new Date(at('10:00')),
  );
  const told = text.match(/^ {2}.+$/gm);
  expect(told).toEqual(['  Down.', '  At work. (source: status page)', '  Still down.']);
});

test('what was taken back is not called resolved, nor said to affect anybody', () => {
  const taken = outage({ status: 'resolved', withdrawn: true, lastUpdate: 3 });
  expect(updatedText(taken)).toContain('taken back, update 3. Everybody who was told gets one');
  expect(updatedText(taken)).not.toMatch(/may be affected|resolved/);
  expect(outageTable([taken], new Date('2024-07-19T10:00:00Z'))).toContain('taken back, update 3');
});
