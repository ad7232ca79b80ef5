import * as z from 'zod';
import { IcbCode, IsoDate, NamedCode, OdsCode } from '../words/codes.ts';
import { SystemEntry } from './system-entry.ts';

/** What is published of practices, each by itself and with its own date. */
export const Dataset = z.enum([
  'gp-practice-map',
  'gp-list-sizes',
  'epraccur',
  'online-consultation',
  'gp-suppliers',
  'demonstration',
]);
/** What is published of practices, each by itself and with its own date. */
export type Dataset = z.infer<typeof Dataset>;

/** Which published dataset something comes from, and the day it describes. */
export const Source = z.strictObject({ dataset: Dataset, asAt: IsoDate });
/** Which published dataset something comes from. */
export type Source = z.infer<typeof Source>;

/** What one dataset says of one practice. */
export const PublishedStatement = z.strictObject({
  asAt: IsoDate,
  /** The ICB that it names; its name is its code where the dataset has none. */
  icb: NamedCode.optional(),
  name: z.string().min(1).optional(),
  postcode: z.string().min(1).optional(),
  /** Address lines as published, town last. */
  address: z.array(z.string().min(1)).optional(),
  /** The public switchboard, for ringing only: no message is ever addressed to it. */
  telephone: z.string().min(1).optional(),
  pcn: NamedCode.optional(),
  subIcb: NamedCode.optional(),
  region: NamedCode.optional(),
  /** Registered patients. */
  listSize: z.int().min(0).optional(),
  /** None for a dataset that names no systems, or that says that nothing is known of them. */
  systems: z.array(SystemEntry).default([]),
});
/** What one dataset says of one practice. */
export type PublishedStatement = z.infer<typeof PublishedStatement>;

/** What each dataset says of one practice: those that do not name it are left out. */
export const PublishedStatements = z.partialRecord(Dataset, PublishedStatement);
/** What each dataset says of one practice. */
export type PublishedStatements = z.infer<typeof PublishedStatements>;

/** The day that each dataset describes: those of which no file is known are left out. */
export const DatasetDates = z.partialRecord(Dataset, IsoDate);
/** The day that each dataset describes. */
export type DatasetDates = z.infer<typeof DatasetDates>;

/** What is known of one dataset as a whole. */
export const KeptDataset = z.strictObject({
  dataset: Dataset,
  /** The day that its newest file describes. */
  asAt: IsoDate,
  /**
   * What it says of practices that no file has placed in an ICB, by ODS code; some may have been
   * placed since.
   */
  unplaced: z.partialRecord(OdsCode, PublishedStatement),
});
/** What is known of one dataset as a whole. */
export type KeptDataset = z.infer<typeof KeptDataset>;

/** What published files say of one practice: values, and the source of each. */
export const DirectoryEntry = z.strictObject({
  odsCode: OdsCode,
  name: z.string().min(1),
  postcode: z.string().min(1).optional(),
  address: z.array(z.string().min(1)).optional(),
  telephone: z.string().min(1).optional(),
  pcn: NamedCode.optional(),
  subIcb: NamedCode.optional(),
  region: z.string().min(1).optional(),
  listSize: z.int().min(0).optional(),
  /**
   * Two sources of one role stand here only where they contradict each other, and neither is out of
   * date beside the other.
   */
  systems: z.array(z.strictObject({ ...SystemEntry.shape, source: Source })),
  /** Source of each field above that is present, by the field's name. */
  provenance: z.record(z.string(), Source),
  /**
   * The statements that the rest is worked out from. Left out, as by earlier releases, they are
   * what the provenance says.
   */
  datasets: PublishedStatements.optional(),
});
/** What published files say of one practice. */
export type DirectoryEntry = z.infer<typeof DirectoryEntry>;

/**
 * What `PUT /icbs/{code}/directory` takes: every practice that published files place in this ICB.
 */
export const IcbDirectory = z.strictObject({
  name: z.string().min(1),
  practices: z.array(DirectoryEntry),
  /** Set only for an ICB that is no more, whose practices must then be none. */
  dissolved: z.strictObject({ asAt: IsoDate, successors: z.array(IcbCode) }).optional(),
  /**
   * The datasets that these practices are worked out from. With them, nothing that another dataset
   * or a newer file said is taken away: the load is refused.
   */
  datasets: DatasetDates.optional(),
});
/** What published files say of one ICB. */
export type IcbDirectory = z.infer<typeof IcbDirectory>;
