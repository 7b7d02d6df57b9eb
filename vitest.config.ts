import { defineConfig } from 'vitest/config';

// Three projects: pure code (fast, no database), server code (each file gets its own database cloned from a
// migrated template) and the browser. Long series read SEREPOK_LONG; the normal run takes a seeded share of each.
export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'lib', include: ['lib/**/*.test.ts', 'web/src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'server',
          include: [
            'src/**/*.test.ts',
            'sandbox/**/*.test.ts',
            'agent/**/*.test.ts',
            'test/arch/**/*.test.ts',
            'test/models/**/*.spec.ts',
            'test/procedures/**/*.test.ts',
            'test/bad-days/**/*.test.ts',
            'test/simulator/**/*.test.ts',
          ],
          globalSetup: ['test/support/cluster.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.spec.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
