import type { PracticeList } from '@registry/directory';
import type { OdsCode, PracticeView, ProductId, RecordBody, Role } from '@registry/domain';
import { recordedRoles, roleNames, suppliedNow } from '@registry/domain';
import { count, figure, listed } from '../terminal/wording.ts';

/**
 * A product that practices get for a role, beside what the ICB supplied for it or instead of that.
 */
export interface Assignment {
  product: ProductId;
  role: Role;
  replace: boolean;
}

/**
 * What the ICB would then be saying of a practice: the product among those of the role (or alone
 * there, to replace them), never beside “none”; everything else as the ICB had it. Undefined when
 * that is what it says already.
 */
export function assignedBody(
  { supplied }: Pick<PracticeView, 'supplied'>,
  { product, role, replace }: Assignment,
): RecordBody | undefined {
  const { systems, contacts, continuity } = bodyOf(supplied);
  const ofRole = systems.filter((system) => system.role === role);
  const has = ofRole.some((system) => system.product === product);
  if (has && (!replace || ofRole.length === 1)) return undefined;
  const kept = systems.filter(
    (system) => system.role !== role || (!replace && system.product !== null),
  );
  return { systems: [...kept, { role, product }], contacts, continuity };
}

function bodyOf(supplied: PracticeView['supplied']): RecordBody {
  const { systems = [], contacts = [], continuity = {} } = supplied ?? {};
  return { systems, contacts, continuity };
}

/** What an assignment would change at one practice. */
export interface AssignmentChange {
  odsCode: OdsCode;
  name: string;
  /** False when the ICB says so already. */
  changed: boolean;
  /** What the ICB supplies for the role now; `null` is none, and nothing at all is not supplied. */
  before: (ProductId | null)[];
  after: (ProductId | null)[];
  /** What the practice itself declares for the role; `null` is none. */
  declared: (ProductId | null)[];
  /**
   * `counts` towards exposure; `contradictory` with the practice’s own older word; `outweighed` by
   * its own word of the same day, which counts before the ICB’s.
   */
  standing: 'counts' | 'contradictory' | 'outweighed';
}

/** The change that an assignment, made `now`, would make to each practice listed. */
export function assignmentChanges(
  practices: readonly PracticeView[],
  { odsCodes }: Pick<PracticeList, 'odsCodes'>,
  assignment: Assignment,
  now: Date,
): AssignmentChange[] {
  const views = new Map(practices.map((view) => [view.odsCode, view]));
  return odsCodes.flatMap((odsCode) => {
    const view = views.get(odsCode);
    return view ? [changeOf(view, assignment, now)] : [];
  });
}

function changeOf(view: PracticeView, assignment: Assignment, now: Date): AssignmentChange {
  const { product, role } = assignment;
  const body = assignedBody(view, assignment);
  const supplied = body ? suppliedNow(body, now.toISOString(), view.supplied) : view.supplied;
  const is = weigh(view, supplied).find((each) => each.role === role);
  return {
    odsCode: view.odsCode,
    name: view.directory.name,
    changed: body !== undefined,
    before: productsFor(role, view.supplied),
    after: productsFor(role, body ?? view.supplied),
    declared: productsFor(role, view.declared),
    standing: is?.contradictory
      ? 'contradictory'
      : is?.products.includes(product)
        ? 'counts'
        : 'outweighed',
  };
}

/**
 * How the practice’s word and its ICB’s weigh against each other. What is published is weaker than
 * both, and not in question here.
 */
function weigh(view: PracticeView, supplied: PracticeView['supplied']) {
  const { odsCode, icb, version, declared, confirmed } = view;
  return recordedRoles({
    odsCode,
    icb,
    version,
    directory: { ...view.directory, odsCode, systems: [] },
    ...(declared && { declared }),
    ...(supplied && { supplied }),
    ...(confirmed && { confirmed }),
  });
}

function productsFor(
  role: Role,
  statement: Pick<RecordBody, 'systems'> | undefined,
): (ProductId | null)[] {
  return (statement?.systems ?? [])
    .filter((system) => system.role === role)
    .map(({ product }) => product);
}

/**
 * The change practice by practice, the lines refused, and how many practices the file does not
 * list.
 */
export function describeAssignment(
  changes: readonly AssignmentChange[],
  { refused, rows }: PracticeList,
  { product, role }: Assignment,
  practices: number,
): string {
  const changed = changes.filter((change) => change.changed);
  const contradictory = changes.filter(({ standing }) => standing === 'contradictory').length;
  const absent = practices - changes.length;
  return [
    `${count(rows, 'line')}: ${count(changed.length, 'practice')} would get ${product} for ${role}, ${figure(changes.length - changed.length)} already so, ${count(refused.length, 'line')} refused.`,
    ...changes
      .filter((change) => change.changed || change.standing !== 'counts')
      .map((change) => `  ${describeChange(change, role)}`),
    ...refused.map(({ line, reason }) => `  line ${figure(line)} refused: ${reason}`),
    ...(contradictory > 0
      ? [
          `${count(contradictory, 'practice')} contradictory in ${roleNames[role].toLowerCase()}: exposure counts such a practice as unknown where the two differ, until the practice or the ICB corrects its word.`,
        ]
      : []),
    ...(absent > 0
      ? [`${count(absent, 'practice')} of this ICB not in the file: theirs stays as it is.`]
      : []),
  ].join('\n');
}

function describeChange(change: AssignmentChange, role: Role): string {
  const { odsCode, name, changed, before, after, declared, standing } = change;
  const gone = before.filter((product) => !after.includes(product));
  const own = `the practice itself declared ${products(declared)} for ${role}`;
  return [
    `${odsCode} ${name}: ${changed ? `${products(before)} → ${products(after)}` : `${products(after)} already`}`,
    ...(gone.length > 0 ? [`${products(gone)} goes`] : []),
    ...(standing === 'contradictory' ? [`contradictory: ${own}`] : []),
    ...(standing === 'outweighed' ? [`does not count: ${own}, and its word comes first`] : []),
  ].join('; ');
}

function products(ids: readonly (ProductId | null)[]): string {
  return ids.length === 0 ? 'nothing supplied' : listed(ids.map((id) => id ?? 'none'));
}
