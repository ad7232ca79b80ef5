import type { Contact, Continuity, DirectoryEntry, SystemEntry } from '@registry/domain';
import { ProductId, RecordBody } from '@registry/domain';
import { personName } from './names.ts';
import { bypassNumber, mobileNumber } from './numbers.ts';
import type { Random } from './random.ts';

const jobs = ['Deputy practice manager', 'Operations manager', 'Senior partner', 'Reception lead'];

/**
 * What the practice of `entry` says of itself; with `contradicting`, it names another clinical
 * system than the published one.
 */
export function declaration(
  entry: DirectoryEntry,
  contradicting: boolean,
  random: Random,
): RecordBody {
  const published = entry.systems.find(({ role }) => role === 'clinical-system')?.product;
  const clinical = contradicting ? otherThan(published) : published;
  return RecordBody.parse({
    systems: declaredSystems(clinical ?? undefined, random),
    contacts: contacts(entry.odsCode.toLowerCase(), random),
    continuity: continuity(clinical ?? undefined, random),
  });
}

function otherThan(product: string | null | undefined): ProductId {
  return ProductId.parse(product === 'emis-web' ? 'systmone' : 'emis-web');
}

function declaredSystems(clinical: ProductId | undefined, random: Random): SystemEntry[] {
  const systems: SystemEntry[] = [];
  if (clinical) systems.push({ role: 'clinical-system', product: clinical });
  if (random.chance(0.6))
    systems.push({ role: 'patient-messaging', product: ProductId.parse('accurx-messaging') });
  if (random.chance(0.5))
    systems.push({ role: 'document-management', product: ProductId.parse('docman') });
  else if (random.chance(0.06)) systems.push({ role: 'document-management', product: null });
  return systems;
}

/**
 * The practice manager, and at two practices in three somebody else; a few can be reached in one
 * way only.
 */
function contacts(practice: string, random: Random): Contact[] {
  const manager = person('Practice manager', `manager.${practice}@example.nhs.uk`, 1, random);
  if (random.chance(0.34)) return [manager];
  return [manager, person(random.pick(jobs), `on-call.${practice}@example.nhs.uk`, 2, random)];
}

function person(role: string, email: string, order: number, random: Random): Contact {
  const { given, family } = personName(random);
  const alternativeEmail = `${given}.${family}@example.org`.toLowerCase();
  return {
    name: `${given} ${family}`,
    role,
    ...(random.chance(0.9) && { mobile: mobileNumber(random) }),
    email,
    ...(random.chance(0.4) && { alternativeEmail }),
    hours: order === 1 ? 'any' : random.pick(['any', 'in-hours', 'out-of-hours'] as const),
    order,
  };
}

function continuity(clinical: string | undefined, random: Random): Continuity {
  if (random.chance(0.45)) return {};
  const offlineRecordAccess = {
    product: ProductId.parse('emis-x-bc'),
    staffSignedIn: random.whole(0, 6),
  };
  return {
    planReviewedOn: dayOf2026(random),
    ...(random.chance(0.5) && { planExercisedOn: dayOf2026(random) }),
    ...(clinical === 'emis-web' && random.chance(0.5) && { offlineRecordAccess }),
    ...(random.chance(0.6) && { bypassNumber: bypassNumber(random) }),
  };
}

/** A day in the first half of 2026. */
function dayOf2026(random: Random): string {
  const [month, day] = [random.whole(1, 6), random.whole(1, 28)];
  return `2026-0${month}-${String(day).padStart(2, '0')}`;
}
