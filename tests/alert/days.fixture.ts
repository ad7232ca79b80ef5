import { catalogue as national } from '@registry/catalogue';
import type {
  AlertedPractice,
  Catalogue,
  MessageFacts,
  RecordedRole,
  Role,
} from '@registry/domain';
import {
  affectedOf,
  createAssess,
  IcbProfile,
  messageFacts,
  Outage,
  OutageNote,
  OutageUpdate,
  OwnProductDescription,
  ownProduct,
  ProductId,
  replyAddress,
  withOwnProducts,
} from '@registry/domain';
import { outage as outageOf, totals } from '@registry/testing';

/** One thing said in the course of a day. */
interface Said {
  at: string;
  status: 'open' | 'recovering' | 'resolved';
  message: string;
  shortMessage?: string;
  nextUpdateAt?: string;
  /** What was done or said by others by then. */
  action?: string;
  statement?: { by: string; text: string };
  /** What the practice answers after this. */
  answers?: 'down' | 'working' | 'back';
}

/** A standard day: what is in trouble, at which practice, and what is said. */
export interface Day {
  title: string;
  outage: object;
  /** Products of the practice by role. */
  uses: Partial<Record<Role, string[]>>;
  said: readonly Said[];
}

const firewall = ownProduct(
  ProductId.parse('qzz.county-firewall'),
  OwnProductDescription.parse({
    name: 'County firewall',
    supplier: 'Fictional Networks',
    roles: ['network'],
  }),
  1,
);
const catalogue: Catalogue = withOwnProducts(national, [firewall]);
const profile = IcbProfile.parse({
  sender: 'NHS Fictional Vale',
  phone: '01632 960100',
  approvedAdvice: catalogue.advice.map(({ id }) => ({
    id,
    by: 'Dr Fictional',
    on: '2026-01-01',
    reviewBy: '2027-06-30',
  })),
});

/** What the practice is sent in the course of a day: the facts of each message, in order. */
export function messagesOf(day: Day): MessageFacts[] {
  const outage = outageOf({ declaredAt: day.said[0]?.at, ...day.outage });
  const notes: OutageNote[] = [];
  let practice = practiceOf(day, outage);
  return day.said.map((said, index) => {
    notes.push(...notesOf(said));
    const facts = messageFacts({
      outage: Outage.parse({ ...outage, status: said.status }),
      update: updateOf(said, index + 1),
      notes,
      practice,
      icb: { name: 'NHS Fictional Vale Integrated Care Board', profile },
      catalogue,
      reply: replyAddress('https://registry.example.nhs.uk/api', 'ABCDEFGHJKMNPQRS'),
      now: new Date(said.at),
    });
    practice = afterwards(practice, said, index + 1);
    return facts;
  });
}

function updateOf(said: Said, number: number): OutageUpdate {
  const { at, status, message, shortMessage, nextUpdateAt } = said;
  return OutageUpdate.parse({
    number,
    status,
    message,
    ...(shortMessage !== undefined && { shortMessage }),
    at,
    by: 'QZZ',
    notify: 'all',
    ...(nextUpdateAt !== undefined && { nextUpdateAt }),
    totals: totals(),
  });
}

function notesOf({ at, action, statement }: Said): OutageNote[] {
  return [
    ...(action === undefined ? [] : [{ kind: 'action', at, by: 'QZZ', text: action }]),
    ...(statement === undefined ? [] : [{ kind: 'statement', at, ...statement }]),
  ].map((note) => OutageNote.parse(note));
}

function afterwards(practice: AlertedPractice, said: Said, update: number): AlertedPractice {
  const { at, answers } = said;
  const reply = answers && { at, by: 'Sam Fictional', update, late: false, down: answers };
  return {
    ...practice,
    firstSentAt: practice.firstSentAt ?? at,
    replies: [...practice.replies, ...(reply ? [reply] : [])],
  };
}

function practiceOf({ uses, said }: Day, outage: Outage): AlertedPractice {
  const recorded = Object.entries(uses).map(([role, products]): RecordedRole => ({
    role: role as Role,
    products: products.map((id) => ProductId.parse(id)),
    contradictory: false,
    provenance: 'declared',
  }));
  const affected = affectedOf(outage.products, outage.effects);
  const assess = createAssess(catalogue, affected, said[0]!.at.slice(0, 10));
  const { impacts, effect } = assess(recorded);
  return {
    odsCode: 'Z99001' as AlertedPractice['odsCode'],
    name: 'Fictional Harbour Surgery',
    effect: effect!,
    impacts: [...impacts],
    channels: ['sms', 'email'],
    publishedUpdate: 1,
    told: [],
    replies: [],
  };
}
