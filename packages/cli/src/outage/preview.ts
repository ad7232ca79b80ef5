import type { PreviewAnswer } from '@registry/contract';
import type { IcbCode, Outage } from '@registry/domain';
import { londonTime, MOST_TOLD } from '@registry/domain';
import { reachWords, troubleOf } from '../exposure/wording.ts';
import { count, figure, plainText } from '../terminal/wording.ts';
import { exerciseMark, nationalLines, ringList, stoppedLines, unknownLines } from './wording.ts';

/** What is in trouble, as it would be said. */
export type Trouble = Pick<Outage, 'products' | 'effects' | 'reach' | 'include'>;

/** Everything that a declaration or an update would do, of which nothing is done. */
export function previewText(
  preview: PreviewAnswer,
  { products, effects, reach, include }: Trouble,
  speaker: IcbCode,
): string {
  const { alerts, totals, unreachable, nationally } = preview;
  return [
    ...stoppedLines(preview.sending, new Date(preview.asOf)),
    `${exerciseMark(preview)}Preview: nothing is declared, nobody is told.`,
    `${troubleOf({ products, effects })} may affect ${count(totals.hit, 'practice')}. Reach: ${reachWords(reach, products.length)}.`,
    ...unknownLines(totals, { include }),
    ...nationalLines(nationally, new Date(preview.asOf)),
    `To be told: ${figure(alerts.sms)} by SMS, ${figure(alerts.email)} by email.`,
    ...(unreachable.length > 0
      ? [
          `${count(unreachable.length, 'practice')} no message can reach:`,
          ...(preview.hasProfile === null ? byIcb(unreachable) : ringList(unreachable)),
        ]
      : []),
    ...toConfirm(preview),
    ...whatTextsTake(preview),
    ...whenOut(preview),
    ...cautions(preview, speaker),
    ...samples(preview),
  ].join('\n');
}

/** What has to be confirmed, for whoever means it. */
function toConfirm({ confirmPractices, repeats }: PreviewAnswer): string[] {
  return [
    ...(confirmPractices === null
      ? []
      : [`It goes out only with --confirm-practices ${confirmPractices}.`]),
    ...(repeats === 0
      ? []
      : [
          `${count(repeats, 'practice')} had ${MOST_TOLD} messages or more in the last ten minutes: it goes out only with --confirm-repeat.`,
        ]),
  ];
}

/** NHS England sees no numbers to ring; each ICB does, of its own. */
function byIcb(unreachable: PreviewAnswer['unreachable']): string[] {
  const counts = new Map<IcbCode, number>();
  for (const { icb } of unreachable) counts.set(icb, (counts.get(icb) ?? 0) + 1);
  return [...counts].map(([icb, practices]) => `  in ${icb}: ${figure(practices)}`);
}

function whatTextsTake({ texts: { bySegments, segments, pence } }: PreviewAnswer): string[] {
  if (segments === 0) return [];
  const sizes = Object.entries(bySegments)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([size, texts]) => `${figure(texts)} of ${count(Number(size), 'segment')}`);
  const pounds = (pence / 100).toLocaleString('en-GB', { style: 'currency', currency: 'GBP' });
  return [`Texts: ${sizes.join(', ')}; ${count(segments, 'segment')} in all, about ${pounds}.`];
}

function whenOut({ allOut, perSecond }: PreviewAnswer): string[] {
  if (allOut === null) return ['No message would be sent.'];
  const { seconds } = allOut;
  const lasting =
    seconds < 120 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute');
  const by = londonTime(new Date(allOut.by));
  return [
    `Declared now, all would be out within about ${lasting}, by ${by}: ${perSecond.sms} SMS and ${perSecond.email} emails a second.`,
  ];
}

/** What a declarer would want to put right first. */
function cautions(
  { alerts, hasProfile, adviceLeftOut }: PreviewAnswer,
  speaker: IcbCode,
): string[] {
  if (alerts.sms + alerts.email === 0) return [];
  if (hasProfile === null)
    return [
      'Each ICB’s own profile, which NHS England does not see, adds its name, its number to ring and the advice it approves.',
    ];
  return [
    ...(hasProfile
      ? []
      : [
          `${speaker} has no profile, so messages give no number to ring. Put one: registry icb profile --icb ${speaker} --file profile.json`,
        ]),
    ...(adviceLeftOut.length > 0
      ? [
          `Left out until your ICB’s profile approves it: ${count(adviceLeftOut.length, 'piece')} of advice (${adviceLeftOut.join(', ')}).`,
        ]
      : []),
  ];
}

type Message = PreviewAnswer['messages'][number];

/** Real messages, of practices that are hit in different ways. */
function samples({ messages }: PreviewAnswer): string[] {
  if (messages.length === 0) return [];
  return [
    'Messages as they would be sent, but for the code in each, which is made when it goes:',
    ...messages.flatMap((message) => ['', headOf(message), indented(wordsOf(message))]),
  ];
}

function headOf({ channel, odsCode, practice, to, segments }: Message): string {
  const whom = plainText(`${to ?? 'a contact whom its ICB knows'}, at ${practice} (${odsCode})`);
  return channel === 'sms'
    ? `SMS to ${whom} (${count(segments ?? 0, 'segment')})`
    : `Email to ${whom}`;
}

function wordsOf({ subject, text }: Message): string {
  return subject === undefined ? text : `Subject: ${subject}\n\n${text}`;
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  | ${line}`.trimEnd())
    .join('\n');
}
