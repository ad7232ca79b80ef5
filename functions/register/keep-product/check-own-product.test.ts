import { describe, expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import { IcbCode, ownProduct, OwnProductDescription, ProductId, Refusal } from '@registry/domain';
import type { OwnProduct } from '@registry/domain';
import { checkOwnProduct, requireOwnId } from './check-own-product.ts';

const id = ProductId.parse('z01.firewall');
const body = (more: object) =>
  OwnProductDescription.parse({
    name: 'Firewall',
    supplier: 'Fictional',
    roles: ['network'],
    ...more,
  });
const made = (name: string, more: object): OwnProduct =>
  ownProduct(ProductId.parse(name), body(more), 1);
const advice = { text: 'Ring us.', by: 'practice', reviewBy: '2099-01-01' };

/** What is wrong with a product, beside these others. */
function faults(more: object, others: readonly OwnProduct[] = []): string[] {
  const given = body(more);
  try {
    checkOwnProduct(given, ownProduct(id, given, 1), others, catalogue);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.errors.map(({ path, message }) => `${path}: ${message}`);
  }
}

test('an ICB writes only what begins with its own code', () => {
  const icb = IcbCode.parse('QKS');
  const kindOf = (asked: string) => {
    try {
      requireOwnId(ProductId.parse(asked), icb);
      return undefined;
    } catch (error) {
      return error instanceof Refusal ? error.code : error;
    }
  };
  expect(kindOf('qks.firewall')).toBeUndefined();
  expect(kindOf('qk5.firewall')).toBe('not-found');
  expect(kindOf('emis-web')).toBe('national-product');
  expect(kindOf('qks-firewall')).toBe('national-product');
});

describe('a product', () => {
  test('may need national products, roles that it does not fill, and others of its ICB', () => {
    const others = [made('z01.data-centre', { roles: [] })];
    const dependencies = [
      { needs: ['hscn'], effect: 'unavailable' },
      { needs: ['z01.data-centre', 'it-support'], effect: 'degraded' },
      { from: 'telephony', needs: [id], effect: 'unavailable' },
    ];
    expect(faults({ dependencies }, others)).toEqual([]);
  });

  test('may stand in a loop with another', () => {
    const others = [
      made('z01.data-centre', { roles: [], dependencies: [{ needs: ['hscn'], effect: 'unsafe' }] }),
    ];
    const dependencies = [
      { needs: ['z01.data-centre'], effect: 'unavailable' },
      { from: 'z01.data-centre', needs: [id], effect: 'unavailable' },
    ];
    expect(faults({ dependencies }, others)).toEqual([]);
  });

  test('is told each fault at its place, with the nearest of what it may have meant', () => {
    const dependencies = [
      { needs: ['hsc', 'z02.firewall'], effect: 'unavailable' },
      { from: 'emis-web', needs: ['spine'], effect: 'degraded' },
    ];
    expect(faults({ dependencies, advice: [{ id: 'ring-us', ...advice }] })).toEqual([
      'dependencies[0].needs[0]: there is no product or role hsc; the nearest are hscn',
      expect.stringContaining('needs[1]: there is no product or role z02.firewall'),
      'dependencies[1]: should name z01.firewall, in from or in needs',
      'advice[0].id: should begin with z01.',
    ]);
  });

  test('cannot take away advice that another still names', () => {
    const dependencies = [{ needs: ['hscn'], effect: 'unavailable', advice: ['z01.ring-us'] }];
    const other = made('z01.vpn', { dependencies });
    const ours = { dependencies, advice: [{ id: 'z01.ring-us', ...advice }] };
    expect(faults(ours, [other])).toEqual([]);
    expect(faults({ dependencies: [], advice: [] }, [])).toEqual([]);
    expect(faults({ ...ours, advice: [] }, [])).toEqual([
      expect.stringContaining('there is no advice z01.ring-us'),
    ]);
  });

  test('cannot bring advice under an id that another has', () => {
    const dependencies = [{ needs: ['hscn'], effect: 'unavailable', advice: ['z01.ring-us'] }];
    const withAdvice = { dependencies, advice: [{ id: 'z01.ring-us', ...advice }] };
    expect(faults(withAdvice, [made('z01.vpn', withAdvice)])).toEqual([
      expect.stringContaining('Advice z01.ring-us is here twice'),
    ]);
  });

  test('answers for no fault that was there before', () => {
    const dependencies = [{ needs: ['z01.gone'], effect: 'unavailable' }];
    const broken = made('z01.vpn', { dependencies });
    expect(faults({}, [broken])).toEqual([]);
  });
});

describe('an ICB’s own products', () => {
  const needing = (name: string, ...needs: string[]) =>
    made(name, {
      roles: [],
      dependencies: needs.map((need) => ({ needs: [need], effect: 'unavailable' })),
    });
  const nth = (index: number) => `z01.p${index}`;
  /** So many others, each of which needs the same product so many times, on days of their own. */
  const others = (count: number, dependencies: number) =>
    Array.from({ length: count }, (_, index) =>
      made(nth(index), {
        dependencies: Array.from({ length: dependencies }, (_unused, day) => {
          const on = new Date(Date.UTC(2026, 0, day + 1)).toISOString().slice(0, 10);
          return { needs: ['hscn'], effect: 'unavailable', since: on, until: on };
        }),
      }),
    );
  const needsHscn = { dependencies: [{ needs: ['hscn'], effect: 'unavailable' }] };

  test('are sixty at most', () => {
    expect(faults({}, others(59, 0))).toEqual([]);
    expect(faults({}, others(60, 0))).toEqual([
      'id: an ICB may have at most 60 products of its own; with this there would be 61',
    ]);
  });

  test('have six hundred dependencies together at most', () => {
    expect(faults({}, others(12, 50))).toEqual([]);
    expect(faults(needsHscn, others(12, 50))).toEqual([
      'dependencies: an ICB may have at most 600 dependencies of its own products together; with this there would be 601',
    ]);
  });

  test('stand twelve deep at most, a loop counted whole', () => {
    const chain = (length: number, ...end: string[]) =>
      Array.from({ length }, (_, index) =>
        needing(nth(index), ...(index === 0 ? end : [nth(index - 1)])),
      );
    const onTop = (length: number) => ({
      dependencies: [{ needs: [nth(length - 1)], effect: 'unavailable' }],
    });
    expect(faults(onTop(11), chain(11))).toEqual([]);
    const tooDeep = [expect.stringMatching(/^dependencies: .* at most 12 of its own .* 13$/)];
    expect(faults(onTop(12), chain(12))).toEqual(tooDeep);
    expect(faults(onTop(12), chain(12, id))).toEqual(tooDeep);
  });

  test('that were more before may be made fewer, and not more', () => {
    const [first, ...rest] = others(80, 50);
    const held = [made(id, { dependencies: first!.dependencies.map((d) => ({ ...d, from: id })) })];
    expect(faults({ dependencies: [] }, [...held, ...rest])).toEqual([]);
    expect(faults(needsHscn, [...held, ...rest])).toEqual([]);
    expect(faults(needsHscn, rest)).toHaveLength(3);
  });

  test('have 300,000 characters together at most', () => {
    const long = (name: string) =>
      made(name, { advice: [{ ...advice, id: `${name}-advice`, text: 'x'.repeat(99_000) }] });
    const held = ['z01.a', 'z01.b', 'z01.c'].map(long);
    expect(faults({}, held)).toEqual([]);
    expect(faults({ name: 'F'.repeat(100), ...needsHscn }, [...held, long('z01.d')])).toEqual([
      expect.stringMatching(/^id: an ICB may have at most 300000 characters of its own products/),
    ]);
  });

  test('offer a dozen alternatives for one need at most', () => {
    const needs = Array.from({ length: 13 }, (_, index) => nth(index));
    expect(() => body({ dependencies: [{ needs, effect: 'unavailable' }] })).toThrow(/needs/);
  });
});
