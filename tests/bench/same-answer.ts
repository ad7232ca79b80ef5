/**
 * Where two JSON values first differ, such as `$.totals.hit: 3 and 4`; undefined when they are the
 * same but for the order of keys and the fields `except`, at whatever depth.
 */
export function firstDifference(
  one: unknown,
  other: unknown,
  except: readonly string[],
  path = '$',
): string | undefined {
  if (Array.isArray(one) && Array.isArray(other)) {
    const length = `${path}.length`;
    if (one.length !== other.length) return `${length}: ${one.length} and ${other.length}`;
    return first(one.keys(), (at) => firstDifference(one[at], other[at], except, `${path}[${at}]`));
  }
  if (isObject(one) && isObject(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return first(keys, (key) =>
      except.includes(key)
        ? undefined
        : firstDifference(one[key], other[key], except, `${path}.${key}`),
    );
  }
  return one === other ? undefined : `${path}: ${short(one)} and ${short(other)}`;
}

function first<T>(each: Iterable<T>, find: (value: T) => string | undefined): string | undefined {
  for (const value of each) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
