import { expect, test } from '@jest/globals';
import { readSources } from './sources.fixture.ts';

/** Words of the product that runs here today; the local cloud runs any CDK app of its kind. */
const WORDS = [
  /practice/i,
  /\bicbs?\b|Icb/i,
  /outage/i,
  /\bods\b|odsCode/i,
  /exposure/i,
  /alert/i,
  /roster/i,
  /patient/i,
  /surger/i,
  /\bpcns?\b/i,
  /\bnhs\b/i,
  /\bemis\b/i,
  /\bgps?\b/i,
  /registry/i,
  /\bQKS\b|\bQT6\b|\bX26\b|\bG82\d/,
];

test('no file holds a word of the product that runs here', () => {
  const found = readSources()
    .filter(({ name }) => name !== 'words.test.ts')
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => WORDS.some((word) => word.test(line)))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
