import * as z from 'zod';
import {
  Advice,
  AlertedPractice,
  IsoInstant,
  OdsCode,
  OutageId,
  OutageStatus,
  Reply,
  ReplyGiven,
} from '@registry/domain';
import { openOperation, unused } from '../operation.ts';

/** What whoever holds a link sees: `GET /reply/{token}` as JSON. */
export const ReplyAnswer = z.strictObject({
  practice: z.strictObject({ odsCode: OdsCode, name: z.string() }),
  outage: z.strictObject({
    id: OutageId,
    title: z.string(),
    status: OutageStatus,
    exercise: z.boolean(),
    publicMessage: z.string().optional(),
  }),
  /** Who speaks, and the number practices know to ring. */
  from: z.strictObject({ name: z.string(), phone: z.string().optional() }),
  impacts: AlertedPractice.shape.impacts,
  /** What may be sent, and no more. */
  advice: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      by: Advice.shape.by,
      onRecovery: z.string().optional(),
    }),
  ),
  update: z.strictObject({
    number: z.int(),
    message: z.string(),
    at: IsoInstant,
    nextUpdateAt: IsoInstant.optional(),
  }),
  actions: z.array(z.strictObject({ at: IsoInstant, text: z.string() })),
  statements: z.array(
    z.strictObject({
      at: IsoInstant,
      by: z.string(),
      text: z.string(),
      source: z.string().optional(),
    }),
  ),
  /** The practice's latest answer. */
  answer: ReplyGiven.nullable(),
});
/** What whoever holds a link sees. */
export type ReplyAnswer = z.infer<typeof ReplyAnswer>;

const path = z.object({ token: z.string() });
const page = { description: 'A page', isPage: true } as const;
const seen = {
  description: 'What is known, as JSON or as a page',
  body: ReplyAnswer,
  alsoPage: true,
} as const;
const onwards = { description: 'Where to go on', headers: { Location: 'The page of the alert' } };

/** `GET /reply`. */
export const enterCode = openOperation('GET /reply', {
  summary: 'The page to type the code of a message, which leads to its alert',
  path: unused,
  query: z.object({ code: z.string().optional() }),
  body: unused,
  answers: { 200: page, 303: onwards, 400: page },
  servesPages: true,
  problems: [],
});

/** `GET /reply/{token}`. */
export const showReply = openOperation('GET /reply/{token}', {
  summary: 'What whoever holds a link sees; opening changes nothing',
  path,
  query: unused,
  body: unused,
  heeds: ['Accept'],
  answers: { 200: seen },
  servesPages: true,
  problems: ['not-found'],
});

/** `POST /reply/{token}`. */
export const takeReply = openOperation('POST /reply/{token}', {
  summary: 'An answer of whoever holds a link, as JSON or as the page’s form',
  path,
  query: unused,
  body: Reply,
  bodyExample: { down: 'down', status: 'coping', note: 'We work on paper.' },
  heeds: ['Accept'],
  answers: { 200: seen, 303: onwards },
  servesPages: true,
  problems: ['not-found', 'invalid', 'not-json', 'too-many-answers'],
});
