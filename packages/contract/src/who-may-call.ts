/**
 * Every route of the API and the kinds of caller that may use it, on one page. An ICB and a
 * practice reach only what is theirs: `packages/domain/src/access`. `anyone` needs no token.
 */
export const whoMayCall = {
  'PUT /practices/{odsCode}': ['practice', 'icb'],
  'GET /practices/{odsCode}': ['practice', 'icb'],
  'POST /practices/{odsCode}/confirmation': ['practice', 'icb'],
  'GET /practices': ['icb'],
  'GET /products': ['practice', 'icb', 'national'],
  'PUT /products/{id}': ['icb'],
  'GET /icbs': ['icb', 'national'],
  'GET /icbs/{code}/directory': ['national'],
  'PUT /icbs/{code}/directory': ['national'],
  'GET /datasets': ['national'],
  'PUT /datasets/{dataset}': ['national'],

  'GET /exposure': ['icb', 'national'],
  'GET /exposure/summary': ['icb', 'national'],

  'POST /outages': ['icb', 'national'],
  'POST /outages/preview': ['icb', 'national'],
  'GET /outages': ['icb', 'national'],
  'GET /outages/{id}': ['icb', 'national'],
  'GET /outages/{id}/practices': ['icb', 'national'],
  'GET /outages/{id}/sitrep': ['icb', 'national'],
  // NHS England has counts, and no practice's own words.
  'POST /outages/{id}/practices/{odsCode}/answer': ['icb'],
  'POST /outages/{id}/practices/{odsCode}/claim': ['icb'],
  'POST /outages/{id}/practices/{odsCode}/rung': ['icb'],
  'POST /outages/{id}/updates': ['icb', 'national'],
  'POST /outages/{id}/reopen': ['icb', 'national'],
  'POST /outages/{id}/withdraw': ['icb', 'national'],
  // Of a national outage each ICB sends its own practices' alerts.
  'POST /outages/{id}/redrive': ['icb'],
  'PUT /outages/{id}/hold': ['icb'],
  'POST /outages/{id}/actions': ['icb', 'national'],
  'POST /outages/{id}/statements': ['icb', 'national'],

  'PUT /sending': ['icb', 'national'],
  'GET /sending': ['icb', 'national'],

  'GET /icbs/{code}': ['icb'],
  'PUT /icbs/{code}': ['icb'],
  'GET /reply': 'anyone',
  'GET /reply/{token}': 'anyone',
  'POST /reply/{token}': 'anyone',

  'POST /icbs/{code}/roster': ['national'],
  'GET /health': 'anyone',
  'GET /openapi.json': 'anyone',
} as const;

/** A route of the API, as HTTP APIs write it: `POST /outages`. */
export type Route = keyof typeof whoMayCall;

/** Routes that need no token. */
export type OpenRoute = {
  [Each in Route]: (typeof whoMayCall)[Each] extends 'anyone' ? Each : never;
}[Route];

/** Routes that need a token. */
export type ClosedRoute = Exclude<Route, OpenRoute>;
