import { PolicyNotUnderstood } from './not-understood.ts';

/** Whom a resource's statement speaks of. */
export type Grantee =
  | { kind: 'everyone' }
  | { kind: 'account'; account: string }
  | { kind: 'role'; arn: string }
  | { kind: 'session'; arn: string }
  | { kind: 'service'; service: string };

const forms = {
  account: /^(?:arn:aws:iam::(\d{12}):root|(\d{12}))$/u,
  role: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/u,
  session: /^arn:aws:sts::\d{12}:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+$/u,
  service: /^[a-z0-9.-]+\.amazonaws\.com$/u,
};

/**
 * Reads an entry under `Principal.AWS`.
 *
 * @throws PolicyNotUnderstood when it is neither `*`, an account, a role's ARN nor an assumed role
 *   session's ARN
 */
export function parseAwsPrincipal(entry: string, where: string): Grantee {
  if (entry === '*') return { kind: 'everyone' };
  const [, rootOf, id] = forms.account.exec(entry) ?? [];
  const account = rootOf ?? id;
  if (account !== undefined) return { kind: 'account', account };
  if (forms.role.test(entry)) return { kind: 'role', arn: entry };
  if (forms.session.test(entry)) return { kind: 'session', arn: entry };
  throw new PolicyNotUnderstood(
    where,
    `does not know the principal ${entry}: *, an account, a role's ARN or an assumed role session's ARN would be right.`,
  );
}

/**
 * Reads an entry under `Principal.Service`.
 *
 * @throws PolicyNotUnderstood when it is no `….amazonaws.com`
 */
export function parseServicePrincipal(entry: string, where: string): Grantee {
  if (forms.service.test(entry)) return { kind: 'service', service: entry };
  throw new PolicyNotUnderstood(where, `does not know the service principal ${entry}.`);
}
