import { PolicyNotUnderstood } from './not-understood.ts';

/**
 * Gives a policy variable's value in one call; nothing when the key is absent or has several
 * values.
 */
export type Resolve = (key: string) => string | undefined;

type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'wildcard'; source: '.*' | '.' }
  | { kind: 'variable'; key: string; fallback: string | undefined };

/** A string of a policy, ready to be held against a value of a call. */
export interface Pattern {
  pieces: readonly Piece[];
  /** Made once where there is no variable. */
  matcher: RegExp | undefined;
}

/**
 * An ARN pattern, held against an ARN part by part, so that a wildcard never reaches into the next
 * part.
 */
export type ArnPattern = readonly Pattern[];

const token = /\$\{[^}]*\}|[*?]|\$|[^$*?]+/gu;
const variable = /^([A-Za-z0-9-]+:[A-Za-z0-9 _.:/=+@-]+?)\s*(?:,\s*'([^']*)'\s*)?$/u;

/**
 * Reads a policy string with wildcards: `*`, `?`, and the variables that {@link parseExact} reads.
 *
 * @throws PolicyNotUnderstood for anything else between `${` and `}`
 */
export function parsePattern(source: string, where: string): Pattern {
  const wildcardOrPiece = (text: string): Piece => {
    if (text === '*') return { kind: 'wildcard', source: '.*' };
    if (text === '?') return { kind: 'wildcard', source: '.' };
    return parsePiece(text, where);
  };
  return parsePieces(source, wildcardOrPiece, where);
}

/**
 * Reads a policy string in which `*` and `?` stand for themselves, with the variables `${key}`,
 * `${key, 'default'}`, `${*}`, `${?}` and `${$}`.
 * Source: IAM user guide, "Policy elements: variables and tags".
 *
 * @throws PolicyNotUnderstood for anything else between `${` and `}`
 */
export function parseExact(source: string, where: string): Pattern {
  return parsePieces(source, (text) => parsePiece(text, where), where);
}

function parsePieces(source: string, parse: (text: string) => Piece, where: string): Pattern {
  const pieces = (source.match(token) ?? []).map(parse);
  if (source.replaceAll(/\$\{[^}]*\}/gu, '').includes('${')) {
    throw new PolicyNotUnderstood(where, `a variable is not closed by } in ${source}.`);
  }
  const hasVariable = pieces.some(({ kind }) => kind === 'variable');
  return { pieces, matcher: hasVariable ? undefined : compile(pieces, () => undefined) };
}

function parsePiece(text: string, where: string): Piece {
  if (!text.startsWith('${')) return { kind: 'text', text };
  const inside = text.slice(2, -1);
  if (['*', '?', '$'].includes(inside)) return { kind: 'text', text: inside };
  const [, key, fallback] = variable.exec(inside) ?? [];
  if (key === undefined) {
    throw new PolicyNotUnderstood(where, `does not know the variable ${text}.`);
  }
  return { kind: 'variable', key, fallback };
}

function compile(pieces: readonly Piece[], resolve: Resolve): RegExp | undefined {
  let source = '';
  for (const piece of pieces) {
    if (piece.kind === 'wildcard') source += piece.source;
    else {
      const text = piece.kind === 'text' ? piece.text : (resolve(piece.key) ?? piece.fallback);
      if (text === undefined) return undefined;
      source += text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
    }
  }
  return matcherOf(`^${source}$`);
}

/**
 * Matchers made lately: one call asks the same of many keys. All are forgotten past this many, as
 * tenants come and go.
 */
const REMEMBERED = 2_000;
const remembered = new Map<string, RegExp>();

function matcherOf(source: string): RegExp {
  const known = remembered.get(source);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED) remembered.clear();
  const made = new RegExp(source, 'su');
  remembered.set(source, made);
  return made;
}

/**
 * Whether the value fits; nothing when the pattern holds a variable that has no value in this call.
 */
export function fits(pattern: Pattern, value: string, resolve: Resolve): boolean | undefined {
  return (pattern.matcher ?? compile(pattern.pieces, resolve))?.test(value);
}

/**
 * Reads an ARN pattern of six parts, `arn:partition:service:region:account:resource`.
 *
 * @throws PolicyNotUnderstood when it has fewer parts
 */
export function parseArnPattern(source: string, where: string): ArnPattern {
  const hidden = source.replaceAll(/\$\{[^}]*\}/gu, (text) => text.replaceAll(':', '\0'));
  const parts = splitArn(hidden);
  if (parts?.[0] !== 'arn') {
    throw new PolicyNotUnderstood(
      where,
      `${source} is no ARN: arn:partition:service:region:account:resource would be.`,
    );
  }
  return parts.map((part) => parsePattern(part.replaceAll('\0', ':'), where));
}

/**
 * Whether the ARN fits, part by part; a variable without a value, or a value that is no ARN, does
 * not.
 */
export function arnFits(pattern: ArnPattern, arn: string, resolve: Resolve): boolean {
  const parts = splitArn(arn);
  return (
    parts !== undefined &&
    pattern.every((part, index) => fits(part, parts[index] ?? '', resolve) === true)
  );
}

function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
