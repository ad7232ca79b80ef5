/** @type {import('jest').Config} */
export default {
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/cdk.out/', '/.local/'],
  modulePathIgnorePatterns: ['/cdk.out/', '/.local/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testEnvironment: 'node',
  globalSetup: './tests/synthesize.js',
  testSequencer: './tests/slowest-first.js',
  testTimeout: 120_000,
  // Both cores of the smallest machine that runs this; most of a test's time is the register's own.
  maxWorkers: 2,
};
