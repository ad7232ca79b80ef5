import { expect, test } from '@jest/globals';
import { compileRoutes } from './routes.ts';

function find(keys: readonly string[], method: string, path: string): unknown {
  const routes = keys.map((key) => ({
    ...{ key, functionArn: '', authorizer: undefined, scopes: [], throttle: undefined },
  }));
  const match = compileRoutes(routes)(method, path);
  return match === undefined ? undefined : [match.route.key, match.parameters];
}

const keys = [
  'ANY /exposure',
  '$default',
  'GET /{thing}',
  'GET /exposure',
  'GET /icbs/{code}/list',
];

test.each<[string, string, unknown]>([
  ['GET', '/exposure', ['GET /exposure', {}]],
  ['POST', '/exposure', ['ANY /exposure', {}]],
  ['GET', '/a%2Fb', ['GET /{thing}', { thing: 'a/b' }]],
  ['GET', '/icbs/QKS/list', ['GET /icbs/{code}/list', { code: 'QKS' }]],
  ['GET', '/icbs//list', ['$default', {}]],
  ['GET', '/exposure/', ['$default', {}]],
])('%s %s takes the most specific route', (method, path, expected) => {
  expect(find(keys, method, path)).toEqual(expected);
});

test('without $default, what no route has is nothing', () => {
  expect(find(['GET /exposure'], 'DELETE', '/exposure')).toBeUndefined();
});

test('a greedy parameter is refused at start', () => {
  expect(() => find(['GET /{proxy+}'], 'GET', '/a')).toThrow('greedy');
});
