import * as z from 'zod';
import { Effect, ProductId } from '../catalogue/catalogue.ts';
import { IcbCode, IsoInstant, OdsCode } from '../words/codes.ts';
import { ThenAndNow } from '../exposure/then-and-now.ts';
import { Down, PracticeStatus, Reach, Totals } from '../exposure/answer.ts';

/** Id of an outage: a ULID, so that ids sort by when they were declared. */
export const OutageId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'should be an outage’s id, 26 letters and digits')
  .brand('OutageId');
/** Id of an outage. */
export type OutageId = z.infer<typeof OutageId>;

/** `open`: in trouble; `recovering`: coming back, "back for you?"; `resolved`: all clear. */
export const OutageStatus = z.enum(['open', 'recovering', 'resolved']);
/** Where an outage stands. */
export type OutageStatus = z.infer<typeof OutageStatus>;

/** Whom an update is sent to: by SMS and email, by email alone, nobody. */
export const Notify = z.enum(['all', 'email', 'none']);
/** Whom an update is sent to. */
export type Notify = z.infer<typeof Notify>;

/** How badly products are in trouble, by product. */
const Effects = z.record(ProductId, Effect);

const message = z.string().trim().min(1, 'should say what is known').max(1000);

/** What `POST /outages` takes. */
export const Declaration = z
  .strictObject({
    products: z.array(ProductId).min(1, 'should name at least one product').max(20),
    title: z.string().trim().min(1, 'should be a title people recognise').max(100),
    message,
    severity: z.enum(['critical', 'major', 'minor']),
    /** How badly each product is in trouble; `unavailable` where left out. */
    effects: Effects.default({}),
    /** How many of the products' users are touched. */
    reach: Reach.default('unknown'),
    cause: z.enum(['unknown', 'fault', 'cyber', 'planned']).default('unknown'),
    nextUpdateAt: IsoInstant.optional(),
    /** What practices may tell their patients, word for word. */
    publicMessage: z.string().trim().min(1).max(500).optional(),
    /** ICBs in scope of a national outage; all when left out. For NHS England only. */
    icbs: z.array(IcbCode).min(1).optional(),
    /** Practices in scope; all that are hit when left out. */
    practices: z.array(OdsCode).min(1).max(2000).optional(),
    /** True for an exercise: every message says so first. */
    exercise: z.boolean().default(false),
    notify: Notify.default('all'),
    /** Must equal the number of practices hit when that is more than 50. */
    confirmPractices: z.int().min(0).optional(),
  })
  .refine(
    ({ products, effects }) =>
      Object.keys(effects).every((id) => products.some((one) => one === id)),
    { path: ['effects'], message: 'should name only products that are in products' },
  );
/** What `POST /outages` takes. */
export type Declaration = z.infer<typeof Declaration>;

/** What `POST /outages/{id}/updates` takes. */
export const NewUpdate = z.strictObject({
  status: OutageStatus,
  message,
  nextUpdateAt: IsoInstant.optional(),
  notify: Notify.default('all'),
});
/** What `POST /outages/{id}/updates` takes. */
export type NewUpdate = z.infer<typeof NewUpdate>;

/** Something done centrally, such as "eConsult: ICB switched off at 09:40, you need do nothing". */
export const NewAction = z.strictObject({ text: z.string().trim().min(1).max(300) });
/** What somebody else says, such as the supplier, with its source. */
export const NewStatement = z.strictObject({
  by: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(1000),
  source: z.string().trim().min(1).max(300).optional(),
});

/** One numbered update of an outage, as stored and shown. */
export const OutageUpdate = z.strictObject({
  number: z.int().min(1),
  status: OutageStatus,
  message: z.string(),
  at: IsoInstant,
  /** ODS code of who said it: the ICB, or X26. */
  by: IcbCode,
  notify: Notify,
  nextUpdateAt: IsoInstant.optional(),
  /** Exposure as it was then. */
  totals: Totals,
  /** When every practice's row was written and published; absent until then. */
  raisedAt: IsoInstant.optional(),
});
/** One numbered update of an outage. */
export type OutageUpdate = z.infer<typeof OutageUpdate>;

/** An action taken or a statement by others, as stored and shown. */
export const OutageNote = z.strictObject({
  kind: z.enum(['action', 'statement']),
  at: IsoInstant,
  by: z.string(),
  text: z.string(),
  source: z.string().optional(),
});
/** An action taken or a statement by others. */
export type OutageNote = z.infer<typeof OutageNote>;

/** An outage as one ICB (or NHS England) sees it. */
export const Outage = z.strictObject({
  id: OutageId,
  /** The tenant that holds this copy, and its name. */
  icb: IcbCode,
  icbName: z.string(),
  /** Who declared it: the ICB itself, or X26 for a national outage. */
  declaredBy: IcbCode,
  declaredAt: IsoInstant,
  products: z.array(ProductId).min(1),
  title: z.string(),
  severity: Declaration.shape.severity,
  effects: Effects.default({}),
  reach: Reach,
  cause: z.enum(['unknown', 'fault', 'cyber', 'planned']),
  publicMessage: z.string().optional(),
  icbs: z.array(IcbCode).optional(),
  practices: z.array(OdsCode).optional(),
  exercise: z.boolean(),
  status: OutageStatus,
  nextUpdateAt: IsoInstant.optional(),
  /** Number of its latest update. */
  lastUpdate: z.int().min(1),
  /** Exposure at the latest update. */
  totals: Totals,
  resolvedAt: IsoInstant.optional(),
});
/** An outage as one ICB (or NHS England) sees it. */
export type Outage = z.infer<typeof Outage>;

