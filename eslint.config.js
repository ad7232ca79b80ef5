import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports that a folder must not make, each with the reason that the linter shows. */
const boundaries = [
  {
    files: ['**/*.ts'],
    forbid: [
      ['@registry/functions', 'Nothing imports a function: call it over HTTP.'],
      ['@registry/infra', 'Nothing imports the infrastructure.'],
      ['@registry/*/*', 'Import a package by its name, not by a file inside it.'],
    ],
  },
  {
    files: ['packages/domain/**'],
    forbid: [
      ['@registry/*', 'The domain depends on no other package.'],
      ['node:*', 'The domain is pure: no I/O.'],
      ['@aws-sdk/*', 'The domain is pure: no I/O.'],
    ],
  },
  {
    files: ['packages/catalogue/**', 'packages/directory/**'],
    forbid: [
      ['node:fs*', 'Pure parsing: the caller reads the files.'],
      ['@aws-sdk/*', 'Only storage, http and messaging know AWS.'],
    ],
  },
  {
    files: ['functions/**'],
    forbid: [['@aws-sdk/*', 'Only storage, http and messaging know AWS.']],
  },
];

export default tseslint.config(
  { ignores: ['**/node_modules/', 'cdk.out/', '.local/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  ...boundaries.map(({ files, forbid }) => ({
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: forbid.map(([group, message]) => ({ group: [group], message })) },
      ],
    },
  })),
  {
    files: ['**/*.test.ts', 'tests/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
