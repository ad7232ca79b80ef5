import type { AnyOperation } from '@registry/contract';
import { operations } from '@registry/contract';
import type { DataRole } from './data-roles.ts';
import type { Parameters } from './parameters.ts';
import type { Access } from './reach.ts';

/** One function behind the API: what calls it, and what it may reach. */
export interface UseCase {
  /** Its folder in a room of `functions/`. */
  name: string;
  /** What it answers, as the contract describes it: a route that is not described there is none. */
  operations: readonly AnyOperation[];
  /** Data roles it may assume with tags from its caller's verified claims. */
  assumes: readonly DataRole[];
  /** What it may touch under its own role, before it knows on whose behalf it acts. */
  reaches: readonly Access[];
  /** Why callers need no token, where they need none. */
  open?: string;
  /** Megabytes, where the usual is not right. */
  memorySize?: number;
  /** True where it says whether NHS England has stopped all sending. */
  readsStop?: true;
  /** True where it hands work over to the raising queue. */
  raises?: true;
  /** What the deployment's parameters tell it. */
  environment?: (parameters: Parameters) => Record<string, string>;
}

/** Which practice is whose: the tenant of a practice's own token. */
const whoseIs: Access[] = [{ table: 'pointers', actions: ['GetItem'], keys: ['ODS#*'] }];
const icbs: Access[] = [{ table: 'pointers', actions: ['GetItem'], keys: ['ICBS'] }];

/** One core: these unpack whole rosters, England's at worst. */
const oneCore = 1769;

/** The functions behind the API. */
export const useCases: readonly UseCase[] = [
  {
    name: 'register-practice',
    operations: [operations.registerPractice],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  {
    name: 'read-practice',
    operations: [operations.readPractice],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  {
    name: 'list-practices',
    operations: [operations.listPractices],
    assumes: ['tenant'],
    reaches: [],
  },
  {
    name: 'confirm-practice',
    operations: [operations.confirmPractice],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  {
    name: 'query-exposure',
    operations: [operations.queryExposure, operations.summariseExposure],
    assumes: ['tenant', 'national'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'list-products',
    operations: [operations.listProducts],
    assumes: ['tenant', 'practice'],
    reaches: whoseIs,
  },
  { name: 'keep-product', operations: [operations.keepProduct], assumes: ['tenant'], reaches: [] },
  {
    name: 'load-directory',
    operations: [operations.readDirectory, operations.loadDirectory],
    assumes: ['directory'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'keep-datasets',
    operations: [operations.listDatasets, operations.keepDataset],
    assumes: [],
    // Only NHS England with the scope directory:write gets as far.
    reaches: [
      {
        table: 'pointers',
        actions: ['GetItem', 'BatchGetItem', 'PutItem'],
        keys: ['DATASET#*'],
      },
    ],
  },
  {
    name: 'rebuild-roster',
    operations: [operations.rebuildRoster],
    // Under its own role: no data role may scan. Only NHS England with the scope directory:write
    // gets as far.
    assumes: [],
    reaches: [
      { table: 'registry', actions: ['Scan'], keys: 'whole table' },
      { table: 'registry', actions: ['GetItem'], keys: ['ICB#*#ROSTER'] },
      { table: 'registry', actions: ['PutItem'], keys: ['ICB#*#ROSTER', 'ICB#*#TRAIL#*'] },
      ...icbs,
    ],
    memorySize: oneCore,
  },
  { name: 'list-icbs', operations: [operations.listIcbs], assumes: [], reaches: icbs },
  {
    name: 'report-health',
    operations: [operations.reportHealth],
    assumes: [],
    reaches: [],
    open: 'Open on purpose: it tells load balancers and monitors that the API answers, and nothing else.',
  },
  {
    name: 'describe-api',
    operations: [operations.describeApi],
    assumes: [],
    reaches: [],
    open: 'Open on purpose: it says what the API takes and gives, and nothing of anybody.',
  },
  {
    name: 'preview-outage',
    operations: [operations.previewOutage],
    assumes: ['tenant', 'national'],
    reaches: [],
    readsStop: true,
    memorySize: oneCore,
    environment: ({ publicUrl, smsPerSecond, emailPerSecond, smsPencePerSegment }) => ({
      PUBLIC_URL: publicUrl,
      SMS_PER_SECOND: smsPerSecond,
      EMAIL_PER_SECOND: emailPerSecond,
      SMS_PENCE_PER_SEGMENT: smsPencePerSegment,
    }),
  },
  {
    name: 'declare-outage',
    operations: [operations.declareOutage],
    assumes: ['tenant', 'national'],
    reaches: [],
    readsStop: true,
    memorySize: oneCore,
  },
  {
    name: 'follow-outage',
    operations: [operations.listOutages, operations.readOutage],
    assumes: ['tenant'],
    reaches: [],
  },
  {
    name: 'read-board',
    operations: [operations.readBoard],
    // It says what has changed since: for NHS England, in every ICB.
    assumes: ['tenant', 'national'],
    reaches: [],
    readsStop: true,
    memorySize: oneCore,
  },
  {
    name: 'report-situation',
    operations: [operations.reportSituation],
    assumes: ['tenant', 'national'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'update-outage',
    operations: [
      operations.addUpdate,
      operations.reopenOutage,
      operations.withdrawOutage,
      operations.holdOutage,
      operations.addAction,
      operations.addStatement,
    ],
    // Each update says how many are hit then: for NHS England, of every ICB.
    assumes: ['tenant', 'national'],
    reaches: [],
    memorySize: oneCore,
  },
  {
    name: 'keep-profile',
    operations: [operations.readProfile, operations.keepProfile],
    assumes: ['tenant'],
    reaches: [],
  },
  {
    name: 'keep-sending',
    operations: [operations.moveStopSwitch, operations.readSending],
    // NHS England sees which ICBs have stopped.
    assumes: ['tenant', 'national'],
    reaches: [],
    readsStop: true,
  },
  {
    name: 'redrive-outage',
    operations: [operations.redriveOutage],
    assumes: ['tenant'],
    reaches: [],
    raises: true,
  },
  {
    name: 'ring-practice',
    operations: [operations.claimPractice, operations.practiceRung],
    assumes: ['tenant'],
    reaches: [],
  },
  {
    name: 'hear-by-telephone',
    operations: [operations.hearByTelephone],
    assumes: ['tenant'],
    reaches: [],
  },
  {
    name: 'receive-reply',
    operations: [operations.enterCode, operations.showReply, operations.takeReply],
    // What a practice says that it uses goes into its record, bound to that practice alone.
    assumes: ['practice'],
    reaches: [
      { table: 'pointers', actions: ['GetItem'], keys: ['ODS#*', 'REPLY#*'] },
      {
        table: 'outages',
        actions: ['GetItem', 'Query'],
        keys: ['ICB#*#OUTAGES', 'ICB#*#OUTAGE#*'],
      },
      {
        table: 'alerts',
        actions: ['GetItem', 'UpdateItem'],
        keys: ['ICB#*#OUTAGE#*'],
      },
      { table: 'alerts', actions: ['PutItem'], keys: ['ICB#*#COUNTED#*'] },
      { table: 'registry', actions: ['GetItem'], keys: ['ICB#*#PROFILE', 'ICB#*#PRODUCTS'] },
      { table: 'registry', actions: ['Query'], keys: ['ICB#*#PRODUCTS'] },
    ],
    open: 'Open on purpose: on the day, people answer from phones that can sign in nowhere. Whoever holds the link or code (80 random bits) answers for one practice in one outage.',
  },
];
