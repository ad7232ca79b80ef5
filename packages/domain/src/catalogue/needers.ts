/** Of each product or role, those that need it. */
export type Needers = ReadonlyMap<string, ReadonlySet<string>>;

/** Everything that a product's loss may come to; itself only when it stands in a loop. */
export function reachedFrom(id: string, needers: Needers): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const needer of needers.get(next) ?? []) {
      if (reached.has(needer)) continue;
      reached.add(needer);
      waiting.push(needer);
    }
  }
  return reached;
}
