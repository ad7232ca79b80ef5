import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { createClock } from '../clock/clock.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { answerOutbox } from './outbox-site.ts';

function get(outbox: Outbox, url: string, accept = 'text/html') {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url, headers: { accept } });
  return String(answerOutbox(outbox, request).body);
}

/** A clock that stands at one instant. */
const at = (instant: string) => ({ ...createClock(), now: () => Date.parse(instant) });

test('what was sent survives a restart, and a line cut short does not', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'outbox-'));
  const clock = createClock();
  createOutbox(clock, dataDir).add({ channel: 'sms', to: '+447700900123', body: 'one' });
  appendFileSync(path.join(dataDir, 'outbox.jsonl'), '{"at":"2026-');
  createOutbox(clock, dataDir).add({ channel: 'sms', to: '+447700900123', body: 'two' });
  const bodies = createOutbox(clock, dataDir)
    .list()
    .map(({ body }) => body);
  expect(bodies).toEqual(['one', 'two']);
  rmSync(dataDir, { recursive: true });
});

test('programs get JSON, newest last, of one channel if they like', () => {
  const outbox = createOutbox(at('2026-07-19T06:45:00Z'), undefined);
  outbox.add({ channel: 'sms', to: '+447700900123', body: 'one' });
  outbox.add({ channel: 'email', to: 'manager@example.org', subject: 'Two', body: 'two' });
  expect(JSON.parse(get(outbox, '/outbox', 'application/json'))).toEqual([
    { at: '2026-07-19T06:45:00.000Z', channel: 'sms', to: '+447700900123', body: 'one' },
    expect.objectContaining({ channel: 'email', subject: 'Two' }),
  ]);
  expect(JSON.parse(get(outbox, '/outbox?channel=sms', 'application/json'))).toHaveLength(1);
});

test('people get a page: UK time, links that work, nothing that runs', () => {
  const outbox = createOutbox(at('2026-07-19T06:45:00Z'), undefined);
  const body = '<script>run()</script> Answer: http://127.0.0.1:3000/api/reply/a_b-1. "Thanks"';
  outbox.add({ channel: 'sms', to: '+447700900123', body });
  const page = get(outbox, '/outbox');
  expect(page).toContain('19 July 2026 at 07:45:00');
  expect(page).toContain(
    '<a href="http://127.0.0.1:3000/api/reply/a_b-1" rel="noreferrer">http://127.0.0.1:3000/api/reply/a_b-1</a>. &#34;Thanks&#34;',
  );
  expect(page).not.toContain('<script');
  expect(page).toContain('Texts (1)');
  expect(page).toContain('Nothing here has really been sent');
  expect(get(outbox, '/outbox?refresh=off')).not.toContain('http-equiv="refresh"');
});

test('a long outbox comes in pages, newest first', () => {
  const outbox = createOutbox(createClock(), undefined);
  for (let at = 1; at <= 150; at += 1) {
    outbox.add({ channel: 'sms', to: '+447700900123', body: `message ${at};` });
  }
  const bodies = (page: string) => page.match(/message \d+;/g);
  const first = get(outbox, '/outbox?channel=sms');
  expect(bodies(first)).toHaveLength(100);
  expect(bodies(first)?.[0]).toBe('message 150;');
  const older = /href="([^"]+)">Older/.exec(first)?.[1] ?? '';
  const second = bodies(get(outbox, older.replaceAll('&#38;', '&')));
  expect(second?.[0]).toBe('message 50;');
  expect(second).toHaveLength(50);
});
