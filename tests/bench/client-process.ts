/**
 * Runs as a process of its own and asks what it is sent, so that neither ours nor the peer shares a
 * thread with who asks.
 */
import { Agent, get } from 'node:http';
import { Question } from './client.ts';
import { timed } from './report.ts';

const agent = new Agent({ keepAlive: true });

process.on('disconnect', () => process.exit());
process.on('message', (message: unknown) => {
  const { url, headers } = Question.parse(message);
  timed(() => httpGet(url, headers)).then(
    ({ value: body, ms }) => process.send?.({ body, ms }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

/** The body of a GET over a connection kept open. Throws for any status but 200. */
function httpGet(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(body);
        else reject(new Error(`${url} answered ${answer.statusCode}: ${body.slice(0, 300)}`));
      });
    });
    sent.on('error', (error) => {
      // A server may close an idle connection just as it is used again: that is no answer, so ask
      // on another.
      const closed = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      if (closed) httpGet(url, headers).then(resolve, reject);
      else reject(error);
    });
  });
}
