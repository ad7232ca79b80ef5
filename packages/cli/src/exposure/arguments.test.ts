import { describe, expect, test } from '@jest/globals';
import { affectedText } from '@registry/domain';
import { affected, someOf } from './arguments.ts';

describe('a product in trouble', () => {
  test('is unavailable unless said otherwise, and is asked for as typed', () => {
    const typed = affected('z01.county-firewall:unsafe', affected('Emis-Web'));
    expect(typed).toEqual([
      { product: 'emis-web', effect: 'unavailable' },
      { product: 'z01.county-firewall', effect: 'unsafe' },
    ]);
    expect(typed.map(affectedText)).toEqual(['emis-web', 'z01.county-firewall:unsafe']);
  });

  test.each(['emis web', 'emis-web:', 'emis-web:broken', 'emis-web:unsafe:degraded', ':unsafe'])(
    '%s is refused with what would be right',
    (typed) => {
      expect(() => affected(typed)).toThrow('emis-web:degraded (degraded, unsafe, unavailable)');
    },
  );

  test('given twice is refused: which effect was meant?', () => {
    const before = affected('emis-web');
    expect(() => affected('emis-web:degraded', before)).toThrow('emis-web should be given once');
  });
});

test('a word that is not one of those is refused with those', () => {
  const said = someOf(['down', 'not-heard']);
  expect(said('not-heard', said('down'))).toEqual(['down', 'not-heard']);
  expect(() => said('up')).toThrow('one of down, not-heard');
});
