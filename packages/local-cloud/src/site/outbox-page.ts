import type { OutboxMessage } from '../outbox/outbox.ts';
import { escapeHtml } from './html.ts';

/** What the outbox page shows. */
export interface OutboxView {
  /** Newest first. */
  messages: readonly OutboxMessage[];
  /** How many there are of each channel, shown or not. */
  counts: Readonly<Record<OutboxMessage['channel'], number>>;
  /** The one channel shown; all when undefined. */
  channel: OutboxMessage['channel'] | undefined;
  /** How many newer messages of that choice stand on earlier pages. */
  skipped: number;
  /** How many messages a page has. */
  perPage: number;
  /** False once the reader has stopped the page from renewing itself. */
  refresh: boolean;
}

const NAMES = { sms: 'Texts', email: 'Emails', https: 'Messages over HTTPS' } as const;
const KINDS = { sms: 'Text', email: 'Email', https: 'Message over HTTPS' } as const;
const CHANNELS = ['sms', 'email', 'https'] as const;

const STYLE = `
body { font: 1.1rem/1.5 sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem; color: #212b32; background: #f0f4f5 }
.notice { border-left: .4rem solid #005eb8; background: #fff; padding: .6rem 1rem }
nav a, nav strong { display: inline-block; padding: .5rem .8rem .5rem 0 }
a { color: #005eb8 }
a:focus-visible { outline: 3px solid #212b32; background: #ffeb3b; color: #212b32 }
ol { list-style: none; padding: 0 }
article { background: #fff; border: 1px solid #768692; border-radius: .3rem; padding: .8rem 1rem; margin: 0 0 1rem }
h2 { font-size: 1.1rem; margin: 0 }
article p { margin: 0; color: #4c6272 }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: .6rem 0 0 }
h2, article p { overflow-wrap: anywhere }`;

/**
 * The outbox for people: what would have been sent, word for word, as HTML that needs no script.
 */
export function outboxPage(view: OutboxView): string {
  const { messages, counts, refresh } = view;
  const all = counts.sms + counts.email + counts.https;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${refresh ? '<meta http-equiv="refresh" content="5">\n' : ''}<title>Outbox (${all}), local cloud</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Outbox</h1>
<p class="notice">Nothing here has really been sent. This is what would have left this machine as texts, as emails and as messages over HTTPS.</p>
<nav aria-label="Which messages">
${[undefined, ...CHANNELS].map((channel) => choice(channel, view)).join('\n')}
</nav>
<p>${renewal(view)}</p>
</header>
<main>
${messages.length === 0 ? '<p>No messages yet.</p>' : list(view)}
</main>
</body>
</html>
`;
}

function list(view: OutboxView): string {
  return `<p>${range(view)}, newest first.</p>
<ol>
${view.messages.map(card).join('\n')}
</ol>
${older(view)}`;
}

function choice(channel: OutboxMessage['channel'] | undefined, view: OutboxView): string {
  const { counts } = view;
  const count = channel === undefined ? counts.sms + counts.email + counts.https : counts[channel];
  const name = `${channel === undefined ? 'All' : NAMES[channel]} (${count})`;
  if (channel === view.channel) return `<strong aria-current="page">${name}</strong>`;
  return `<a href="${address({ channel, skipped: 0, refresh: view.refresh })}">${name}</a>`;
}

function renewal({ channel, skipped, refresh }: OutboxView): string {
  const other = `<a href="${address({ channel, skipped, refresh: !refresh })}">`;
  return refresh
    ? `This page renews itself every 5 seconds. ${other}Stop renewing</a>`
    : `This page stands still. ${other}Renew every 5 seconds</a>`;
}

function range(view: OutboxView): string {
  const { messages, skipped } = view;
  return `Messages ${skipped + 1} to ${skipped + messages.length} of ${chosen(view)}`;
}

function older(view: OutboxView): string {
  const next = view.skipped + view.perPage;
  if (next >= chosen(view)) return '';
  return `<p><a href="${address({ ...view, skipped: next, refresh: false })}">Older messages</a></p>`;
}

function chosen({ counts, channel }: OutboxView): number {
  return channel === undefined ? counts.sms + counts.email + counts.https : counts[channel];
}

function address(view: Pick<OutboxView, 'channel' | 'skipped' | 'refresh'>): string {
  const query = new URLSearchParams({
    ...(view.channel === undefined ? {} : { channel: view.channel }),
    ...(view.skipped === 0 ? {} : { skip: String(view.skipped) }),
    ...(view.refresh ? {} : { refresh: 'off' }),
  });
  return query.size === 0 ? '/outbox' : `/outbox?${escapeHtml(query.toString())}`;
}

const ukTime = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'Europe/London',
});

function card({ at, channel, to, from, subject, body }: OutboxMessage): string {
  const sender = from === undefined ? '' : ` from ${escapeHtml(from)}`;
  const about = subject === undefined ? '' : `\n<p><strong>${escapeHtml(subject)}</strong></p>`;
  return `<li><article>
<h2>${KINDS[channel]} to ${escapeHtml(to)}</h2>
<p><time datetime="${escapeHtml(at)}">${ukTime.format(new Date(at))}</time>${sender}</p>${about}
<pre>${linked(body)}</pre>
</article></li>`;
}

/** A full stop or bracket after an address belongs to the sentence. */
const WEB_ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/;

function linked(text: string): string {
  return text
    .split(WEB_ADDRESS)
    .map((part, index) => {
      const safe = escapeHtml(part);
      return index % 2 === 1 ? `<a href="${safe}" rel="noreferrer">${safe}</a>` : safe;
    })
    .join('');
}
