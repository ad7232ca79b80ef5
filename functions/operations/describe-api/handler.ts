import { openApi, operations } from '@registry/contract';
import { json, openRoute, serve } from '@registry/http';

/** `GET /openapi.json`: what the API takes and gives, made from the schemas that parse requests. */
export const handler = serve([
  openRoute(operations.describeApi, () => Promise.resolve(json(openApi('/api')))),
]);
