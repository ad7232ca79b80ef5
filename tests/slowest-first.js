import Sequencer from '@jest/test-sequencer';

/** Slowest first: one that begins last keeps one core waiting for the other. */
const SLOWEST = [
  'operations/written-commands',
  'faults/crash-rules-delivering',
  'faults/alert-loop-mended',
  'faults/alert-loop-receipts',
  'faults/alert-loop.',
  'register/mergers.',
  'faults/crash-rules-raising',
  'register/mergers-interrupted',
  'durability/upgrade',
  'durability/restart',
  'alert/escalation',
  'register/england.',
  'isolation/answers',
  'exposure/exposure-cli',
  'outage/expiry',
  'register/england-broken-files',
  'alert/flags',
  'alert/promises',
  'faults/redrive',
  'outage/outage-rules',
  'register/datasets',
  'directory/src/real-files',
  'faults/crash-rules-restart',
  'register/contacts',
  'faults/storage',
  'browser/reply-page',
];

const placeOf = (path) => {
  const place = SLOWEST.findIndex((slow) => path.includes(`/${slow}`));
  return place === -1 ? SLOWEST.length : place;
};

/** The slowest suites as listed, then the others as Jest orders them. */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => placeOf(one.path) - placeOf(other.path));
  }
}
