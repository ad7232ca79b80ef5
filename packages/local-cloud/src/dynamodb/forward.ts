import { Agent, request } from 'node:http';
import type { Answer } from '../protocol/service.ts';

/** Sends a call to the engine as it stands and brings back its answer as it stands. */
export type Forward = (target: string, body: Buffer | string) => Promise<Answer>;

/** The engine asks for a signature's form and looks no further. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
  'x-amz-date': '20260101T000000Z',
  'content-type': 'application/x-amz-json-1.0',
};

const KEPT_HEADERS = ['content-type', 'x-amzn-requestid', 'x-amz-crc32'];

/** Connections to the engine at that URL, kept open between calls; `close` ends them. */
export function createForward(url: string): { forward: Forward; close(): void } {
  const agent = new Agent({ keepAlive: true });
  const forward: Forward = (target, body) =>
    new Promise((resolve, reject) => {
      const headers = {
        ...SIGNED,
        'x-amz-target': target,
        'content-length': Buffer.byteLength(body),
      };
      const sent = request(url, { method: 'POST', agent, headers }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          const kept: Record<string, string> = {};
          for (const name of KEPT_HEADERS) {
            const value = reply.headers[name];
            if (typeof value === 'string') kept[name] = value;
          }
          resolve({ status: reply.statusCode ?? 500, headers: kept, body: Buffer.concat(chunks) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    forward,
    close: () => {
      agent.destroy();
    },
  };
}
