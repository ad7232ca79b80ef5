import { createHash } from 'node:crypto';
import type { Answer } from '@registry/http';
import type { Html } from './html.ts';
import { html, stylesheet, written } from './html.ts';
import { style } from './style.ts';

/** What a whole page is made of. */
export interface Document {
  /** For the browser's tab, and the first that a screen reader says. */
  title: string;
  /** Who speaks, in the blue header. */
  speaker: string;
  main: Html;
}

/** A whole page without script, image or cookie. */
export function documentOf({ title, speaker, main }: Document): string {
  return written(
    html`<!doctype html>
      <html lang="en-GB">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          ${stylesheet(style)}
        </head>
        <body>
          <a class="skip" href="#main">Skip to main content</a>
          <header>
            <p>${speaker} <span>Resilience registry</span></p>
          </header>
          <main id="main" tabindex="-1">${main}</main>
        </body>
      </html>`,
  );
}

/** What a page may do: show our one stylesheet, by its hash, and send its own form. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Headers of everything this function answers: links are secrets, so nothing is kept and nobody
 * indexes.
 */
export const privately = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
};

/** A page as an answer. */
export function pageAnswer(body: string, statusCode = 200): Answer {
  return {
    statusCode,
    headers: {
      ...privately,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    },
    body,
  };
}

/**
 * Sends the browser on, relative to the address it asked for: whatever stands before it differs by
 * deployment.
 */
export function seeOther(location: string): Answer {
  return { statusCode: 303, headers: { ...privately, location }, body: '' };
}
