import * as z from 'zod';
import { Dataset, KeptDataset } from '@registry/domain';
import { limits } from '../limits.ts';
import { operation, unused } from '../operation.ts';

/** What `PUT /datasets/{dataset}` takes. */
export const DatasetBody = KeptDataset.omit({ dataset: true }).refine(
  ({ unplaced }) => Object.keys(unplaced).length <= limits.practicesUnplaced,
  { path: ['unplaced'], message: `should name ${limits.practicesUnplaced} practices at most` },
);
/** What `PUT /datasets/{dataset}` takes. */
export type DatasetBody = z.infer<typeof DatasetBody>;

/** What `GET /datasets` answers. */
export const DatasetList = z.strictObject({ datasets: z.array(KeptDataset) });

const kept = {
  asAt: '2026-03-01',
  unplaced: { Z99002: { asAt: '2026-03-01', listSize: 4000, systems: [] } },
};

/** `GET /datasets`. */
export const listDatasets = operation('GET /datasets', {
  summary: 'The published datasets that the register knows, each with the day of its newest file',
  path: unused,
  query: unused,
  body: unused,
  answers: {
    200: {
      description: 'Datasets',
      body: DatasetList,
      example: { datasets: [{ dataset: 'gp-list-sizes', ...kept }] },
    },
  },
  problems: [],
});

/** `PUT /datasets/{dataset}`. */
export const keepDataset = operation('PUT /datasets/{dataset}', {
  summary: 'Say of which day a dataset’s newest file is, and what it says of practices not placed',
  path: z.object({ dataset: Dataset }),
  query: unused,
  body: DatasetBody,
  bodyExample: kept,
  answers: {
    200: {
      description: 'As it is now kept',
      body: KeptDataset,
      example: { dataset: 'gp-list-sizes', ...kept },
    },
  },
  problems: ['older-publication', 'too-busy'],
});
