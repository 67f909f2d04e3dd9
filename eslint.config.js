import js from '@eslint/js'
import imports from 'eslint-plugin-import-x'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import ts from 'typescript-eslint'

const layers = [
  ...[
    'domain',
    'words',
    'db',
    'reports',
    'engine',
    'gateways',
    'procedures',
    'documents',
    'tasks',
    'use-cases',
  ],
  ...['workers', 'api', 'web', 'bpmn'],
]
const fence = (target, allowed, message, files = [`./${target}/**`]) => ({
  target: files,
  from: `./(${[...layers, 'app', 'local', 'test'].filter((layer) => layer !== target && !allowed.includes(layer)).join('|')})/**`
    .replace(/\(/, '{')
    .replace(/\)/, '}')
    .replaceAll('|', ','),
  message,
})

/* Who may import whom: one sentence each; exceptions are decision records. */
const zones = [
  fence('domain', [], 'domain is pure: rules and types import nothing but domain.'),
  fence('db', ['domain'], 'db knows the domain and nothing above it.'),
  fence('reports', ['domain', 'words'], 'reports take a view model in and give a file out.'),
  fence('engine', ['domain'], 'the port and what runs jobs know only the shared domain.', [
    './engine/*.ts',
    './engine/camunda/**',
  ]),
  fence('engine', ['domain', 'db'], 'the embedded engine takes from db how to speak to PostgreSQL.', [
    './engine/embedded/**',
  ]),
  fence('gateways', ['domain'], 'gateways implement the ports of the domain.'),
  fence('words', ['domain'], 'words say codes, money and days in Italian, and know nothing else.'),
  fence(
    'procedures',
    ['domain', 'db'],
    'procedures are what several verbs share: facts for a rule, rows that more than one of them writes.',
  ),
  fence(
    'documents',
    ['domain', 'db', 'words', 'reports', 'procedures'],
    'documents make view models of rows, and have them rendered.',
  ),
  fence(
    'tasks',
    ['domain', 'db', 'words', 'documents', 'procedures'],
    'a user task decides: stores are handed in, engine and HTTP are out of sight.',
  ),
  fence(
    'use-cases',
    ['domain', 'db', 'words', 'documents', 'procedures', 'tasks'],
    'use cases decide: stores are handed in, engine and HTTP are out of sight.',
  ),
  fence(
    'workers',
    ['domain', 'db', 'words', 'reports', 'documents', 'procedures', 'tasks', 'use-cases'],
    'workers know no SDK and no HTTP.',
  ),
  fence(
    'api',
    ['domain', 'db', 'words', 'documents', 'procedures', 'tasks', 'use-cases'],
    'the API parses, checks rights, and calls a use case or a read model.',
  ),
  fence(
    'web',
    ['domain', 'db', 'words', 'procedures', 'tasks', 'use-cases', 'api'],
    'pages read and show; what they do goes through the API.',
  ),
  {
    target: ['./use-cases/**', './workers/**'],
    from: './words/formats.ts',
    message: 'who decides gives values: documents, pages and words write them for people.',
  },
  fence('bpmn', ['domain'], 'models are files; their reader knows only the contract.'),
]

/* One rule name holds one list: the fences of libraries are merged for each place. */
const libraries = [
  {
    home: ['db', 'local', 'engine/embedded'],
    names: ['knex', 'knex/*', 'pg'],
    message: 'SQL lives in db and engine/embedded.',
  },
  { home: ['engine/camunda'], names: ['@camunda8/*'], message: 'Only engine/camunda knows the SDK.' },
  {
    home: ['engine/camunda'],
    names: ['**/engine/camunda/*', '**/camunda/*.ts'],
    message: 'The SDK is a heavy load: app imports its folder lazily, with ENGINE=camunda alone.',
  },
  {
    home: ['app', 'reports'],
    names: ['**/reports/render-document.ts'],
    message: 'Documents are made on threads: a step is given `render` before its transaction.',
  },
  { home: ['app', 'api', 'web', 'local'], names: ['express'], message: 'HTTP lives in app, api and web.' },
  { home: ['web'], names: ['compression'], message: 'Pages and assets are compressed in web.' },
  { home: ['reports'], names: ['exceljs'], message: 'Workbooks are made in reports.' },
  { home: ['reports', 'web'], names: ['handlebars'], message: 'Templates live in reports and web.' },
]
const places = [
  ...layers.filter((layer) => layer !== 'engine').map((layer) => [layer, `${layer}/**/*.ts`]),
  ['engine', 'engine/*.ts'],
  ['engine/camunda', 'engine/camunda/**/*.ts'],
  ['engine/embedded', 'engine/embedded/**/*.ts'],
  ['app', 'app/**/*.ts'],
  ['local', 'local/**/*.ts'],
]
const libraryFences = places.map(([place, files]) => {
  const closed = libraries.filter((library) => !library.home.includes(place))
  return {
    files: [files],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: closed.map(({ names, message }) => ({
            group: names,
            message,
            allowTypeImports: place === 'app',
          })),
        },
      ],
    },
  }
})

export default ts.config(
  { ignores: ['node_modules', 'out', '.local', '*.config.js', '**/*.d.ts'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    files: ['**/*.ts', 'web/client/**/*.js'],
    plugins: { 'import-x': imports },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: false }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      complexity: ['error', 8],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read once, in app/config.ts.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  ...libraryFences,
  /* The browser's own names are known to the compiler (web/client/tsconfig.json). */
  { files: ['web/client/**/*.js'], rules: { 'no-undef': 'off' } },
  {
    files: ['domain/**/*.ts', 'reports/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is a parameter here.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is a parameter here.',
        },
      ],
    },
  },
  {
    files: ['app/config.ts', 'local/**/*.ts', 'test/**/*.ts', '**/*.test.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  /* A store or read model is one factory of many short methods: the file's budget bounds it. */
  { files: ['db/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  /* Written from the database: as long as its tables are. knex takes the tables as an interface that says nothing of its own. */
  { files: ['db/tables.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['db/knex-tables.ts'],
    rules: {
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
    },
  },
  /* Express knows an error handler by its four parameters. */
  { files: ['api/http-errors.ts', 'web/error-pages.ts'], rules: { 'max-params': ['error', 4] } },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'import-x/no-restricted-paths': 'off',
      'max-params': 'off',
      complexity: 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'import-x/no-default-export': 'off',
    },
  },
)
