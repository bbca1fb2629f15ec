/** Boundaries of the tree. */
module.exports = {
  forbidden: [
    { name: 'every-import-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contracts-import-a-schema-library-only',
      severity: 'error',
      from: { path: '^libs/contracts/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/contracts/src', 'node_modules/zod/'] },
    },
    {
      name: 'pure-libs-import-nothing',
      severity: 'error',
      from: { path: '^libs/(packing|carriers)/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/(packing|carriers)/src' },
    },
    {
      name: 'packing-and-carriers-are-apart',
      severity: 'error',
      from: { path: '^libs/(packing|carriers)/src' },
      to: { path: '^libs/(packing|carriers)/src', pathNot: '^libs/$1/src' },
    },
    {
      name: 'carrier-files-compute-only',
      severity: 'error',
      from: { path: '^libs/carrier-files/src', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { pathNot: ['^libs/(carrier-files|carriers)/src', 'node_modules/(iconv-lite|csv-parse)/'] },
    },
    {
      name: 'scan-engine-runs-in-a-browser',
      severity: 'error',
      from: { path: '^libs/scan-engine/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/(scan-engine|carriers)/src' },
    },
    {
      name: 'documents-draw-only',
      severity: 'error',
      from: { path: '^libs/documents/src', pathNot: '\\.spec\\.ts$|/testing/' },
      to: {
        pathNot: [
          '^libs/(documents|scan-engine)/src',
          'node_modules/(zod|pdfkit|@types/pdfkit|fontkit|@types/fontkit|bwip-js|@expo-google-fonts/noto-sans-jp)/',
          '^(node:)?(fs|module|timers/promises|worker_threads)$',
        ],
      },
    },
    {
      // What prints is drawn on a thread; nobody else has a reason to draw.
      name: 'only-print-folders-import-documents',
      severity: 'error',
      from: {
        path: '^libs/(order|inventory|shipping|notification)/src',
        pathNot: [
          '^libs/[^/]+/src/print-[^/]+/',
          '^libs/[^/]+/src/[^/]+\\.module\\.ts$',
          '/testing/',
          '\\.spec\\.ts$',
        ],
      },
      to: { path: '^libs/documents/' },
    },
    {
      name: 'no-service-imports-another',
      severity: 'error',
      from: { path: '^libs/(order|inventory|shipping|notification)/src' },
      to: { path: '^libs/(order|inventory|shipping|notification)/src', pathNot: '^libs/$1/src' },
    },
    {
      name: 'platform-knows-no-service',
      severity: 'error',
      from: { path: '^libs/platform/src' },
      to: {
        path: '^libs/(order|inventory|shipping|notification|packing|carriers|carrier-files|scan-engine|documents)/',
      },
    },
    {
      name: 'console-imports-contracts-only',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/console/', '^libs/(contracts|scan-engine)/'] },
    },
    { name: 'libs-import-no-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'kafkajs-stays-in-its-adapter',
      severity: 'error',
      from: { pathNot: ['^libs/platform/src/event-log/kafka/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'services-use-the-ports',
      severity: 'error',
      from: { path: '^libs/(order|inventory|shipping|notification)/src' },
      to: { path: 'node_modules/(bullmq|ioredis|kafkajs)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/node_modules/.*/node_modules/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.spec.json' },
    enhancedResolveOptions: {
      // Without it `@okuru/…` resolves to nothing, and no rule sees what is imported by the name of a package.
      exportsFields: ['exports'],
      conditionNames: ['okuru-source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
