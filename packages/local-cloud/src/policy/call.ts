import type { Policy } from './statement.ts';

/** A session of a role: what a function, or a caller with assumed credentials, acts as. */
export interface RolePrincipal {
  kind: 'role';
  /** `arn:aws:iam::<account>:role/<name>` */
  roleArn: string;
  /** `arn:aws:sts::<account>:assumed-role/<name>/<session>` */
  sessionArn: string;
  /** Twelve digits. */
  account: string;
  /** Session tags by name, as `aws:PrincipalTag/<name>` sees them. */
  tags: Readonly<Record<string, string>>;
  /** The role's identity policies. */
  policies: readonly Policy[];
  /**
   * Access key of the session that the chain of assumed roles began with: it tells the instances of
   * a function apart.
   */
  origin?: string;
}

/**
 * A service that acts for itself, such as `apigateway.amazonaws.com`; it has no policies of its
 * own.
 */
export interface ServicePrincipal {
  kind: 'service';
  service: string;
}

/** One action on one resource by one principal. */
export interface Call {
  /** Such as `dynamodb:GetItem`. */
  action: string;
  /** ARN of what is acted on. */
  resource: string;
  principal: RolePrincipal | ServicePrincipal;
  /**
   * Condition keys of the call, names in any case; a key that is absent is left out. Values are
   * matched as they stand. `aws:Principal…` keys are taken from the principal, never from here.
   */
  context: Readonly<Record<string, string | readonly string[]>>;
}
