import type { Message } from './message.ts';

/**
 * The next messages to hand out, up to `limit`: each time one of the group with the fewest in
 * flight, so that no group's backlog holds up another's message; of several such, the oldest. AWS
 * does this only once a group is at work on a tenth of the queue; here every group takes its turn
 * from the start. Source: SQS developer guide, "How Amazon SQS fair queues work".
 * @param waiting oldest first
 */
export function inTurns<T extends { message: Message }>(
  waiting: readonly T[],
  inFlight: readonly Message[],
  limit: number,
): T[] {
  const ungrouped = waiting.every(({ message }) => message.groupId === undefined);
  if (ungrouped) return waiting.slice(0, limit);
  const groups = [...Map.groupBy(waiting.entries(), ([, { message }]) => groupOf(message))];
  const busy = Map.groupBy(inFlight, groupOf);
  const lines = groups.map(([group, line]) => ({ line, atWork: busy.get(group)?.length ?? 0 }));
  const taken: T[] = [];
  while (taken.length < limit) {
    const next = lines
      .filter(({ line }) => line.length > 0)
      .reduce<(typeof lines)[number] | undefined>(
        (first, each) => (first === undefined || isBefore(each, first) ? each : first),
        undefined,
      );
    const one = next?.line.shift();
    if (next === undefined || one === undefined) break;
    next.atWork += 1;
    taken.push(one[1]);
  }
  return taken;
}

interface Line {
  line: readonly (readonly [position: number, one: unknown])[];
  atWork: number;
}

/** Whether the first message of `one` comes before that of `other`. */
function isBefore(one: Line, other: Line): boolean {
  return (one.atWork - other.atWork || positionOf(one) - positionOf(other)) < 0;
}

function positionOf({ line }: Line): number {
  return line[0]?.[0] ?? Infinity;
}

/** A message without a group is one of its own, as on AWS. */
function groupOf({ groupId, id }: Message): string {
  return groupId ?? id;
}
