/** The template's HTTP API. */
export interface ApiDefinition {
  id: string;
  /** Name of its stage, the first segment of every path: `api`. */
  stage: string;
  routes: readonly Route[];
}

/** One route of the API and the function behind it. */
export interface Route {
  /** `GET /orders/{orderId}`, or `$default`. */
  key: string;
  functionArn: string;
  /** Whose tokens it takes; nothing when anyone may call. */
  authorizer: JwtAuthorizer | undefined;
  /** A token needs one of these; an empty list asks for none. */
  scopes: readonly string[];
  throttle: Throttle | undefined;
}

/** What a token must say of itself. */
export interface JwtAuthorizer {
  issuer: string;
  /** Accepted values of `aud`, or of `client_id` in a token without `aud`. */
  audience: readonly string[];
}

/** A token bucket, as API Gateway throttles. */
export interface Throttle {
  /** Requests a second, in the long run. */
  rate: number;
  /** Requests at once. */
  burst: number;
}
