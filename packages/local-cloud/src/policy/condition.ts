import type { Facts } from './facts.ts';
import { PolicyNotUnderstood } from './not-understood.ts';
import { arnFits, fits, parseArnPattern, parseExact, parsePattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';

/** One operator on one key: it must hold for its statement to apply. */
export interface Condition {
  /** Such as `ForAllValues:StringLike dynamodb:LeadingKeys`, for people. */
  label: string;
  holds: (facts: Facts) => boolean;
}

/** Whether one value of a call passes an operator's list of values. */
type Test = (value: string, facts: Facts) => boolean;

/**
 * The condition keys that this cloud supplies. Any other key would always be absent, and a slip in
 * a name would go unseen.
 */
const suppliedKeys =
  /^(aws:(principaltag\/.+|requesttag\/.+|tagkeys|principalarn|principalaccount|principalisawsservice|sourcearn|sourceaccount|securetransport)|dynamodb:(leadingkeys|attributes)|kms:(viaservice|calleraccount)|iam:passedtoservice|sts:rolesessionname)$/u;

const operatorForm = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/u;

/**
 * Reads one operator with one key and its values. Operators: StringEquals, StringNotEquals,
 * StringLike, StringNotLike (these also with ForAllValues or ForAnyValue), ArnEquals and ArnLike
 * (the same, as in IAM), Bool, each also with IfExists where there is no set prefix; and Null.
 * Source: IAM user guide, "Policy elements: condition operators".
 *
 * @throws PolicyNotUnderstood for any other operator, for a key that nothing here supplies, and for
 *   a value it cannot read
 */
export function parseCondition(
  operator: string,
  key: string,
  values: readonly string[],
  where: string,
): Condition {
  const [, set, name = '', ifExists] = operatorForm.exec(operator) ?? [];
  const label = `${operator} ${key}`;
  if (!suppliedKeys.test(key.toLowerCase())) {
    throw new PolicyNotUnderstood(where, `does not know the condition key ${key}.`);
  }
  if (operator === 'Null') return { label, holds: parseNull(key.toLowerCase(), values, where) };
  const test = parseTest(name, values, where);
  const setIsKnown = set === undefined || (name.startsWith('String') && ifExists === undefined);
  if (test === undefined || !setIsKnown) {
    throw new PolicyNotUnderstood(where, `does not know the condition operator ${operator}.`);
  }
  const absentHolds =
    set === 'ForAllValues' ||
    (set === undefined && (ifExists !== undefined || name.includes('Not')));
  return { label, holds: evaluator(key.toLowerCase(), set, test, absentHolds) };
}

function evaluator(key: string, set: string | undefined, test: Test, absentHolds: boolean) {
  return (facts: Facts): boolean => {
    const found = facts.find(key);
    if (found === undefined) return absentHolds;
    const values = typeof found === 'string' ? [found] : found;
    if (set === 'ForAllValues') return values.every((value) => test(value, facts));
    if (set === 'ForAnyValue') return values.some((value) => test(value, facts));
    // A list without a set prefix never matches, whatever the operator.
    return typeof found === 'string' && test(found, facts);
  };
}

function parseTest(name: string, values: readonly string[], where: string): Test | undefined {
  switch (name) {
    case 'StringEquals':
      return someFit(values.map((value) => parseExact(value, where)));
    case 'StringLike':
      return someFit(values.map((value) => parsePattern(value, where)));
    case 'StringNotEquals':
      return noneFits(values.map((value) => parseExact(value, where)));
    case 'StringNotLike':
      return noneFits(values.map((value) => parsePattern(value, where)));
    case 'ArnEquals':
    case 'ArnLike': {
      const arns = values.map((value) => parseArnPattern(value, where));
      return (value, facts) => arns.some((arn) => arnFits(arn, value, facts.single));
    }
    case 'Bool': {
      const wanted = values.map((value) => parseBoolean(value, where));
      return (value) => wanted.includes(value.toLowerCase());
    }
    default:
      return undefined;
  }
}

function someFit(patterns: readonly Pattern[]): Test {
  return (value, facts) => patterns.some((each) => fits(each, value, facts.single) === true);
}

/** Holds only if every value is known and does not fit: an unresolved variable voids it. */
function noneFits(patterns: readonly Pattern[]): Test {
  return (value, facts) => patterns.every((each) => fits(each, value, facts.single) === false);
}

function parseNull(key: string, values: readonly string[], where: string) {
  const wanted = values.map((value) => parseBoolean(value, where) === 'true');
  return (facts: Facts): boolean => wanted.includes(facts.find(key) === undefined);
}

function parseBoolean(value: string, where: string): string {
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower;
  throw new PolicyNotUnderstood(where, `${value} is neither true nor false.`);
}