/** What `POST /outages` answers. */
export const DeclareAnswer = z.strictObject({
  outage: Outage,
  totals: Totals,
  /** Path of the board under the API: `/outages/{id}/practices`. */
  board: z.string(),
  /** Practices to be told, by channel, and those whom no message can reach. */
  alerts: z.strictObject({ sms: z.int(), email: z.int(), unreachable: z.int() }),
});
/** What `POST /outages` answers. */
export type DeclareAnswer = z.infer<typeof DeclareAnswer>;

/** What `GET /outages/{id}` answers: the outage and its story, oldest first. */
export const OutageView = z.strictObject({
  outage: Outage,
  updates: z.array(OutageUpdate),
  notes: z.array(OutageNote),
});
/** What `GET /outages/{id}` answers. */
export type OutageView = z.infer<typeof OutageView>;

/** What `POST /reply/{token}` takes. At least one of `down` and `status`. */
export const Reply = z
  .strictObject({
    down: Down.optional(),
    status: PracticeStatus.optional(),
    needs: z.string().trim().max(200).optional(),
    /** No patient details: the page says so. */
    note: z.string().trim().max(200, 'should be 200 characters at most').optional(),
  })
  .refine(({ down, status }) => down !== undefined || status !== undefined, {
    message: 'should say whether it is down for you (down) or how you are (status)',
  });
/** What a practice answers. */
export type Reply = z.infer<typeof Reply>;

/** One answer of a practice, kept with its time; none is ever overwritten. */
export const ReplyGiven = z.strictObject({
  ...Reply.shape,
  at: IsoInstant,
  /** Name and role of the contact whose link it was. */
  by: z.string(),
  /** The update that the link came with. */
  update: z.int().min(1),
  /** True when given after the outage was resolved. */
  late: z.boolean(),
});
/** One answer of a practice. */
export type ReplyGiven = z.infer<typeof ReplyGiven>;

/** A practice in an outage, as the alerts table has it. */
export const AlertedPractice = z.strictObject({
  odsCode: OdsCode,
  name: z.string(),
  effect: Effect,
  /** Chains by which it is hit, as exposure explained them when it was raised. */
  impacts: z.array(
    z.strictObject({
      role: z.string(),
      product: z.string(),
      effect: Effect,
      because: z.array(z.string()),
      advice: z.array(z.string()),
    }),
  ),
  /** Public switchboard, for ringing. */
  switchboard: z.string().optional(),
  channels: z.array(z.enum(['sms', 'email'])),
  /** Number of the latest update published for it. */
  publishedUpdate: z.int().min(0),
  publishedAt: IsoInstant.optional(),
  firstSentAt: IsoInstant.optional(),
  failedAt: IsoInstant.optional(),
  replies: z.array(ReplyGiven),
});
/** A practice in an outage. */
export type AlertedPractice = z.infer<typeof AlertedPractice>;

/** One row of the live board, `GET /outages/{id}/practices`. */
export const BoardRow = z.strictObject({
  odsCode: OdsCode,
  name: z.string(),
  state: z.literal('hit'),
  effect: Effect,
  alert: z.enum(['pending', 'sent', 'failed', 'unreachable']),
  firstSentAt: IsoInstant.nullable(),
  acknowledgedAt: IsoInstant.nullable(),
  answeredBy: z.string().nullable(),
  late: z.boolean(),
  down: Down.nullable(),
  status: PracticeStatus.nullable(),
  needs: z.string().nullable(),
  note: z.string().nullable(),
  chase: z.strictObject({
    /** `none` once it has answered; `ring` when nobody can be messaged; `waiting` otherwise. */
    state: z.enum(['none', 'waiting', 'ring']),
    numbers: z.array(z.string()),
  }),
});
/** One row of the live board. */
export type BoardRow = z.infer<typeof BoardRow>;

/** What `GET /outages/{id}/practices` answers. */
export const Board = z.strictObject({
  outage: Outage,
  counts: z.strictObject({
    exposed: z.int(),
    confirmedDown: z.int(),
    working: z.int(),
    notHeard: z.int(),
    unreachable: z.int(),
  }),
  /** Null for an outage whose exposure was not kept. */
  exposure: ThenAndNow.nullable(),
  practices: z.array(BoardRow),
});
/** What `GET /outages/{id}/practices` answers. */
export type Board = z.infer<typeof Board>;

/** An ICB's profile, `PUT /icbs/{code}`: who it is when it speaks. */
export const IcbProfile = z.strictObject({
  /** Name practices know it by, at the head of every message: "NHS Kent and Medway". */
  sender: z.string().trim().min(1).max(40),
  /** Number practices know to ring in an outage. */
  phone: z.string().trim().min(1).max(30),
  /** Advice of the catalogue that a named approver of this ICB lets be sent to its practices. */
  approvedAdvice: z
    .array(
      z.strictObject({
        id: z.string(),
        by: z.string().min(1),
        on: z.iso.date(),
        reviewBy: z.iso.date(),
      }),
    )
    .default([]),
});
/** An ICB's profile. */
export type IcbProfile = z.infer<typeof IcbProfile>;

/** One alert as published to the alerts topic: which update, for which practice. No contact details. */
export const AlertMessage = z.strictObject({
  icb: IcbCode,
  outage: OutageId,
  update: z.int().min(1),
  odsCode: OdsCode,
  /** 1 for the first wave; later steps go to later contacts. */
  step: z.int().min(1),
});
/** One alert as published to the alerts topic. */
export type AlertMessage = z.infer<typeof AlertMessage>;
