import type { Html } from './html.ts';
import { html } from './html.ts';
import type { ReplyView } from './view.ts';
import { downWords, statusWords, usesWords } from './wording.ts';

/** What somebody typed that could not be taken, kept, and what is wrong with it. */
export interface Attempt {
  needs: string;
  note: string;
  errors: readonly { field: 'answer' | 'needs' | 'note'; message: string }[];
}

/** The error summary above all else. */
export function errorSummary({ errors }: Attempt): Html {
  return html`<div class="errors" role="alert" aria-labelledby="errors">
    <h2 id="errors">There is a problem: your answer was not sent</h2>
    <ul>
      ${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}
    </ul>
  </div>`;
}

/**
 * The questions: one form, so that whatever is typed goes with whichever button is tapped, or by
 * itself. Answered ones are folded away.
 */
export function questions(view: ReplyView, attempt: Attempt | undefined): Html {
  const { open } = view;
  const down = downQuestion(view);
  const status = statusQuestion();
  const uses = view.sources.practice.state === 'unknown' ? usesQuestion(view) : undefined;
  const folded = [
    open.uses ? undefined : uses,
    open.down ? undefined : down,
    open.status ? undefined : status,
  ];
  return html`<form class="answer" id="answer" method="post">
    ${open.uses ? uses : undefined} ${open.down ? down : undefined}
    ${open.status ? status : undefined} ${words(view, attempt)}
    ${
      open.uses || (open.down && open.status && uses === undefined)
        ? undefined
        : html`<details>
            <summary>Change your answer</summary>
            ${folded}
          </details>`
    }
  </form>`;
}

function usesQuestion({ asked }: ReplyView): Html {
  return html`<fieldset>
    <legend>Do you use ${asked}?</legend>
    <p class="small">We do not know. Tap one: it is sent at once, and you can change it.</p>
    <div class="choices">
      ${usesWords.map(
        ({ value, button }) => html`<button name="uses" value="${value}">${button}</button>`,
      )}
    </div>
  </fieldset>`;
}

function downQuestion({ asked, mayBeBack, facts: { status } }: ReplyView): Html {
  const offered = downWords.filter(({ value }) => mayBeBack || value !== 'back');
  return html`<fieldset>
    <legend>Is ${asked} ${status === 'open' ? 'down' : 'back'} for you?</legend>
    <p class="small">Tap one: it is sent at once, and you can change it.</p>
    <div class="choices">
      ${offered.map(
        ({ value, button }) => html`<button name="down" value="${value}">${button}</button>`,
      )}
    </div>
  </fieldset>`;
}

function statusQuestion(): Html {
  return html`<fieldset>
    <legend>How is your practice?</legend>
    <div class="choices">
      ${statusWords.map(
        ({ value, button }) => html`<button name="status" value="${value}">${button}</button>`,
      )}
    </div>
  </fieldset>`;
}

function words({ facts }: ReplyView, attempt: Attempt | undefined): Html {
  const tried = attempt && (attempt.needs !== '' || attempt.note !== '');
  return html`<details${tried ? html` open` : undefined}>
    <summary>Say what you need, or add a note (optional)</summary>
    <p class="small" id="hint">
      Do not give any patient details. 200 characters at most. It goes with the answer that you tap,
      or by itself.
    </p>
    ${textField('needs', `What do you need from ${facts.sender}?`, attempt)}
    ${textField('note', 'Note', attempt)}
    <button>Send</button>
  </details>`;
}

function textField(name: 'needs' | 'note', label: string, attempt: Attempt | undefined): Html {
  const wrong = attempt?.errors.find(({ field }) => field === name)?.message;
  return html`<label for="${name}">${label}</label>
    ${wrong === undefined ? undefined : html`<p class="error" id="${name}-error"><span class="hidden">Error:</span> ${wrong}</p>`}
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
