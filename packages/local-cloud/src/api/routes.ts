import type { Route } from '../definitions/api.ts';

/** A route and the values of its path parameters. */
interface RouteMatch {
  route: Route;
  parameters: Record<string, string>;
}

/**
 * Finds the most specific route for a request, as an HTTP API does: the method itself before `ANY`,
 * a literal segment before a parameter, `$default` last. Parameters are URL-decoded.
 * @param path the path after the stage, such as `/orders/1`
 */
export type FindRoute = (method: string, path: string) => RouteMatch | undefined;

interface Pattern {
  route: Route;
  method: string;
  segments: string[];
}

/** @throws Error for a greedy parameter (`{proxy+}`), which is not known here */
export function compileRoutes(routes: readonly Route[]): FindRoute {
  const patterns = routes.filter(({ key }) => key !== '$default').map(patternOf);
  patterns.sort((one, other) => (specificity(one) < specificity(other) ? -1 : 1));
  const fallback = routes.find(({ key }) => key === '$default');
  return (method, path) => {
    const segments = path.split('/').slice(1);
    for (const { route, method: own, segments: wanted } of patterns) {
      if (own !== method && own !== 'ANY') continue;
      const parameters = matchSegments(wanted, segments);
      if (parameters !== undefined) return { route, parameters };
    }
    return fallback === undefined ? undefined : { route: fallback, parameters: {} };
  };
}

function patternOf(route: Route): Pattern {
  const [method = '', path = ''] = route.key.split(' ');
  if (path.includes('+}')) {
    throw new Error(
      `Route "${route.key}" has a greedy parameter: the local gateway knows plain ones only.`,
    );
  }
  return { route, method, segments: path.split('/').slice(1) };
}

/**
 * A text that sorts the more specific route first: 0 for a literal segment and 1 for a parameter,
 * then the method.
 */
function specificity({ segments, method }: Pattern): string {
  const kinds = segments.map((segment) => (segment.startsWith('{') ? '1' : '0')).join('');
  return `${kinds} ${method === 'ANY' ? '1' : '0'}`;
}

function matchSegments(
  wanted: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined;
    } else if (value === '') {
      return undefined;
    } else {
      parameters[segment.slice(1, -1)] = decodeURIComponent(value);
    }
  }
  return parameters;
}
