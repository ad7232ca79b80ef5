import { describe, expect, test } from '@jest/globals';
import { ProductId } from '../catalogue/product.ts';
import { IcbCode, OdsCode } from '../words/codes.ts';
import type { Impact, UnknownRole } from './answer.ts';
import type { KeptAssessment, KeptPractice } from './then-and-now.ts';
import { changesBetween, keepExposure } from './then-and-now.ts';

const emis: Impact = {
  role: 'clinical-system',
  product: ProductId.parse('emis-web'),
  effect: 'unavailable',
  because: ['emis-web'],
  advice: ['paper'],
};
const eps: Impact = {
  role: 'electronic-prescriptions',
  product: ProductId.parse('eps'),
  effect: 'unavailable',
  because: ['emis-web', 'clinical-system', 'eps'],
  advice: [],
};
const network: UnknownRole = { role: 'network', reason: 'not-recorded', products: [] };
const differing: UnknownRole = { ...network, reason: 'contradictory' };
const untouched: KeptAssessment = { state: 'not-hit', impacts: [], unknownRoles: [] };
const hit = (...impacts: Impact[]): KeptAssessment => ({
  state: 'hit',
  effect: 'unavailable',
  impacts,
  unknownRoles: [],
});
const unknown: KeptAssessment = { state: 'unknown', impacts: [], unknownRoles: [network] };
const practice = (assessment: KeptAssessment, odsCode = 'Z00001', name = 'Quay'): KeptPractice => ({
  odsCode: OdsCode.parse(odsCode),
  name,
  assessment,
});

test('practices that are alike share what is kept, without what only an answer needs', () => {
  const assessment = { ...hit(emis), effect: 'unavailable' as const, unnameable: [], basis: [] };
  const row = { pcn: undefined, subIcb: undefined, listSize: 1, roles: [], reachable: [] };
  const [one, other] = keepExposure(
    ['Z00001', 'Z00002'].map((odsCode) => ({
      icb: IcbCode.parse('Z01'),
      row: { ...row, odsCode: OdsCode.parse(odsCode), name: 'Quay' },
      assessment,
    })),
  );
  expect(one).toEqual(practice(hit(emis)));
  expect(other?.assessment).toBe(one?.assessment);
});

describe('a change', () => {
  test.each<[string, KeptAssessment, KeptAssessment]>([
    ['another state', hit(emis), untouched],
    ['another role', hit(emis), hit(emis, eps)],
    ['another effect', hit(emis), hit({ ...emis, effect: 'degraded' })],
    ['another chain', hit(eps), hit({ ...eps, because: ['spine', 'eps'] })],
    ['another role that is not known', unknown, { ...unknown, unknownRoles: [] }],
    ['another reason why it is not known', unknown, { ...unknown, unknownRoles: [differing] }],
  ])('is %s', (_, was, is) => {
    expect(changesBetween([practice(was)], [practice(is)])).toHaveLength(1);
  });

  test.each<[string, KeptAssessment, KeptAssessment]>([
    ['other advice', hit(emis), hit({ ...emis, advice: [] })],
    ['another order', hit(emis, eps), hit(eps, emis)],
  ])('is not %s', (_, was, is) => {
    expect(changesBetween([practice(was)], [practice(is)])).toEqual([]);
  });

  test('is not another name', () => {
    const before = [practice(hit(emis), 'Z00001', 'Quay')];
    expect(changesBetween(before, [practice(hit(emis), 'Z00001', 'New Quay')])).toEqual([]);
  });
});

test('changes come by ODS code, with what was and what is, null where it was not there', () => {
  const then = [practice(hit(eps, emis), 'Z00003', 'Quay'), practice(untouched, 'Z00001', 'Left')];
  const now = [practice(unknown, 'Z00003', 'New Quay'), practice(untouched, 'Z00002', 'Joined')];
  const nothing = { state: 'not-hit', effect: null, roles: [] };
  expect(changesBetween(then, now)).toEqual([
    { odsCode: 'Z00001', name: 'Left', was: nothing, is: null },
    { odsCode: 'Z00002', name: 'Joined', was: null, is: nothing },
    {
      odsCode: 'Z00003',
      name: 'New Quay',
      was: {
        state: 'hit',
        effect: 'unavailable',
        roles: ['clinical-system', 'electronic-prescriptions'],
      },
      is: { state: 'unknown', effect: null, roles: ['network'] },
    },
  ]);
});
