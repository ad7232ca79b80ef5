import type { Problem } from '@registry/contract';
import { documentOf } from './document.ts';
import { html } from './html.ts';

/** The page to type the code of a message; `wrong` is what was typed, when it is no code. */
export function codePage(wrong?: string): string {
  const message = 'The code should be 16 letters and digits, such as ABCD-EFGH-JKMN-PQRS';
  return documentOf({
    title: `${wrong === undefined ? '' : 'Error: '}Enter the code from your message`,
    speaker: 'Answer an outage alert',
    main: html`${
        wrong === undefined
          ? undefined
          : html`<div class="errors" role="alert" aria-labelledby="errors">
              <h2 id="errors">That is not a code</h2>
              <p><a href="#code">${message}</a></p>
            </div>`
      }
      <h1>Enter the code from your message</h1>
      <form method="get">
        <label for="code">Code</label>
        <p class="small" id="hint">
          16 letters and digits. Capitals, spaces and hyphens do not matter.
        </p>
        <input
          id="code"
          name="code"
          value="${wrong}"
          required
          maxlength="40"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="hint"
        />
        <button>Continue</button>
      </form>`,
  });
}

/** A problem as a page. The same words for a code that is wrong and one that nobody was sent. */
export function problemPage({ code, title, detail, correlationId }: Problem): string {
  if (code === 'not-found') {
    return documentOf({
      title: 'There is no alert behind this link',
      speaker: 'Answer an outage alert',
      main: html`<h1>There is no alert behind this link</h1>
        <p>Check that you have the whole link or code from your message.</p>
        <p><a href="../reply">Enter the code from your message</a></p>
        <p>If it still does not work, ring the number in your message.</p>`,
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
