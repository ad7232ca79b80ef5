import * as z from 'zod';

/** What the names in one stack's template stand for. */
export interface References {
  /** The value of `Ref`: a pseudo parameter, a parameter or a resource. */
  ref(name: string): unknown;
  /** The value of `Fn::GetAtt`. */
  attribute(logicalId: string, name: string): string;
  /** The value of `Fn::ImportValue`, of whichever stack exports it. */
  importValue(name: string): unknown;
  condition(name: string): boolean;
  /** The error for a reference that leads nowhere; the caller throws it. */
  lost(what: string): Error;
}

/**
 * The value with every CloudFormation intrinsic function in it worked out; `AWS::NoValue` removes
 * its property.
 * @throws Error with one sentence for a reference or function that cannot be resolved
 */
export function resolveValue(value: unknown, references: References): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => resolveValue(item, references))
      .filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only !== undefined && entries.length === 1) {
    const name = only[0];
    const argument: unknown = only[1];
    if (name === 'Ref' && argument === 'AWS::NoValue') return undefined;
    const intrinsic = INTRINSICS[name];
    // IAM statements have a `Condition` as well, but there it is an object.
    if (intrinsic !== undefined && !(name === 'Condition' && typeof argument !== 'string')) {
      return intrinsic(argument, references);
    }
    if (name.startsWith('Fn::')) {
      throw references.lost(`${name}, an intrinsic function that the local cloud does not know`);
    }
  }
  return Object.fromEntries(
    entries
      .map(([name, item]) => [name, resolveValue(item, references)] as const)
      .filter(([, item]) => item !== undefined),
  );
}

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Arguments come unresolved, because `Fn::If` must leave one of its branches alone. */
const INTRINSICS: Readonly<Record<string, (argument: unknown, references: References) => unknown>> =
  {
    Ref: (argument, references) => references.ref(z.string().parse(argument)),
    Condition: (argument, references) => references.condition(z.string().parse(argument)),
    'Fn::GetAtt': (argument, references) => {
      const parts =
        typeof argument === 'string' ? argument.split('.') : z.array(z.string()).parse(argument);
      return references.attribute(parts[0] ?? '', parts.slice(1).join('.'));
    },
    'Fn::Join': (argument, references) => {
      const resolved = resolveValue(argument, references);
      const [separator, parts] = z.tuple([z.string(), z.array(Scalar)]).parse(resolved);
      return parts.join(separator);
    },
    'Fn::Sub': (argument, references) => {
      if (typeof argument === 'string') return substitute(argument, {}, references);
      const [text, given] = z.tuple([z.string(), z.unknown()]).parse(argument);
      const variables = z.record(z.string(), Scalar).parse(resolveValue(given, references));
      return substitute(text, variables, references);
    },
    'Fn::Select': (argument, references) => {
      const resolved = resolveValue(argument, references);
      const [index, parts] = z.tuple([z.coerce.number(), z.array(z.unknown())]).parse(resolved);
      if (index >= parts.length)
        throw references.lost(`part ${index} of a list of ${parts.length}`);
      return parts[index];
    },
    'Fn::Split': (argument, references) => {
      const resolved = resolveValue(argument, references);
      const [separator, text] = z.tuple([z.string(), z.string()]).parse(resolved);
      return text.split(separator);
    },
    'Fn::ImportValue': (argument, references) =>
      references.importValue(z.string().parse(resolveValue(argument, references))),
    'Fn::If': (argument, references) => {
      const [name, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
      return resolveValue(references.condition(name) ? yes : no, references);
    },
    'Fn::Equals': (argument, references) => {
      const resolved = resolveValue(argument, references);
      const [left, right] = z.tuple([Scalar, Scalar]).parse(resolved);
      return String(left) === String(right);
    },
    'Fn::Not': (argument, references) => !booleans(argument, references)[0],
    'Fn::And': (argument, references) => booleans(argument, references).every(Boolean),
    'Fn::Or': (argument, references) => booleans(argument, references).some(Boolean),
  };

function booleans(argument: unknown, references: References): boolean[] {
  return z.array(z.boolean()).nonempty().parse(resolveValue(argument, references));
}

function substitute(
  text: string,
  variables: Readonly<Record<string, string | number | boolean>>,
  references: References,
): string {
  return text.replaceAll(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, inner: string) => {
    if (literal !== '') return `\${${inner}}`;
    const variable = variables[inner];
    if (variable !== undefined) return String(variable);
    const [id = '', ...rest] = inner.split('.');
    return rest.length === 0
      ? String(references.ref(id))
      : references.attribute(id, rest.join('.'));
  });
}
