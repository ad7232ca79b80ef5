import type { MessageFacts, ReplyGiven } from '@registry/domain';
import {
  declaredTrouble,
  headlineOf,
  hitHeading,
  hitWords,
  londonTimeSeenAt,
} from '@registry/domain';
import { documentOf } from './document.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Attempt } from './questions.ts';
import { errorSummary, questions } from './questions.ts';
import type { ReplyView } from './view.ts';
import { toldBack } from './wording.ts';

/** The page behind a reply link; `attempt` when a form could not be taken. */
export function replyPage(view: ReplyView, attempt?: Attempt): string {
  const { facts } = view;
  const marks = `${attempt ? 'Error: ' : ''}${facts.exercise ? 'EXERCISE: ' : ''}`;
  return documentOf({
    title: `${marks}${facts.practice} – ${headline(facts)}`,
    speaker: facts.sender,
    main: html`${attempt && errorSummary(attempt)} ${answerSoFar(view)} ${heading(view)}
    ${questions(view, attempt)} ${recorded(view)} ${latest(view)} ${help(facts)} ${written(view)}
    ${numbered('What has been done already', facts.actions)} ${whatToDo(facts)} ${whatIsHit(facts)}
    ${patients(facts)} ${statements(facts)} ${whoSpeaks(facts)}`,
  });
}

/** What is in trouble, at which practice: no more, so that the answers lie above the fold. */
function heading({ facts }: ReplyView): Html {
  return html`${
      facts.exercise
        ? html`<p class="callout"><strong>EXERCISE.</strong> Nothing has really failed.</p>`
        : undefined
    }
    <h1>${headline(facts)}</h1>
    <p class="small">At ${facts.practice} (${facts.odsCode})</p>`;
}

/** The latest that is known of it, in its author's words. */
function latest({ facts, update, sources: { now } }: ReplyView): Html {
  const { title, number, message } = facts;
  return html`<div class="inset">
    <p>
      ${facts.status === 'open' ? html`<strong>${title}</strong><br />` : undefined}<span
        class="small"
        >Update ${number}, ${londonTimeSeenAt(new Date(update.at), now)}</span
      >
    </p>
    <p class="words">${message}</p>
    <p>${nextUpdate({ facts, update, now })}</p>
  </div>`;
}

/** What is said to be used can stand in the register from now on, once somebody confirms it. */
function recorded({ record, asked, facts }: ReplyView): Html | undefined {
  if (record === undefined) return undefined;
  if (record === 'done')
    return html`<p class="inset">The register now says that ${facts.practice} uses ${asked}.</p>`;
  return html`<form class="inset" method="post">
    <p>
      The register does not say that ${facts.practice} uses ${asked}. Shall it, so that you hear at
      once when ${asked} fails again?
    </p>
    <button name="record" value="yes">Yes, record that we use it</button>
  </form>`;
}

function help({ sender, phone }: MessageFacts): Html | undefined {
  if (phone === undefined) return undefined;
  return html`<p>
    If you need help, ring ${sender}: <a href="tel:${phone.replace(/\s/g, '')}">${phone}</a>
  </p>`;
}

/** As plain as the text that led here. */
function headline(facts: MessageFacts): string {
  return facts.status === 'open' ? declaredTrouble(facts) : headlineOf(facts).replace(/\.$/, '');
}

function nextUpdate({
  facts: { status, withdrawn, nextUpdate: at },
  update: { nextUpdateAt },
  now,
}: Pick<ReplyView, 'facts' | 'update'> & { now: Date }): string {
  if (withdrawn) return 'It was declared in error. You can still tell us if something is wrong.';
  if (status === 'resolved') return 'This outage is over. You can still answer: it is marked late.';
  if (at !== undefined) return `Next update at ${at}, or sooner if there is news.`;
  if (nextUpdateAt === undefined) return 'No time is promised yet for the next update.';
  return `The next update was promised for ${londonTimeSeenAt(new Date(nextUpdateAt), now)} and is late.`;
}

