/** The template's Cognito user pool, as far as tokens need it. */
export interface UserPool {
  id: string;
  arn: string;
  /** The issuer of its tokens. */
  issuer: string;
  /** The function that it asks for claims before it signs a token. */
  preTokenTrigger: { functionArn: string; version: '1' | '2' | '3' } | undefined;
  clients: readonly UserPoolClient[];
}

/** An app client of the pool. */
export interface UserPoolClient {
  id: string;
  /** Whether it asks for tokens in its own name, as machines do. */
  clientCredentials: boolean;
  /** Scopes it may ask for, such as `shop/orders:write`. */
  scopes: readonly string[];
}
