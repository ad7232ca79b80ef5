import { keepProfile, readProfile } from './alert/profiles.ts';
import { enterCode, showReply, takeReply } from './alert/replies.ts';
import { moveStopSwitch, readSending } from './alert/sending.ts';
import { claimPractice, hearByTelephone, practiceRung } from './alert/telephone.ts';
import { queryExposure, summariseExposure } from './exposure/exposure.ts';
import type { AnyOperation } from './operation.ts';
import { describeApi, rebuildRoster, reportHealth } from './operations/running.ts';
import {
  addAction,
  addStatement,
  addUpdate,
  declareOutage,
  holdOutage,
  listOutages,
  readBoard,
  readOutage,
  redriveOutage,
  reopenOutage,
  withdrawOutage,
} from './outage/outages.ts';
import { previewOutage } from './outage/preview.ts';
import { reportSituation } from './outage/sitrep.ts';
import { keepDataset, listDatasets } from './register/datasets.ts';
import { listIcbs, loadDirectory, readDirectory } from './register/icbs.ts';
import {
  confirmPractice,
  listPractices,
  readPractice,
  registerPractice,
} from './register/practices.ts';
import { keepProduct, listProducts } from './register/products.ts';

/** Every call of the API by its name, which is its operationId. */
export const operations = {
  registerPractice,
  readPractice,
  confirmPractice,
  listPractices,
  listProducts,
  keepProduct,
  listIcbs,
  readDirectory,
  loadDirectory,
  listDatasets,
  keepDataset,
  queryExposure,
  summariseExposure,
  declareOutage,
  previewOutage,
  listOutages,
  readOutage,
  readBoard,
  reportSituation,
  addUpdate,
  reopenOutage,
  withdrawOutage,
  redriveOutage,
  holdOutage,
  addAction,
  addStatement,
  readProfile,
  keepProfile,
  enterCode,
  showReply,
  takeReply,
  claimPractice,
  practiceRung,
  hearByTelephone,
  moveStopSwitch,
  readSending,
  rebuildRoster,
  reportHealth,
  describeApi,
} satisfies Record<string, AnyOperation>;
