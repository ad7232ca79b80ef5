import { expect, test } from '@jest/globals';
import { proxyAnswer } from './proxy-answer.ts';

test('headers, cookies and a binary body come out as the function meant them', () => {
  const payload = {
    statusCode: 201,
    headers: { ETag: '"3"', 'Content-Length': '999', 'content-type': 'image/png' },
    cookies: ['a=1', 'b=2'],
    body: 'AAE=',
    isBase64Encoded: true,
  };
  expect(proxyAnswer(JSON.stringify(payload))).toEqual({
    status: 201,
    headers: { ETag: '"3"', 'content-type': 'image/png', 'set-cookie': ['a=1', 'b=2'] },
    body: Buffer.from([0, 1]),
  });
});

test('anything without a status code is the body, as JSON', () => {
  expect(proxyAnswer('{"a":1}')).toMatchObject({ status: 200, body: '{"a":1}' });
});

test('a body that is not text, or a status that is none, cannot be answered with', () => {
  expect(proxyAnswer('{"statusCode":200,"body":{"a":1}}')).toBeUndefined();
  expect(proxyAnswer('{"statusCode":"fine"}')).toBeUndefined();
});
