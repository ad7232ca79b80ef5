import { PracticeView } from '@registry/domain';

/** A practice of which nobody has said anything, but for what the case changes. */
export function practiceView(changes: object = {}): PracticeView {
  return PracticeView.parse({
    odsCode: 'Z00001',
    icb: 'Z01',
    version: 1,
    directory: { name: 'Invented Surgery', provenance: {} },
    systems: [],
    contacts: [],
    continuity: {},
    ...changes,
  });
}
