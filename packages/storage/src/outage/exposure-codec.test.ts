import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { KeptPractice } from '@registry/domain';
import { KeptAssessment, OdsCode } from '@registry/domain';
import { decodeExposure, encodeExposure } from './exposure-codec.ts';

const hit = KeptAssessment.parse({
  state: 'hit',
  effect: 'unsafe',
  impacts: [
    {
      role: 'clinical-system',
      product: 'emis-web',
      effect: 'unsafe',
      because: ['emis-web'],
      advice: ['paper'],
    },
  ],
  unknownRoles: [{ role: 'network', reason: 'not-recorded', products: [] }],
});
const untouched = KeptAssessment.parse({ state: 'not-hit', impacts: [], unknownRoles: [] });
const practice = (n: number, assessment = hit, name = `Surgery ${n}`): KeptPractice => ({
  odsCode: OdsCode.parse(`Z${String(n).padStart(5, '0')}`),
  name,
  assessment,
});

test('what is kept comes back, and practices alike share it again', () => {
  const practices = [practice(1), practice(2, untouched, 'Été, "old"'), practice(3)];
  const decoded = decodeExposure(encodeExposure(practices));
  expect(decoded).toEqual(practices);
  expect(decoded[2]?.assessment).toBe(decoded[0]?.assessment);
  expect(decodeExposure(encodeExposure([]))).toEqual([]);
});

test('a name of two lines costs nobody else its name', () => {
  const decoded = decodeExposure(encodeExposure([practice(1, hit, 'Old\nQuay'), practice(2)]));
  expect(decoded.map(({ name }) => name)).toEqual(['Old Quay', 'Surgery 2']);
});

test('England fits an item three times over', () => {
  const practices = Array.from({ length: 6200 }, (_, index) =>
    practice(index, index % 3 ? hit : untouched),
  );
  expect(encodeExposure(practices).byteLength).toBeLessThan(400_000 / 3);
});

test('bytes that it did not write are refused', () => {
  const written = (columns: unknown) => brotliCompressSync(JSON.stringify(columns));
  const columns = { odsCodes: ['Z00001'], names: 'Quay', assessments: [untouched] };
  expect(decodeExposure(written({ ...columns, assessment: [0] }))).toHaveLength(1);
  for (const bytes of [
    Buffer.from('rubbish'),
    written({}),
    written({ ...columns, assessment: [1] }),
    written({ ...columns, assessment: [] }),
    written({ ...columns, odsCodes: ['Quay'], assessment: [0] }),
  ]) {
    expect(() => decodeExposure(bytes)).toThrow();
  }
});
