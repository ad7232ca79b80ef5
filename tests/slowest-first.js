import Sequencer from '@jest/test-sequencer';

/** Slowest first: one that begins last keeps one core waiting for the other. */
const SLOWEST = [
  'operations/written-commands',
  'register/mergers-interrupted',
  'register/mergers.',
  'durability/restart',
  'faults/crash-rules-delivering',
  'faults/crash-rules-raising',
  'register/england.',
  'register/england-broken-files',
  'directory/src/real-files',
  'faults/crash-rules-restart',
  'exposure/exposure-cli',
  'durability/upgrade',
  'register/contacts',
  'register/datasets',
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
