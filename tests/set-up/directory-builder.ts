import { IcbDirectory } from '@registry/domain';
import type { RunningRegister } from './register.ts';

/** Whoever loads published data: NHS England with the scope that allows it. */
export const loader = { role: 'national', org: 'X26', scope: 'directory:write' } as const;

/** Where every invented directory comes from. */
const source = { dataset: 'demonstration', asAt: '2026-08-01' } as const;

/** An invented practice; what is left out is made up from its code. */
export interface InventedPractice {
  odsCode: string;
  name?: string;
  postcode?: string;
  pcn?: { code: string; name: string };
  subIcb?: { code: string; name: string };
  listSize?: number;
  /** Its public switchboard. */
  telephone?: string;
  /** What the published file says is its clinical system; null for one that it does not name. */
  clinicalSystem?: string | null;
}

/** `count` ODS codes that no practice has, `Z00001` and on, or from `first` on. */
export function inventedCodes(count: number, first = 1): string[] {
  return Array.from({ length: count }, (_, index) => `Z${String(first + index).padStart(5, '0')}`);
}

/** What published files would say of an invented ICB, EMIS Web everywhere unless said otherwise. */
export function inventedDirectory(
  name: string,
  practices: readonly InventedPractice[],
): IcbDirectory {
  return IcbDirectory.parse({
    name,
    practices: practices.map(({ clinicalSystem = 'emis-web', ...practice }) => ({
      name: `Surgery ${practice.odsCode}`,
      listSize: 9000,
      ...practice,
      systems:
        clinicalSystem === null
          ? []
          : [{ role: 'clinical-system', product: clinicalSystem, source }],
      provenance: { name: source, listSize: source },
    })),
  });
}

/** Loads an invented ICB through the API, as `registry import` does. */
export async function loadIcb(
  register: Pick<RunningRegister, 'as'>,
  code: string,
  practices: readonly InventedPractice[],
  name = `Fictional ${code}`,
): Promise<void> {
  await register.as(loader).putDirectory(code, inventedDirectory(name, practices));
}
