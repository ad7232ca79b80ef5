import type { IcbDirectory, OdsCode, RecordBody } from '@registry/domain';
import { IcbCode } from '@registry/domain';
import type { Area } from './areas.ts';
import { areas } from './areas.ts';
import { declaration } from './declared.ts';
import { publishedArea } from './published.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';

/** What one fictional practice says of itself. */
export interface DemonstrationStatement {
  icb: IcbCode;
  odsCode: OdsCode;
  body: RecordBody;
}

/**
 * A whole fictional country: what would be published of every ICB, and what some practices have
 * declared.
 */
export interface DemonstrationRegister {
  /** Largest first. */
  icbs: { code: IcbCode; directory: IcbDirectory }[];
  statements: DemonstrationStatement[];
}

/**
 * Every thirtieth practice has registered, so that about 300 have when two whole areas are counted
 * in.
 */
const registeredEvery = 30;
/** Every twentieth of those names another clinical system than the published file does. */
const contradictingEvery = 20;

/**
 * The demonstration register, always the same: 36 fictional ICB areas and 6,200 practices in
 * England's shape and proportions, of which some 300 have declared systems, contacts and
 * continuity. Nothing in it exists.
 */
export function generateRegister(): DemonstrationRegister {
  const random = createRandom(20240719);
  const register: DemonstrationRegister = { icbs: [], statements: [] };
  let firstCode = 1;
  for (const [index, area] of areas.entries()) {
    const code = IcbCode.parse(area.code);
    const directory = publishedArea(area, index + 1, firstCode, random);
    register.icbs.push({ code, directory });
    register.statements.push(...declarations(area, code, directory, random));
    firstCode += area.practices;
  }
  return register;
}

function declarations(
  area: Area,
  icb: IcbCode,
  directory: IcbDirectory,
  random: Random,
): DemonstrationStatement[] {
  return directory.practices
    .filter((_, index) => area.allRegistered || index % registeredEvery === 5)
    .map((entry, index) => ({
      icb,
      odsCode: entry.odsCode,
      body: declaration(entry, index % contradictingEvery === 3, random),
    }));
}
