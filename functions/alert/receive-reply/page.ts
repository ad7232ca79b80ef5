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
    ${questions(view, attempt)} ${others(view)}
    ${numbered('What has been done already', facts.actions)} ${whatToDo(facts)} ${whatIsHit(facts)}
    ${patients(facts)} ${statements(facts)} ${whoSpeaks(facts)}`,
  });
}

/** The product in trouble, at which practice, and the latest that is known of it. */
function heading({ facts, update, sources: { now } }: ReplyView): Html {
  const { practice, odsCode, title, number, message } = facts;
  return html`${
      facts.exercise
        ? html`<p class="callout"><strong>EXERCISE.</strong> Nothing has really failed.</p>`
        : undefined
    }
    <h1>${headline(facts)}</h1>
    <p class="small">At ${practice} (${odsCode})</p>
    ${
      facts.phone === undefined
        ? undefined
        : html`<p>
            If you need help, ring ${facts.sender}:
            <a href="tel:${facts.phone.replace(/\s/g, '')}">${facts.phone}</a>
          </p>`
    }
    <div class="inset">
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

/** As plain as the text that led here. */
function headline(facts: MessageFacts): string {
  return facts.status === 'open' ? declaredTrouble(facts) : headlineOf(facts).replace(/\.$/, '');
}

function nextUpdate({
  facts: { status, nextUpdate: at },
  update: { nextUpdateAt },
  now,
}: Pick<ReplyView, 'facts' | 'update'> & { now: Date }): string {
  if (status === 'resolved') return 'This outage is over. You can still answer: it is marked late.';
  if (at !== undefined) return `Next update at ${at}, or sooner if there is news.`;
  if (nextUpdateAt === undefined) return 'No time is promised yet for the next update.';
  return `The next update was promised for ${londonTimeSeenAt(new Date(nextUpdateAt), now)} and is late.`;
}

/** What this contact has answered. */
function answerSoFar({ yours, facts: { sender }, sources: { now } }: ReplyView): Html | undefined {
  if (yours === undefined) return undefined;
  return html`<div class="panel" role="status">
    <h2>Thank you</h2>
    <p>You told ${sender} at ${time(yours, now)} that ${toldBack(yours)}.</p>
    ${extras(yours)}
    <p><a href="#answer">Change or add to your answer</a></p>
  </div>`;
}

/** What colleagues have answered: kept beside, never instead. */
function others({ others: answered, facts: { sender }, sources: { now } }: ReplyView): Html[] {
  return answered.map(
    (each) =>
      html`<div class="inset">
        <p>${each.by} told ${sender} at ${time(each, now)} that ${toldBack(each)}.</p>
        ${extras(each)}
      </div>`,
  );
}

function extras({ needs, note }: ReplyGiven): Html {
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
      tapping an answer does.
    </p>`;
}

function numbered(title: string, items: readonly string[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<h2>${title}</h2>
    <ol>
      ${items.map((item) => html`<li>${item}</li>`)}
    </ol>`;
}
