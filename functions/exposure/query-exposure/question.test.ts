import { describe, expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import { ExposureParameters } from '@registry/contract';
import { IcbCode, Refusal } from '@registry/domain';
import { questionOf, refuseListParameters } from './question.ts';

const asker = IcbCode.parse('Z01');
const asked = (query: Record<string, string | string[]>) =>
  questionOf(ExposureParameters.parse(query), catalogue, asker);
/** What a question is refused with: the code and the fields. */
function refusal(ask: () => unknown): [string, ...string[]] {
  try {
    ask();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.errors.map(({ path }) => path)];
    throw error;
  }
  throw new Error('It was not refused');
}

describe('a question', () => {
  test('names each product once, in the worse of the troubles it is said to be in', () => {
    const { affected } = asked({
      product: ['spine:degraded', 'emis-web:degraded', 'eps', 'emis-web:unsafe', 'eps:degraded'],
    });
    expect(affected).toEqual([
      { product: 'emis-web', effect: 'unsafe' },
      { product: 'eps', effect: 'unavailable' },
      { product: 'spine', effect: 'degraded' },
    ]);
  });

  test('is the same however its products are ordered or spelt, so that a cursor of it holds', () => {
    const [one, other] = [
      asked({ product: ['emis-web', 'spine:degraded'] }),
      asked({ product: ['spine:degraded', 'emis-web:unavailable', 'emis-web'] }),
    ];
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  test('asks for all, in the order of their codes, unless it says otherwise', () => {
    expect(asked({ product: ['eps'] })).toEqual({
      affected: [{ product: 'eps', effect: 'unavailable' }],
      reach: 'unknown',
      icb: undefined,
      pcns: undefined,
      subIcbs: undefined,
      sort: 'odsCode',
      filter: { state: undefined, effects: undefined, roles: undefined, said: undefined },
    });
  });

  test.each<[string, Record<string, string | string[]>, [string, ...string[]]]>([
    ['an unknown product', { product: ['emis-wbe'] }, ['invalid', 'product']],
    ['another ICB’s', { product: ['eps', 'z02.firewall'] }, ['not-found', 'product']],
    [
      'an effect where none can be',
      { product: ['eps'], state: 'unknown', effect: ['unsafe'] },
      ['invalid', 'effect'],
    ],
    [
      'a role where none is touched',
      { product: ['eps'], state: 'not-hit', role: ['email'] },
      ['invalid', 'role'],
    ],
  ])('is refused for %s', (_, query, expected) => {
    expect(refusal(() => asked(query))).toEqual(expected);
  });

  test.each([
    [{ product: [] }],
    [{ product: ['emis-web:'] }],
    [{ product: ['emis-web:down'] }],
    [{ product: ['EMIS'] }],
    [{ product: ['eps'], limit: '2001' }],
    [{ product: ['eps'], limit: 'many' }],
    [{ product: ['eps'], icb: ['Z01', 'Z02'] }],
    [{ product: ['eps'], tenant: ['Z02'] }],
  ])('does not read %j', (query) => {
    expect(ExposureParameters.safeParse(query).success).toBe(false);
  });
});

test('a summary takes a scope and no more', () => {
  const scope = { product: ['eps'], icb: 'Z01', pcn: ['U1'], subIcb: ['S1'], reach: 'all' };
  expect(() => {
    refuseListParameters(ExposureParameters.parse(scope));
  }).not.toThrow();
  const more = ExposureParameters.parse({ ...scope, sort: 'name', said: ['down'] });
  expect(
    refusal(() => {
      refuseListParameters(more);
    }),
  ).toEqual(['invalid', 'said', 'sort']);
});
