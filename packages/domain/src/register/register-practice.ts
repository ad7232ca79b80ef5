import { Refusal } from '../words/refusal.ts';
import type { PracticeRecord, Registration, Statement } from './record.ts';
import { suppliedNow } from './supplied-now.ts';

/**
 * A record after its practice or its ICB has registered: each replaces only its own word. Systems
 * left out are as they were, and as old. Throws `invalid` for an ICB that would reject contacts.
 */
export function registered(
  held: PracticeRecord,
  by: 'practice' | 'icb',
  { rejectedContacts, systems, ...rest }: Registration,
  at: string,
): PracticeRecord {
  const version = held.version + 1;
  const before = by === 'practice' ? held.declared : held.supplied;
  const body = { ...rest, systems: systems ?? before?.systems ?? [] };
  if (by === 'practice') {
    const declared: Statement = systems ? { ...body, at } : suppliedNow(body, at, before);
    const rejected = rejectedContacts ?? held.rejectedContacts;
    return { ...held, version, declared, ...(rejected && { rejectedContacts: rejected }) };
  }
  if (rejectedContacts)
    throw new Refusal('invalid', 'Only the practice itself rejects a contact', [
      { path: 'rejectedContacts', message: 'should be left out: it is for the practice to say' },
    ]);
  return { ...held, version, supplied: suppliedNow(body, at, before) };
}
