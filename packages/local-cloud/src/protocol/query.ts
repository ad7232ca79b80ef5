import { randomUUID } from 'node:crypto';
import type { Answer, AwsError } from './service.ts';

/** Values of an XML reply: text, or elements by name in order; a list repeats its element. */
export interface Elements {
  readonly [name: string]: string | Elements | readonly Elements[];
}

/** The reply that AWS Query makes to an operation: `<OpResponse><OpResult>…`. */
export function queryAnswer(operation: string, namespace: string, result: Elements): Answer {
  const requestId = randomUUID();
  return xmlAnswer(200, `${operation}Response`, namespace, {
    [`${operation}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  });
}

/** The reply that AWS Query makes to a call it will not do. */
export function queryRefusal(namespace: string, { code, message, status }: AwsError): Answer {
  return xmlAnswer(status, 'ErrorResponse', namespace, {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: randomUUID(),
  });
}

function xmlAnswer(status: number, root: string, namespace: string, elements: Elements): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<${root} xmlns="${namespace}">${xml(elements)}</${root}>`,
  };
}

function xml(value: string | Elements): string {
  if (typeof value === 'string') {
    return value.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
  }
  return Object.entries(value)
    .flatMap(([name, inner]) =>
      (isList(inner) ? inner : [inner]).map((each) => `<${name}>${xml(each)}</${name}>`),
    )
    .join('');
}

/** `Array.isArray` does not narrow a readonly list away. */
function isList(value: Elements[string]): value is readonly Elements[] {
  return Array.isArray(value);
}
