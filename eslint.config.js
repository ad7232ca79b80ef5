import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports that no folder makes, each with the reason that the linter shows. */
const everywhere = [
  ['@registry/functions', 'Nothing imports a function: call it over HTTP.'],
  ['@registry/infra', 'Nothing imports the infrastructure.'],
  ['@registry/*/*', 'Import a package by its name, not by a file inside it.'],
];

/** Ways of writing that no file uses, each with the reason that the linter shows. */
const everywhereSyntax = [
  {
    selector: ':matches(SpreadElement > ObjectExpression, SpreadElement > ArrayExpression)',
    message: 'Write its members out: a spread literal only hides them.',
  },
];

/** Imports that a folder must not make besides. */
const boundaries = [
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

/** The rooms of a package in the order of the story: each imports only those before it. */
const rooms = {
  'packages/domain': ['words', 'catalogue', 'register', 'access', 'exposure', 'outage', 'alert'],
  'packages/storage': ['catalogue', 'register', 'outage', 'alert'],
  'packages/cli': ['terminal', 'exposure', 'register', 'outage', 'alert', 'people', 'start'],
};

/** What each room must not import: rooms after it, and all of them at once by way of the index. */
const storyOrder = Object.entries(rooms).flatMap(([place, order]) =>
  order.map((room, index) => ({
    files: [`${place}/src/${room}/**`],
    forbid: [
      ...boundaries
        .filter(({ files }) => files.includes(`${place}/**`))
        .flatMap((each) => each.forbid),
      ['../index.ts', 'Import from the file that has it, not from the index of all rooms.'],
      ...order
        .slice(index + 1)
        .map((later) => [`../${later}/*`, `${room}/ comes before ${later}/ in the story.`]),
    ],
  })),
);

export default tseslint.config(
  { ignores: ['**/node_modules/', 'cdk.out/', '.local/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      // One program for all files: a service that opens them one by one takes a fifth longer.
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhereSyntax],
      'max-len': [
        'error',
        {
          code: 100,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
          ignoreUrls: true,
        },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  // A later block replaces an earlier one's rule, so each repeats what holds everywhere.
  ...[{ files: ['**/*.ts'], forbid: [] }, ...boundaries, ...storyOrder].map(
    ({ files, forbid }) => ({
      files,
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [...everywhere, ...forbid].map(([group, message]) => ({
              group: [group],
              message,
            })),
          },
        ],
      },
    }),
  ),
  {
    files: ['**/*.test.ts', 'tests/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Only functions that streams, queues, schedules and links start may take a tenant from a
    // stored key.
    files: ['functions/**'],
    ignores: ['functions/alert/{raise-alerts,deliver-alert,receive-reply}/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...everywhereSyntax,
        {
          selector: 'ImportSpecifier[imported.name="tenantOfItem"]',
          message: 'A request has a caller: its tenant comes from verified claims.',
        },
      ],
    },
  },
  {
    // A store is one function around its methods, each of which is short.
    files: ['packages/storage/src/**/*-store.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['tests/*.js'], languageOptions: { globals: { process: 'readonly', URL: 'readonly' } } },
  { files: ['*.js', 'tests/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
