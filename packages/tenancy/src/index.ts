export { createAccess } from './access.ts';
export type { Access } from './access.ts';
export type { PracticeInScope } from './practice.ts';
export type { ScopedRosters } from './rosters.ts';
export { exposedTo } from './exposed.ts';
export type { DeclaredExposure } from './exposed.ts';
export { openNationally } from './national.ts';
export { createTenancy, orgOf } from './scope.ts';
export type { Log, Scope, Tenancy } from './scope.ts';
