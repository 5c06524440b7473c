// The data flow of ARCHITECTURE.md as rules: a folder sees only what stands here.
const folders = {
  model: [],
  sync: ['model'],
  exchange: ['model'],
  crm: ['model', 'database'],
  database: ['model'],
  store: ['model', 'sync', 'database'],
  installation: ['model', 'database'],
  settings: ['model', 'sync', 'database'],
  secrets: ['model', 'settings'],
  people: ['model', 'database', 'crm'],
  'sync-run': ['model', 'sync', 'exchange', 'crm', 'store'],
  jobs: ['model'],
  connector: [
    'model',
    'sync',
    'sync-run',
    'exchange',
    'crm',
    'store',
    'installation',
    'settings',
    'secrets',
    'people',
    'jobs',
    'config',
    'observability',
    'database',
  ],
  config: ['model', 'sync', 'settings'],
  observability: ['model'],
  messages: ['model'],
  demo: ['model'],
};

const boundaries = Object.entries(folders).map(([folder, allowed]) => ({
  name: `${folder}-may-import-only-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.test\\.ts$|/testing/' },
  to: { path: '^(src|simulator|web)/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...boundaries,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-core-touches-no-outside',
      comment: 'No IO, clock, randomness or logger in the model and the planner.',
      severity: 'error',
      from: { path: '^src/(model|sync)/', pathNot: '(\\.test\\.ts$)|/testing/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'simulator-shares-nothing-with-the-client',
      comment: 'One misreading of the protocol must not be shared by client and server.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^src/', pathNot: '^src/model/connector-error\\.ts$' },
    },
    {
      name: 'product-does-not-know-the-simulator',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/|\\.test\\.ts$' },
      to: { path: '^simulator/' },
    },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      from: { path: '^(src|simulator)/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web/dist|node_modules)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
