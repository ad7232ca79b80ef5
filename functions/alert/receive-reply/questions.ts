import type { Html } from './html.ts';
import { html } from './html.ts';
import type { ReplyView } from './view.ts';
import { downWords, statusWords } from './wording.ts';

/** What somebody typed that could not be taken, kept, and what is wrong with it. */
export interface Attempt {
  needs: string;
  note: string;
  errors: readonly { field: 'answer' | 'needs' | 'note'; message: string }[];
}

/** The error summary above all else. */
export function errorSummary({ errors }: Attempt): Html {
  return html`<div class="errors" role="alert" aria-labelledby="errors">
    <h2 id="errors">Your answer was not sent</h2>
    <ul>
      ${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}
    </ul>
  </div>`;
}

/**
 * The questions: one form, so that whatever is typed goes with whichever button is tapped. Answered
 * ones are folded away.
 */
export function questions(view: ReplyView, attempt: Attempt | undefined): Html {
  const { open, yours } = view;
  const down = downQuestion(view);
  const status = statusQuestion(view, attempt);
  const first = [open.down ? down : undefined, open.status ? status : undefined];
  const folded = [open.down ? undefined : down, open.status ? undefined : status];
  return html`<form class="answer" id="answer" method="post">
    ${first}
    ${
      open.down && open.status
        ? undefined
        : html`<details${attempt && !open.status ? html` open` : undefined}>
          <summary>
            ${yours?.status !== undefined ? 'Change your answer, or add a note' : 'Change your answer'}
          </summary>
          ${folded}
        </details>`
    }
  </form>`;
}

function downQuestion({ asked, facts: { status } }: ReplyView): Html {
  const back = status !== 'open';
  const order = back ? [...downWords].reverse() : downWords;
  return html`<fieldset>
    <legend>${back ? `Is ${asked} back for you?` : `Is ${asked} down for you?`}</legend>
    <p class="small">
      ${back ? undefined : 'May be affected is not the same as down.'} Tap one: it is sent at once,
      and you can change it.
    </p>
    <div class="choices">
      ${order.map(
        ({ value, button }) => html`<button name="down" value="${value}">${button}</button>`,
      )}
    </div>
  </fieldset>`;
}

function statusQuestion(view: ReplyView, attempt: Attempt | undefined): Html {
  const tried = attempt && (attempt.needs !== '' || attempt.note !== '');
  const typing = html`<p class="small" id="hint">
      Do not give any patient details. 200 characters at most. It is sent when you tap a button
      below.
    </p>
    ${textField('needs', `What do you need from ${view.facts.sender}?`, attempt)}
    ${textField('note', 'Note', attempt)}`;
  const foldable = html`<details${tried ? html` open` : undefined}>
    <summary>Say what you need, or add a note (optional)</summary>
    ${typing}
  </details>`;
  return html`<fieldset>
    <legend>How is your practice?</legend>
    ${view.open.status ? foldable : typing}
    <div class="choices plain">
      ${statusWords.map(
        ({ value, button }) => html`<button name="status" value="${value}">${button}</button>`,
      )}
    </div>
  </fieldset>`;
}

function textField(name: 'needs' | 'note', label: string, attempt: Attempt | undefined): Html {
  const wrong = attempt?.errors.find(({ field }) => field === name)?.message;
  return html`<label for="${name}">${label}</label>
    ${wrong === undefined ? undefined : html`<span class="error" id="${name}-error">${wrong}</span>`}
    <textarea
      id="${name}"
      name="${name}"
      rows="3"
      maxlength="200"
      aria-describedby="hint${wrong === undefined ? '' : ` ${name}-error`}"
      ${wrong === undefined ? undefined : html`aria-invalid="true"`}
    >
${attempt?.[name]}</textarea>`;
}
