import { expect, test } from '@jest/globals';
import { DirectoryReceipt } from '@registry/contract';
import type { PublishedRegister } from '@registry/directory';
import { IcbCode, noPublications, OdsCode } from '@registry/domain';
import { describeFiles, describeOutcome } from './import-summary.ts';

const receipt = (more: object) =>
  DirectoryReceipt.parse({
    icb: 'Z01',
    practices: 1200,
    created: 0,
    changed: 0,
    unchanged: 1200,
    movedFrom: [],
    predecessors: [],
    left: [],
    contradicted: [],
    ...more,
  });

test('the same files again say that nothing changed', () => {
  expect(describeOutcome({ receipts: [receipt({})], dissolved: [], failed: [], madeWay: 0 })).toBe(
    'Nothing changed: the register already holds these files (1,200 practices).',
  );
});

test('moves, leavers, dissolutions, contradictions and refusals are each told', () => {
  const text = describeOutcome({
    receipts: [
      receipt({
        created: 3,
        movedFrom: [{ icb: 'Z02', odsCodes: ['Z00001', 'Z00002'] }],
        contradicted: ['Z00003'],
      }),
      receipt({ icb: 'Z04', left: ['Z00009'] }),
    ],
    dissolved: [
      { code: IcbCode.parse('Z02'), name: 'Old Vale', successors: [IcbCode.parse('Z01')] },
    ],
    failed: [{ code: IcbCode.parse('Z03'), reason: 'Refused (503): Too busy' }],
    madeWay: 0,
  });
  expect(text).toContain('3 created, 0 changed, 2,400 unchanged');
  expect(text).toContain('Moved: 2 practices, with everything declared\n  Z02 → Z01: 2');
  expect(text).toContain('Left Z04, no longer published: 1 practice (Z00009)');
  expect(text).toContain('Old Vale (Z02) is no more: its practices went to Z01.');
  expect(text).toContain('contradicts what 1 practice declared');
  expect(text).toContain('Z03 was not written. Refused (503): Too busy');
});

test('files are told with their day, refused lines and suppliers without a product', () => {
  const register: PublishedRegister = {
    publications: noPublications,
    icbs: [],
    unplaced: new Map(),
    files: [
      {
        file: 'map.csv',
        dataset: 'gp-practice-map',
        asAt: '2026-08-01',
        rows: 6130,
        used: 6129,
        refused: [{ line: 1017, reason: '“A8100” should be a practice’s ODS code' }],
      },
    ],
    joined: {
      practices: 6129,
      withoutClinicalSystem: 53,
      withoutListSize: 2,
      withoutOnlineConsultation: 400,
      withoutPcn: 30,
      clinicalSystemInDoubt: [],
    },
    unmappedSuppliers: [
      { dataset: 'gp-practice-map', role: 'clinical-system', supplier: 'NOBODY', practices: 1 },
    ],
    icbDisagreements: [],
  };
  const text = describeFiles(register);
  expect(text).toContain('map.csv, as at 1 August 2026: 6,130 rows, 6,129 used, 1 refused');
  expect(text).toContain('line 1,017 refused: “A8100”');
  expect(text).toContain('unknown: clinical system of 53, online consultation of 400');
  expect(text).toContain('NOBODY as clinical system: 1 practice');
});

test('a long list shows ten and how many more, and is whole when it is asked for whole', () => {
  const codes = Array.from({ length: 12 }, (_, index) =>
    OdsCode.parse(`Z${String(index).padStart(5, '0')}`),
  );
  const outcome = {
    receipts: [receipt({ left: codes, contradicted: codes })],
    dissolved: [],
    failed: codes.map((_, index) => ({
      code: IcbCode.parse(`Z${String(index).padStart(2, '0')}`),
      reason: 'Refused (503): Too busy',
    })),
    madeWay: 0,
  };
  const brief = describeOutcome(outcome);
  expect(brief).toContain('12 practices (Z00000, Z00001,');
  expect(brief).toContain('Z00009 and 2 more)');
  expect(brief.match(/was not written/g)).toHaveLength(10);
  expect(brief).toContain('… and 2 more');
  const whole = describeOutcome(outcome, Infinity);
  expect(whole.match(/Z00011/g)).toHaveLength(2);
  expect(whole.match(/was not written/g)).toHaveLength(12);
  expect(whole).not.toContain('more');
});
