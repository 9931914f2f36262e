// What may stand in one file. Who may import whom is in .dependency-cruiser.mjs; both are tested by planted violations in
// backend/bin/lint.
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { houseRules } from './backend/bin/lint/house-rules.mjs';

const TESTS = [
  '**/*.spec.{ts,tsx}',
  '**/*.contract.ts',
  'backend/test/**',
  'widget/test/**',
  '**/testing/**',
];
/** Tools demand a default export here. */
const CONFIGURATION = [
  '*.config.{ts,mjs}',
  '*/*.config.{ts,mjs}',
  '.dependency-cruiser.mjs',
  '**/*global-{setup,teardown}.ts',
];
/** The only places that read the environment of the process. */
const ENVIRONMENT_HOMES = [
  'libs/config/src/**',
  'backend/src/platform/config/**',
  'backend/bin/**',
  'frontend/bin/**',
  'libs/live-engine/src/main.ts',
  'backend/bench/**',
];

const NO_ENVIRONMENT = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read in libs/config and platform/config only.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'Use the global process; its environment belongs to libs/config.',
  },
];
const HOUSE_SYNTAX = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  { selector: 'ImportExpression > Literal[value=/forwardRef/]', message: 'No forwardRef.' },
  {
    selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>6]",
    message: 'More than six dependencies: this class does more than one thing.',
  },
];
/** The reducer is a function of its arguments: time, chance and effects come in and go out as data. */
const IMPURE = [
  'Date',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Promise',
  'process',
  'console',
  'performance',
  'crypto',
  'fetch',
  'globalThis',
];
const IMPURE_SYNTAX = [
  { selector: ':function[async=true]', message: 'session/ is synchronous.' },
  { selector: 'AwaitExpression', message: 'session/ is synchronous.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance comes in as an input.',
  },
];

export default defineConfig([
  globalIgnores([
    '**/dist/**',
    '**/node_modules/**',
    '.data/**',
    'coverage/**',
    'docs/**',
    'libs/live-engine/vendor/**',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.{ts,tsx,mjs}'] })),
  {
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { house: houseRules },
    languageOptions: { globals: globals.node },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 350 }],
      'house/file-name': 'error',
      'no-restricted-syntax': ['error', ...HOUSE_SYNTAX, ...NO_ENVIRONMENT],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/common',
              importNames: ['forwardRef'],
              message: 'A circle: move the shared part down.',
            },
            {
              name: '@nestjs/typeorm',
              importNames: ['InjectRepository'],
              message: 'Use the manager that withTenant gives.',
            },
          ],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Contracts name a schema and its type alike on purpose.
      '@typescript-eslint/no-redeclare': 'off',
    },
  },
  {
    // A promise that nobody waits for is the commonest bug of a realtime server; finding it needs types.
    files: [
      'backend/{src,bench}/**/*.ts',
      'libs/*/src/**/*.ts',
      'frontend/src/**/*.{ts,tsx}',
      'widget/src/**/*.ts',
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['backend/src/**/*.controller.ts'], rules: { 'house/route-declares-access': 'error' } },
  {
    files: ['backend/src/modules/voice-gateway/session/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', ...IMPURE.map((name) => ({ name, message: 'session/ is pure.' }))],
      'no-restricted-syntax': ['error', ...HOUSE_SYNTAX, ...NO_ENVIRONMENT, ...IMPURE_SYNTAX],
    },
  },
  {
    files: ['frontend/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
    languageOptions: { globals: globals.browser },
  },
  {
    // A page of 120 KB has no room for zod: forms fetch it with contractResolver when they are checked.
    files: ['frontend/src/**/*.{ts,tsx}'],
    ignores: [...TESTS, 'frontend/src/lib/zod-setup.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@orbisvoice/contracts',
              allowTypeImports: true,
              message:
                'Import types; values come from @orbisvoice/contracts/words, schemas by contractResolver.',
            },
            { name: 'zod', allowTypeImports: true, message: 'Schemas belong to the contracts.' },
            { name: 'react-router', message: 'Links and hooks are in src/lib/router.' },
          ],
        },
      ],
    },
  },
  { files: ['widget/**/*.ts', 'libs/voice-client/**/*.ts'], languageOptions: { globals: globals.browser } },
  { files: ENVIRONMENT_HOMES, rules: { 'no-restricted-syntax': ['error', ...HOUSE_SYNTAX] } },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 500 }],
      'no-restricted-syntax': ['error', ...HOUSE_SYNTAX],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['backend/bench/**', 'backend/src/cli/**', 'libs/live-engine/src/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Signal processing indexes typed arrays inside their bounds, sample by sample.
    files: ['libs/live-engine/src/speech/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['**/migrations/**'], rules: { 'max-lines': 'off' } },
  { files: CONFIGURATION, rules: { 'no-restricted-exports': 'off', 'house/file-name': 'off' } },
]);
