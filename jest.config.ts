/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

// Three sizes of test by what is real (docs/contributing.md): small = pure, medium = real Postgres and queue,
// e2e = the whole stack by its contracts. Sources are compiled one file at a time by swc; libraries resolve to their
// TypeScript through the "source" export condition, so no build is needed to test.
const transform: Config['transform'] = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
        target: 'es2022',
        keepClassNames: true,
      },
      module: { type: 'es6' },
    },
  ],
};

const base = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node'] },
  transform,
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.data/'],
} satisfies Config;

const config: Config = {
  // Medium tests wait for databases on machines that may be busy; a hang still ends within a minute.
  testTimeout: 60_000,
  projects: [
    {
      ...base,
      displayName: 'libs',
      testMatch: ['<rootDir>/libs/**/src/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.medium\\.spec\\.ts$'],
    },
    { ...base, displayName: 'libs-medium', testMatch: ['<rootDir>/libs/**/src/**/*.medium.spec.ts'] },
    {
      ...base,
      displayName: 'tooling',
      testMatch: [
        '<rootDir>/{backend,frontend,widget}/bin/**/*.spec.ts',
        '<rootDir>/backend/bench/**/*.spec.ts',
      ],
      testPathIgnorePatterns: ['\\.medium\\.spec\\.ts$'],
    },
    {
      ...base,
      displayName: 'tooling-medium',
      testMatch: ['<rootDir>/backend/{bin,bench}/**/*.medium.spec.ts'],
    },
    {
      ...base,
      displayName: 'backend-small',
      testMatch: ['<rootDir>/backend/src/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.medium\\.spec\\.ts$'],
    },
    {
      ...base,
      displayName: 'backend-medium',
      testMatch: ['<rootDir>/backend/src/**/*.medium.spec.ts', '<rootDir>/backend/test/medium/**/*.spec.ts'],
      globalSetup: '<rootDir>/backend/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/backend/test/support/global-teardown.ts',
    },
    {
      ...base,
      displayName: 'backend-e2e',
      testMatch: ['<rootDir>/backend/test/e2e/**/*.spec.ts'],
      globalSetup: '<rootDir>/backend/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/backend/test/support/global-teardown.ts',
    },
    {
      ...base,
      displayName: 'browsers',
      testMatch: ['<rootDir>/backend/test/browsers/**/*.spec.ts'],
      globalSetup: '<rootDir>/backend/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/backend/test/support/global-teardown.ts',
    },
    {
      ...base,
      displayName: 'frontend',
      testEnvironment: 'jest-environment-jsdom',
      testMatch: ['<rootDir>/frontend/src/**/*.spec.{ts,tsx}'],
      testEnvironmentOptions: { customExportConditions: ['source', 'browser'] },
    },
    {
      ...base,
      displayName: 'widget',
      testEnvironment: 'jest-environment-jsdom',
      testMatch: ['<rootDir>/widget/src/**/*.spec.ts'],
      testEnvironmentOptions: { customExportConditions: ['source', 'browser'] },
    },
    { ...base, displayName: 'widget-e2e', testMatch: ['<rootDir>/widget/test/**/*.spec.ts'] },
  ],
};

export default config;
