import type { PracticeView } from './practice-view.ts';
import type { PracticeRecord, Statement } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import { addressesOf, isRejected } from './rejected-contacts.ts';
import type { Provenance } from './roster.ts';
import type { Undelivered } from './undelivered.ts';

/**
 * What `GET /practices/{odsCode}` shows of a record. A contact is verified only by that person's
 * own confirmation.
 */
export function viewPractice(record: PracticeRecord): PracticeView {
  const { odsCode, icb, version, declared, supplied, confirmed, leftDirectory } = record;
  const { rejectedContacts } = record;
  const {
    odsCode: _odsCode,
    systems: _systems,
    datasets: _datasets,
    ...directory
  } = record.directory;
  return {
    odsCode,
    icb,
    version,
    directory,
    systems: viewSystems(record),
    contacts: [...contactsOf(declared, 'declared'), ...suppliedContacts(record)],
    continuity: { ...supplied?.continuity, ...declared?.continuity },
    ...(declared && { declared }),
    ...(supplied && { supplied }),
    ...(rejectedContacts && { rejectedContacts }),
    ...(confirmed && { confirmed }),
    ...(leftDirectory && { leftDirectory }),
  };
}

/**
 * A view with what is known of its contacts' addresses: `flags` are those at which messages do not
 * arrive, by what `keyOf` gives for an address. One that was corrected has none.
 */
export function withUndelivered(
  view: PracticeView,
  flags: ReadonlyMap<string, Undelivered>,
  keyOf: (address: string) => string,
): PracticeView {
  if (flags.size === 0) return view;
  const contacts = view.contacts.map((contact) => {
    const undelivered = addressesOf(contact).flatMap((address) => flags.get(keyOf(address)) ?? []);
    return undelivered.length > 0 ? { ...contact, undelivered } : contact;
  });
  return { ...view, contacts };
}

function viewSystems(record: PracticeRecord): PracticeView['systems'] {
  return recordedRoles(record).flatMap(({ role, products, contradictory, provenance, source }) =>
    (products.length > 0 ? products : [null]).map((product) => {
      const by = contradictory ? namedBy(record, role, product) : provenance;
      const from = by === 'published' ? (sourceOf(record, role, product) ?? source) : source;
      return { role, product, provenance: by, contradictory, ...(from && { source: from }) };
    }),
  );
}

/** The strongest author who names a product, where authors contradict each other. */
function namedBy(record: PracticeRecord, role: string, product: string | null): Provenance {
  const names = (author: Statement | undefined): boolean =>
    author?.systems.some((each) => each.role === role && each.product === product) ?? false;
  if (names(record.declared)) return 'declared';
  return names(record.supplied) ? 'supplied' : 'published';
}

/** The published file that names a product in a role. */
function sourceOf({ directory }: PracticeRecord, role: string, product: string | null) {
  return directory.systems.find((each) => each.role === role && each.product === product)?.source;
}

function contactsOf(
  statement: Statement | undefined,
  provenance: Provenance,
): PracticeView['contacts'] {
  return (statement?.contacts ?? []).map((contact) => ({
    ...contact,
    provenance,
    verified: false,
  }));
}

function suppliedContacts(record: PracticeRecord): PracticeView['contacts'] {
  return contactsOf(record.supplied, 'supplied').map((contact) => ({
    ...contact,
    ...(isRejected(contact, record) && { rejected: true as const }),
  }));
}
