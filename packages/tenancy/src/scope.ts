import { ulid } from 'ulid';
import type {
  Caller,
  Catalogue,
  IcbCode,
  OdsCode,
  OutageId,
  OwnProduct,
  Sending,
} from '@registry/domain';
import type { ProductCache, RosterCache, TrailEntry } from '@registry/storage';
import type { Access } from './access.ts';
import { createAccess } from './access.ts';
import { catalogueWith, ownProductsInScope } from './catalogue.ts';
import type { PracticeInScope } from './practice.ts';
import { practiceInScope } from './practice.ts';
import type { ScopedRosters } from './rosters.ts';
import { rostersInScope } from './rosters.ts';
import { sendingInScope } from './sending.ts';

/** For what operators are to be told; never what anybody wrote. */
export interface Log {
  error: (message: string, more: Record<string, unknown>) => void;
}

/** What one caller may see and touch, for as long as one request lasts. */
export interface Scope {
  access: Access;
  log: Log;
  /** Rosters of the ICBs asked about, or of all that the caller may see. */
  rosters: (asked?: readonly IcbCode[]) => Promise<ScopedRosters>;
  /** The catalogue as the caller has it: the national one and its ICB's own products. */
  catalogue: () => Promise<Catalogue>;
  /** The ICB's own products alone. */
  ownProducts: () => Promise<readonly OwnProduct[]>;
  /** A practice that the caller may touch. */
  practice: (odsCode: OdsCode) => Promise<PracticeInScope>;
  /** Whether the caller's messages are held back, and why. */
  sending: () => Promise<Sending>;
  /** An entry for the trail: that this caller did so, now. */
  trail: (act: string, about?: { odsCodes?: readonly OdsCode[]; outage?: OutageId }) => TrailEntry;
}

/** What a function keeps from one request to the next. */
export interface Tenancy {
  /** Read for each request; says which organisation is national. */
  accessFor: (onRead: (units: number) => void) => Access;
  /** What a caller may see and touch, at this moment, through this access. */
  scopeOf: (caller: Caller, through: { access: Access; log: Log; now: Date }) => Scope;
}

/** Prepares scopes for one function: rosters and products it has read are held by version. */
export function createTenancy(env: unknown): Tenancy {
  const rosters: RosterCache = new Map();
  const products: ProductCache = new Map();
  return {
    accessFor: (onRead) => createAccess(env, onRead),
    scopeOf: (caller, { access, log, now }) => ({
      access,
      log,
      rosters: (asked) => rostersInScope(caller, asked, { access, cache: rosters, log }),
      catalogue: async () => catalogueWith(await ownProductsInScope(caller, access, products)),
      ownProducts: () => ownProductsInScope(caller, access, products),
      practice: (odsCode) => practiceInScope(caller, access, odsCode),
      sending: () => sendingInScope(caller, access),
      trail: (act, about = {}) => ({
        at: now.toISOString(),
        id: ulid(now.getTime()),
        by: { role: caller.role, org: orgOf(caller), subject: caller.subject },
        act,
        ...about,
      }),
    }),
  };
}

/** ODS code of whoever asks. */
export function orgOf(caller: Caller): string {
  return caller.role === 'practice' ? caller.practice : caller.tenant;
}
