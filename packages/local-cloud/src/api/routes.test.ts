import { expect, test } from '@jest/globals';
import { compileRoutes } from './routes.ts';

function find(keys: readonly string[], method: string, path: string): unknown {
  const routes = keys.map((key) => ({
    key,
    functionArn: '',
    authorizer: undefined,
    scopes: [],
    throttle: undefined,
  }));
  const match = compileRoutes(routes)(method, path);
  return match === undefined ? undefined : [match.route.key, match.parameters];
}

const keys = ['ANY /orders', '$default', 'GET /{thing}', 'GET /orders', 'GET /shops/{code}/list'];

test.each<[string, string, unknown]>([
  ['GET', '/orders', ['GET /orders', {}]],
  ['POST', '/orders', ['ANY /orders', {}]],
  ['GET', '/a%2Fb', ['GET /{thing}', { thing: 'a/b' }]],
  ['GET', '/shops/north/list', ['GET /shops/{code}/list', { code: 'north' }]],
  ['GET', '/shops//list', ['$default', {}]],
  ['GET', '/orders/', ['$default', {}]],
])('%s %s takes the most specific route', (method, path, expected) => {
  expect(find(keys, method, path)).toEqual(expected);
});

test('without $default, what no route has is nothing', () => {
  expect(find(['GET /orders'], 'DELETE', '/orders')).toBeUndefined();
});

test('a greedy parameter is refused at start', () => {
  expect(() => find(['GET /{proxy+}'], 'GET', '/a')).toThrow('greedy');
});