/** Thanks for what this contact has answered, in a line or two. */
function answerSoFar({ yours, facts: { sender }, sources: { now } }: ReplyView): Html | undefined {
  if (yours === undefined) return undefined;
  return html`<div class="panel" role="status">
    <p><strong>Thank you.</strong> ${said('You', yours, sender, now)}</p>
  </div>`;
}

/** What this contact has written, and what colleagues have answered: kept beside, never instead. */
function written({ yours, others, facts: { sender }, sources: { now } }: ReplyView): Html[] {
  const noWords = yours?.needs === undefined && yours?.note === undefined;
  return [
    ...(yours === undefined || noWords
      ? []
      : [
          html`<p>You wrote:</p>
            ${wordsOf(yours)}`,
        ]),
    ...others.map(
      (each) =>
        html`<p>${said(each.by, each, sender, now)}</p>
          ${wordsOf(each)}`,
    ),
  ].map((each) => html`<div class="inset">${each}</div>`);
}

function said(who: string, answer: ReplyGiven, sender: string, now: Date): string {
  const told = toldBack(answer);
  const how = answer.heardBy === undefined ? '' : ' by telephone';
  return told === ''
    ? `${who} ${how === '' ? 'wrote to' : 'spoke to'} ${sender}${how} at ${time(answer, now)}.`
    : `${who} told ${sender}${how} at ${time(answer, now)} that ${told}.`;
}

function wordsOf({ needs, note }: ReplyGiven): Html {
  return html`${needs === undefined ? undefined : html`<p class="words">Needs: ${needs}</p>`}
  ${note === undefined ? undefined : html`<p class="words">Note: ${note}</p>`}`;
}

function time({ at }: ReplyGiven, now: Date): string {
  return londonTimeSeenAt(new Date(at), now);
}

function whatIsHit(facts: MessageFacts): Html | undefined {
  const { hits, status, onlySome } = facts;
  if (status === 'resolved' || hits.length === 0) return undefined;
  return html`<h2>What ${status === 'open' ? 'may be' : 'was'} affected at your practice</h2>
    ${status === 'open' ? html`<p>May be affected is not the same as down.</p>` : undefined}
    <ul>
      ${hits.map(
        (hit) => html`<li><strong>${hitHeading(hit)}</strong>: ${hitWords(hit, facts)}</li>`,
      )}
    </ul>
    ${onlySome === undefined ? undefined : html`<p>${onlySome}</p>`}`;
}

/** Approved advice; once it is over, what to do now that it is back. */
function whatToDo({ status, advice, recovery }: MessageFacts): Html | undefined {
  if (status === 'resolved') return numbered('What to do now that it is back', recovery);
  return status === 'recovering'
    ? html`${numbered('What to do until it is back for you', advice)}
      ${numbered('What to do once it is back', recovery)}`
    : numbered('What to do', advice);
}

function patients({ publicMessage, status }: MessageFacts): Html | undefined {
  if (publicMessage === undefined || status === 'resolved') return undefined;
  return html`<h2>What you may tell patients, word for word</h2>
    <blockquote class="words">${publicMessage}</blockquote>`;
}

function statements({ statements: all }: MessageFacts): Html | undefined {
  if (all.length === 0) return undefined;
  return html`<h2>What others say</h2>
    <ul>
      ${all.map(
        ({ by, text, source }) =>
          html`<li>
            <strong>${by}</strong>: ${text}
            ${source === undefined ? undefined : html`<span class="why">Source: ${source}</span>`}
          </li>`,
      )}
    </ul>`;
}

function whoSpeaks({ sender, phone, leader, declaredBy }: MessageFacts): Html {
  return html`<h2>Who is speaking</h2>
    <p>
      This page comes from ${sender}. Declared by
      ${declaredBy}.${leader === undefined ? '' : ` ${leader} leads the response.`}
      ${phone === undefined ? undefined : `If you need help, ring ${phone}.`}
    </p>
    <p class="small">
      This link is for you alone: please do not pass it on. Opening this page tells nobody anything;
      an answer or note that you send does.
    </p>`;
}

function numbered(title: string, items: readonly string[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<h2>${title}</h2>
    <ol>
      ${items.map((item) => html`<li>${item}</li>`)}
    </ol>`;
}
