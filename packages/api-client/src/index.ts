export { createApiClient } from './client.ts';
export type { ApiClient } from './client.ts';
export type { ExposureQuery } from './exposure.ts';
export { requestLocalToken } from './local-token.ts';
export type { TokenClaims } from './local-token.ts';
export { ApiProblem, Unreachable, UnexpectedAnswer } from './failures.ts';
