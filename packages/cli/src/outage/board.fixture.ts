import { Board, BoardRow } from '@registry/domain';

const nobodyRings = { claimedBy: null, claimedAt: null, rungAt: null, rungBy: null, times: 0 };

/** How a practice is to be rung, but for what the case changes. */
export function chase(changes: object): BoardRow['chase'] {
  return BoardRow.shape.chase.parse({ state: 'none', numbers: [], ...nobodyRings, ...changes });
}

/** A practice on the board, told and not heard, but for what the case changes. */
export function row(odsCode: string, changes: object = {}): BoardRow {
  return BoardRow.parse({
    odsCode,
    name: 'Invented Surgery',
    listSize: 9000,
    state: 'hit',
    effect: 'unavailable',
    alert: 'sent',
    waiting: null,
    firstSentAt: '2024-07-19T06:46:00Z',
    deliveredAt: null,
    told: [],
    acknowledgedAt: null,
    answeredBy: null,
    heardBy: null,
    late: false,
    uses: null,
    down: null,
    status: null,
    needs: null,
    note: null,
    chase: chase({ state: 'waiting' }),
    ...changes,
  });
}

/** A board, of which nothing is counted but what the case says. */
export function boardWith({
  counts = {},
  ...more
}: {
  outage: object;
  counts?: object;
  exposure?: object | null;
  practices?: readonly object[];
}): Board {
  return Board.parse({
    sending: { stopped: false, stops: [] },
    exposure: null,
    practices: [],
    counts: {
      exposed: 0,
      asked: 0,
      confirmedDown: 0,
      working: 0,
      notHeard: 0,
      unreachable: 0,
      waiting: 0,
      delivered: 0,
      toRing: 0,
      ...counts,
    },
    ...more,
  });
}
