import type { Problem } from '@registry/contract';
import { documentOf } from './document.ts';
import { html } from './html.ts';

/** The page to type the code of a message; `wrong` is what was typed, when it is no code. */
export function codePage(wrong?: string): string {
  return wrong === undefined
    ? codeForm({ action: undefined, typed: undefined, error: undefined })
    : codeForm({
        action: undefined,
        typed: wrong,
        error: 'The code should be 16 letters and digits, such as ABCD-EFGH-JKMN-PQRS',
      });
}

/** A problem as a page. The same words for a code that is wrong and one that nobody was sent. */
export function problemPage({ code, title, detail, correlationId }: Problem): string {
  if (code === 'not-found') {
    return codeForm({
      action: '../reply',
      typed: undefined,
      error: 'There is no alert behind this link or code: type the whole code from your message',
    });
  }
  return documentOf({
    title,
    speaker: 'Answer an outage alert',
    main: html`<h1>${title}</h1>
      <p>${detail}</p>
      ${correlationId === undefined ? undefined : html`<p>Correlation id: ${correlationId}</p>`}
      <p>If it does not work after some minutes, ring the number in your message.</p>`,
  });
}

interface CodeForm {
  /** Where the code goes, relative to the page; to the page itself where there is none. */
  action: '../reply' | undefined;
  typed: string | undefined;
  /** What is wrong with what was asked for: in summary, field and title. */
  error: string | undefined;
}

function codeForm({ action, typed, error }: CodeForm): string {
  const isWrong = error !== undefined;
  return documentOf({
    title: `${isWrong ? 'Error: ' : ''}Enter the code from your message`,
    speaker: 'Answer an outage alert',
    main: html`${
        isWrong
          ? html`<div class="errors" role="alert" aria-labelledby="errors">
              <h2 id="errors">There is a problem</h2>
              <p><a href="#code">${error}</a></p>
            </div>`
          : undefined
      }
      <h1>Enter the code from your message</h1>
      <form method="get" ${action && html`action="${action}"`}>
        <label for="code">Code</label>
        <p class="small" id="hint">
          16 letters and digits. Capitals, spaces and hyphens do not matter.
        </p>
        ${
          isWrong
            ? html`<p class="error" id="code-error"><span class="hidden">Error:</span> ${error}</p>`
            : undefined
        }
        <input
          id="code"
          name="code"
          value="${typed}"
          required
          maxlength="40"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="hint${isWrong ? ' code-error' : ''}"
          ${isWrong ? html`aria-invalid="true"` : undefined}
        />
        <button>Continue</button>
      </form>
      ${isWrong ? html`<p>If it still does not work, ring the number in your message.</p>` : undefined}`,
  });
}
