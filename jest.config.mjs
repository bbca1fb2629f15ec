/** Jest in ESM mode; TypeScript through SWC; workspace packages resolve to their sources. */
const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

export default {
  rootDir: import.meta.dirname,
  globalSetup: '<rootDir>/libs/platform/src/testing/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/libs/platform/src/testing/jest-global-teardown.mjs',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['okuru-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['<rootDir>/{libs,apps,e2e,tools}/**/*.spec.ts', '<rootDir>/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // No assertion: a test that hangs is given up, one on a machine with forty others at work is not.
  testTimeout: 180_000,
  testSequencer: '<rootDir>/tools/jest/longest-first.mjs',
  // One more than the cores of a small machine: many suites wait for sessions, leases and other processes.
  maxWorkers: 3,
  // Of each suite some of its modules stay behind in the worker: without a limit it grew to 2.3 GB.
  workerIdleMemoryLimit: '600MB',
};
