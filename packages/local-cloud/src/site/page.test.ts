import { expect, test } from '@jest/globals';
import { page } from './page.ts';

test('the first page tells where the API is, which routes it has and how to get a token', () => {
  const route = { functionArn: '', authorizer: undefined, scopes: [], throttle: undefined };
  const routes = [{ ...route, key: 'GET /orders/{orderId}' }];
  const html = page('http://127.0.0.1:3000', { id: 'a1b2', stage: 'api', routes });
  expect(html).toContain('<code>GET /orders/{orderId}</code>');
  expect(html).toContain('http://127.0.0.1:3000/identity/token');
  expect(html).toContain('http://127.0.0.1:3000/api/');
});
