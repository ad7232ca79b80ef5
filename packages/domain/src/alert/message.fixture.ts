import { catalogue } from '../catalogue/catalogue.fixture.ts';
import { alerted, declared, firstUpdate } from '../outage/outage.fixture.ts';
import { OutageNote } from '../outage/outage.ts';
import { IcbProfile } from './icb-profile.ts';
import type { MessageSources } from './message-facts.ts';

/** Fixtures of the tests of messages: an invented practice on 19 July 2024. */

export const profile: IcbProfile = IcbProfile.parse({
  sender: 'NHS Example',
  phone: '01632 960100',
  approvedAdvice: [
    { id: 'prescribe', by: 'Dr Fictional', on: '2024-07-01', reviewBy: '2025-06-30' },
  ],
});

/** A note of 19 July 2024. */
export function note(kind: 'action' | 'statement', text: string, time: string): OutageNote {
  const by = kind === 'action' ? 'QZZ' : 'EMIS';
  return OutageNote.parse({ kind, by, text, at: `2024-07-19T${time}:00Z` });
}

/** The first update, as one practice hears it. */
export const sources: MessageSources = {
  outage: declared({}),
  update: firstUpdate,
  notes: [note('action', 'ICB switched eConsult off at 08:40, you need do nothing', '07:50')],
  practice: alerted,
  icb: { name: 'Example Integrated Care Board', profile },
  catalogue,
  reply: {
    link: 'https://reply.example.nhs.uk/reply/ABCDEFGHJKMNPQRS',
    code: 'ABCD-EFGH-JKMN-PQRS',
    page: 'reply.example.nhs.uk/reply',
  },
  now: new Date('2024-07-19T08:00:00Z'),
};
