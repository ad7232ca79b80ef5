import * as z from 'zod';
import { IcbCode, OdsCode } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';

const TenantCode = IcbCode.brand<'Tenant'>();

/**
 * An ICB whose data may be touched. Only this module makes one: from a caller's verified claims,
 * from the register's own pointer of a practice, or, where there is no caller, from the key of a
 * stored item. Every store method takes it first.
 */
export type Tenant = z.infer<typeof TenantCode>;

/** Claims of a verified token, as API Gateway passes them on: strings. */
export const Claims = z.discriminatedUnion('role', [
  z.object({ role: z.literal('practice'), org: OdsCode, sub: z.string().default('') }),
  z.object({ role: z.literal('icb'), org: IcbCode, sub: z.string().default('') }),
  z.object({
    role: z.literal('national'),
    org: IcbCode,
    sub: z.string().default(''),
    scope: z.string().default(''),
  }),
]);
/** Claims of a verified token. */
export type Claims = z.infer<typeof Claims>;

/** A practice, which has proved its own ODS code and nothing else. */
export interface PracticeCaller {
  role: 'practice';
  practice: OdsCode;
  subject: string;
}

/** Somebody of an ICB. */
export interface IcbCaller {
  role: 'icb';
  tenant: Tenant;
  subject: string;
}

/** Somebody of NHS England. */
export interface NationalCaller {
  role: 'national';
  tenant: Tenant;
  subject: string;
  scopes: readonly string[];
}

/** An operations desk: who asks for exposure, declares and follows. */
export type Desk = IcbCaller | NationalCaller;

/** Who is asking. */
export type Caller = PracticeCaller | Desk;

/**
 * The caller whom verified claims describe. Throws a `forbidden` refusal for claims that are not
 * ours, for a national role of any organisation but `nationalOrg` (NHS England is `X26`), and for
 * an ICB's role of that organisation.
 */
export function callerOf(claims: unknown, nationalOrg: string): Caller {
  const parsed = Claims.safeParse(claims);
  if (!parsed.success) {
    throw new Refusal(
      'forbidden',
      'The token should carry the claims role (practice, icb or national) and org (an ODS code)',
    );
  }
  const { role, org, sub: subject } = parsed.data;
  if (role === 'practice') return { role, practice: org, subject };
  if (role === 'icb' && org === nationalOrg) {
    throw new Refusal('forbidden', `${nationalOrg} is no ICB: its role is national`);
  }
  if (role === 'icb') return { role, tenant: TenantCode.parse(org), subject };
  if (org !== nationalOrg) {
    throw new Refusal('forbidden', `Only ${nationalOrg} has the national role`);
  }
  // Cognito prefixes a scope with its resource server: registry/directory:write.
  const scopes = parsed.data.scope.split(' ').map((scope) => scope.replace(/^.*\//, ''));
  return { role, tenant: TenantCode.parse(org), subject, scopes };
}

/**
 * The tenant of a practice that proved who it is: the ICB that the register's pointer names for it.
 */
export function tenantOfPractice(_caller: PracticeCaller, holder: IcbCode): Tenant {
  return TenantCode.parse(holder);
}

/**
 * The ICBs that a question reaches: an ICB asks of itself, NHS England of all or of the one it
 * names. Throws `not-found` for an ICB that is not there, or that is not the asker's to see.
 */
export function tenantsInScope(
  caller: Desk,
  icbs: readonly IcbCode[],
  asked: IcbCode | undefined,
): Tenant[] {
  const visible = caller.role === 'icb' ? icbs.filter((code) => code === caller.tenant) : icbs;
  if (asked === undefined) return visible.map((code) => TenantCode.parse(code));
  if (visible.includes(asked)) return [TenantCode.parse(asked)];
  throw new Refusal('not-found', `There is no ICB ${asked} that you can see`, [
    { path: 'icb', message: 'should be the ODS code of an ICB that you can see' },
  ]);
}

/** Throws `forbidden` for anybody but NHS England with the scope `directory:write`. */
export function requirePublisher(caller: Caller): void {
  if (caller.role === 'national' && caller.scopes.includes('directory:write')) return;
  throw new Refusal(
    'forbidden',
    'Published data is loaded by NHS England with the scope directory:write',
  );
}

/**
 * The tenant whose published data a caller with scope `directory:write` may replace. Throws
 * `forbidden` for anybody else.
 */
export function tenantOfDirectory(caller: Caller, code: IcbCode): Tenant {
  requirePublisher(caller);
  return TenantCode.parse(code);
}

/**
 * The tenant that a stored item's own key names: for functions that streams, queues and schedules
 * start, which have no caller.
 */
export function tenantOfItem(code: IcbCode): Tenant {
  return TenantCode.parse(code);
}
