const swc = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
  ],
}
const shared = { transform: swc, extensionsToTreatAsEsm: ['.ts'], testEnvironment: 'node' }
const folders =
  'app|domain|words|procedures|documents|tasks|use-cases|workers|db|engine|gateways|bpmn|api|web|reports|local'

export default {
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/(' + folders + ')/**/*.test.ts', '<rootDir>/test/support/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.integration\\.test\\.ts$', 'node_modules'],
    },
    { ...shared, displayName: 'wiring', testMatch: ['<rootDir>/test/wiring/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'integration',
      setupFilesAfterEnv: ['<rootDir>/test/support/one-query-at-a-time.ts'],
      globalSetup: '<rootDir>/test/support/start-postgres.ts',
      globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
      testMatch: ['<rootDir>/**/*.integration.test.ts', '<rootDir>/test/integration/**/*.test.ts'],
      testPathIgnorePatterns: ['node_modules'],
    },
    {
      ...shared,
      displayName: 'conformance',
      globalSetup: '<rootDir>/test/support/start-postgres.ts',
      globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
      testMatch: ['<rootDir>/test/conformance/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'gateway',
      globalSetup: '<rootDir>/test/support/start-postgres.ts',
      globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
      testMatch: ['<rootDir>/test/gateway/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'process',
      testMatch: ['<rootDir>/test/process/**/*.test.ts', '<rootDir>/test/faults/**/*.test.ts'],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
  ],
}
