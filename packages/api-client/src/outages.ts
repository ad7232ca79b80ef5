import type { PreviewBody } from '@registry/contract';
import {
  DeclareAnswer,
  OutageList,
  OutageView,
  PreviewAnswer,
  RedriveAnswer,
  UpdateAnswer,
} from '@registry/contract';
import type {
  Holding,
  NewAction,
  NewDeclaration,
  NewStatement,
  NewUpdate,
  Reopening,
  Ringing,
  StopSwitch,
  TelephoneAnswer,
  Withdrawal,
} from '@registry/domain';
import type { Outage } from '@registry/domain';
import { Board, BoardRow, IcbProfile, OutageNote, Sending, Sitrep } from '@registry/domain';
import type * as z from 'zod';
import type { Caller } from './call.ts';
import { csvIn, etagOf, parsed, segment } from './call.ts';

/** A key that makes saying something twice as good as saying it once. */
interface Once {
  idempotencyKey: string;
}

/** An ICB's profile with the ETag to send back as `ifMatch`. */
interface TaggedProfile {
  profile: IcbProfile;
  etag: string;
}

/** Outages of the caller's own ICB, or of NHS England; and the ICB's profile. */
export interface OutageApi {
  /** All that a declaration or an update would do, of which nothing is done. */
  previewOutage(body: z.input<typeof PreviewBody>): Promise<PreviewAnswer>;
  declareOutage(body: z.input<typeof NewDeclaration>, once: Once): Promise<DeclareAnswer>;
  /** Latest first. */
  listOutages(): Promise<Outage[]>;
  readOutage(id: string): Promise<OutageView>;
  /** The outage as it is after the update. */
  addUpdate(id: string, body: z.input<typeof NewUpdate>, once: Once): Promise<Outage>;
  /** The outage as it is then. */
  reopenOutage(id: string, body: z.input<typeof Reopening>, once: Once): Promise<Outage>;
  /** The outage as it is then. */
  withdrawOutage(id: string, body: z.input<typeof Withdrawal>, once: Once): Promise<Outage>;
  /** How many alerts go out again. */
  redriveOutage(id: string): Promise<RedriveAnswer>;
  /** The outage as it is then. */
  holdOutage(id: string, body: z.input<typeof Holding>): Promise<Outage>;
  addAction(id: string, body: z.input<typeof NewAction>, once: Once): Promise<OutageNote>;
  addStatement(id: string, body: z.input<typeof NewStatement>, once: Once): Promise<OutageNote>;
  board(id: string): Promise<Board>;
  /** What practices said, counted; for NHS England by ICB. */
  sitrep(id: string): Promise<Sitrep>;
  /** The same as CSV, with its byte order mark. */
  sitrepCsv(id: string): Promise<string>;
  /** The practice's row of the board as it then is. */
  hearByTelephone(
    id: string,
    odsCode: string,
    body: z.input<typeof TelephoneAnswer>,
    once: Once,
  ): Promise<BoardRow>;
  /** Says who is ringing a practice; its row of the board as it then is. */
  claimPractice(
    id: string,
    odsCode: string,
    body: z.input<typeof Ringing>,
    once: Once,
  ): Promise<BoardRow>;
  /** Writes down that it was rung in vain. */
  practiceRung(
    id: string,
    odsCode: string,
    body: z.input<typeof Ringing>,
    once: Once,
  ): Promise<BoardRow>;
  /** Whether messages are stopped, by whom and why. */
  readSending(): Promise<Sending>;
  /** Stops the caller's messages, for NHS England everybody's, or lets them go on. */
  moveStopSwitch(body: z.input<typeof StopSwitch>): Promise<Sending>;
  readProfile(code: string): Promise<TaggedProfile>;
  /** `profile` is in IcbProfile's form; the API checks it and says what is wrong. */
  putProfile(code: string, profile: object, options?: { ifMatch?: string }): Promise<TaggedProfile>;
}

/** The calls that concern outages. */
export function createOutageApi(call: Caller): OutageApi {
  const say = (path: string, body: object, { idempotencyKey }: Once): Promise<Response> =>
    call('POST', path, { body, headers: { 'idempotency-key': idempotencyKey } });
  const under = (id: string, what: string): string => `/outages/${segment(id)}${what}`;
  return {
    previewOutage: async (body) =>
      parsed(PreviewAnswer, await call('POST', '/outages/preview', { body })),
    declareOutage: async (body, once) => parsed(DeclareAnswer, await say('/outages', body, once)),
    listOutages: async () => (await parsed(OutageList, await call('GET', '/outages'))).outages,
    readOutage: async (id) => parsed(OutageView, await call('GET', under(id, ''))),
    addUpdate: async (id, body, once) =>
      (await parsed(UpdateAnswer, await say(under(id, '/updates'), body, once))).outage,
    reopenOutage: async (id, body, once) =>
      (await parsed(UpdateAnswer, await say(under(id, '/reopen'), body, once))).outage,
    withdrawOutage: async (id, body, once) =>
      (await parsed(UpdateAnswer, await say(under(id, '/withdraw'), body, once))).outage,
    redriveOutage: async (id) => parsed(RedriveAnswer, await call('POST', under(id, '/redrive'))),
    holdOutage: async (id, body) =>
      (await parsed(UpdateAnswer, await call('PUT', under(id, '/hold'), { body }))).outage,
    addAction: async (id, body, once) =>
      parsed(OutageNote, await say(under(id, '/actions'), body, once)),
    addStatement: async (id, body, once) =>
      parsed(OutageNote, await say(under(id, '/statements'), body, once)),
    board: async (id) => parsed(Board, await call('GET', under(id, '/practices'))),
    sitrep: async (id) => parsed(Sitrep, await call('GET', under(id, '/sitrep'))),
    sitrepCsv: async (id) => {
      const headers = { accept: 'text/csv' };
      return csvIn(await call('GET', under(id, '/sitrep?format=csv'), { headers }));
    },
    hearByTelephone: async (id, odsCode, body, once) =>
      parsed(BoardRow, await say(under(id, `/practices/${segment(odsCode)}/answer`), body, once)),
    claimPractice: async (id, odsCode, body, once) =>
      parsed(BoardRow, await say(under(id, `/practices/${segment(odsCode)}/claim`), body, once)),
    practiceRung: async (id, odsCode, body, once) =>
      parsed(BoardRow, await say(under(id, `/practices/${segment(odsCode)}/rung`), body, once)),
    readSending: async () => parsed(Sending, await call('GET', '/sending')),
    moveStopSwitch: async (body) => parsed(Sending, await call('PUT', '/sending', { body })),
    readProfile: async (code) => tagged(await call('GET', `/icbs/${segment(code)}`)),
    putProfile: async (code, profile, { ifMatch } = {}) =>
      tagged(
        await call('PUT', `/icbs/${segment(code)}`, {
          body: profile,
          // Done twice, the second would be told that the profile has changed since.
          repeatable: ifMatch === undefined,
          ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
        }),
      ),
  };
}

async function tagged(answer: Response): Promise<TaggedProfile> {
  const etag = etagOf(answer);
  return { profile: await parsed(IcbProfile, answer), etag };
}
