import * as z from 'zod';
import {
  DirectoryEntry,
  IcbCode,
  IcbDirectory,
  IcbEntry,
  OdsCode,
  PublishedStatements,
} from '@registry/domain';
import { limits } from '../limits.ts';
import { operation, unused } from '../operation.ts';

/** What `GET /icbs` answers. */
export const IcbList = z.strictObject({ icbs: z.array(IcbEntry) });

/** What `PUT /icbs/{code}/directory` takes. */
export const DirectoryBody = z.strictObject({
  ...IcbDirectory.shape,
  practices: z.array(DirectoryEntry).max(limits.practicesInDirectory),
});
/** What `PUT /icbs/{code}/directory` takes. */
export type DirectoryBody = z.infer<typeof DirectoryBody>;

/** What `PUT /icbs/{code}/directory` did. */
export const DirectoryReceipt = z.strictObject({
  icb: IcbCode,
  practices: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Practices that another ICB held, by that ICB. */
  movedFrom: z.array(z.strictObject({ icb: IcbCode, odsCodes: z.array(OdsCode) })),
  /**
   * Other ICBs that ever held one of these practices, sorted: so an import that was cut short and
   * repeated still tells who followed whom.
   */
  predecessors: z.array(IcbCode),
  /** Practices this ICB held that the publication no longer places here. */
  left: z.array(OdsCode),
  /** Practices where this publication is newer than what was declared, and contradicts it. */
  contradicted: z.array(OdsCode),
});
/** What `PUT /icbs/{code}/directory` did. */
export type DirectoryReceipt = z.infer<typeof DirectoryReceipt>;

/** What `GET /icbs/{code}/directory` answers. */
export const HeldDirectory = z.strictObject({
  icb: IcbCode,
  name: z.string(),
  /** By ODS code; those that have left are not among them. */
  practices: z.array(z.strictObject({ odsCode: OdsCode, datasets: PublishedStatements })),
});
/** What `GET /icbs/{code}/directory` answers. */
export type HeldDirectory = z.infer<typeof HeldDirectory>;

/** `GET /icbs`. */
export const listIcbs = operation('GET /icbs', {
  summary: 'The ICBs that the register knows, or knew',
  path: unused,
  query: unused,
  body: unused,
  answers: {
    200: {
      description: 'Sorted by code',
      body: IcbList,
      example: { icbs: [{ code: 'QZZ', name: 'NHS Example' }] },
    },
  },
  problems: [],
});

const published = { dataset: 'gp-practice-map', asAt: '2026-08-01' };

/** `GET /icbs/{code}/directory`. */
export const readDirectory = operation('GET /icbs/{code}/directory', {
  summary: 'What each dataset says of one ICB’s practices, and nothing that anybody declared',
  path: z.object({ code: IcbCode }),
  query: unused,
  body: unused,
  answers: {
    200: {
      description: 'Statements by practice and dataset',
      body: HeldDirectory,
      example: {
        icb: 'QZZ',
        name: 'NHS Example',
        practices: [
          {
            odsCode: 'Z99001',
            datasets: { 'gp-list-sizes': { asAt: '2026-03-01', listSize: 9000, systems: [] } },
          },
        ],
      },
    },
  },
  problems: [],
});

/** `PUT /icbs/{code}/directory`. */
export const loadDirectory = operation('PUT /icbs/{code}/directory', {
  summary: 'Load what published files say of one ICB; its practices elsewhere move here',
  path: z.object({ code: IcbCode }),
  query: unused,
  body: DirectoryBody,
  bodyExample: {
    name: 'NHS Example',
    practices: [
      {
        odsCode: 'Z99001',
        name: 'Fictional Harbour Surgery',
        systems: [{ role: 'clinical-system', product: 'emis-web', source: published }],
        provenance: { name: published },
      },
    ],
  },
  answers: {
    200: {
      description: 'What changed',
      body: DirectoryReceipt,
      example: {
        icb: 'QZZ',
        practices: 1,
        created: 1,
        changed: 0,
        unchanged: 0,
        movedFrom: [],
        predecessors: [],
        left: [],
        contradicted: [],
      },
    },
  },
  problems: ['older-publication', 'too-busy'],
});
