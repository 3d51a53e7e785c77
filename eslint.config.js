// The rules of this code base. Their exceptions stand here, each with its reason, and nowhere else: comments that
// switch rules off have no effect. test/architecture proves that each rule still catches what it is for.
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// What a folder may not import. `types` leaves `import type` free.
const in_ = (folder) => `^\\.{1,2}/(?:.*/)?${folder}`;
const may = {
  noExpress: { regex: '^express$', message: 'Only src/http knows Express.' },
  noHttp: { regex: in_('http/'), message: 'HTTP is the outermost layer: nothing below it imports src/http.' },
  noAreas: { regex: in_('areas/'), message: 'Areas stand on this layer, not under it.' },
  noContract: { regex: in_('contract/'), message: 'The contract is served by src/http; what an area needs of it is in generated/.' },
  noDocument: { regex: in_('contract/openapi\\.ts$'), message: 'Only src/contract knows OpenAPI syntax.' },
  noDocumentValues: {
    regex: in_('contract/openapi\\.ts$'),
    importNamePattern: '^(?!OpenApiDocument$)',
    message: 'Only src/contract knows OpenAPI syntax; others pass an OpenApiDocument on unread.',
  },
  noContractInside: { regex: in_('contract/(?!openapi\\.ts$|server/)'), message: 'src/http stands on src/contract/server only.' },
  noOpenApiTools: { regex: '^(openapi-backend|ajv|ajv-formats)(/|$)', message: 'Only src/contract knows OpenAPI syntax and JSON Schema.' },
  noKnex: { regex: '^(knex|pg)(/|$)', message: 'Handlers and resources know no database; the service asks queries.ts.' },
  noKnexValues: {
    regex: '^(knex|pg)(/|$)',
    allowTypeImports: true,
    message: 'SQL belongs in queries.ts, src/store and src/db; elsewhere only the types.',
  },
  noDb: { regex: in_('db/'), message: 'Handlers and resources know no database; the service asks queries.ts.' },
  noDbInside: { regex: in_('db/'), message: 'The database is opened by a command and comes with the context.' },
  noStoreValues: { regex: in_('store/'), allowTypeImports: true, message: 'Handlers and resources know only the types of the store.' },
  noStoreInside: { regex: in_('store/(?!store\\.ts$)'), message: 'The store is used through store/store.ts; src/http builds it.' },
  noRandom: {
    regex: '^(node:)?crypto$',
    importNamePattern: '^(random|getRandom|generateKey|webcrypto)',
    message: 'Ids and secrets come from the IdSource of the context (src/domain/ids.ts).',
  },
};

const below = [may.noExpress, may.noHttp, may.noContract, may.noOpenApiTools];
const area = [...below, may.noDbInside, may.noStoreInside, may.noRandom];
const folders = [
  ['src/**', [may.noExpress, may.noDocument, may.noOpenApiTools, may.noKnexValues, may.noRandom]],
  ['src/http/**', [may.noDocumentValues, may.noContractInside, may.noOpenApiTools, may.noKnexValues, may.noRandom]],
  ['src/commands/**', [may.noExpress, may.noDocumentValues, may.noOpenApiTools, may.noKnexValues, may.noRandom]],
  ['src/contract/**', [may.noExpress, may.noKnexValues, may.noRandom]],
  ['src/domain/**', [...below, may.noAreas, may.noDbInside, may.noKnexValues, may.noStoreValues, may.noRandom]],
  ['src/store/**', [...below, may.noAreas, may.noDbInside, may.noRandom]],
  ['src/db/**', [...below, may.noAreas, may.noRandom]],
  ['src/delivery/**', [...below, may.noAreas, may.noDbInside, may.noStoreValues, may.noKnexValues, may.noRandom]],
  ['src/areas/**', [...area, may.noKnexValues]],
  ['src/areas/**/queries.ts', area],
  ['src/areas/**/{handlers,resource}.ts', [...below, may.noKnex, may.noDb, may.noStoreValues, may.noRandom]],
  // The makers of ids, and the nonce of an encryption, which no test may repeat.
  ['src/domain/ids.ts', [...below, may.noAreas, may.noDbInside, may.noKnex]],
  ['src/http/idempotency.ts', [may.noDocumentValues, may.noContractInside, may.noOpenApiTools, may.noKnexValues]],
];

// What is not written, as selectors.
const clock = 'Time comes from the clock of the context (src/domain/clock.ts).';
const chance = 'Chance comes from the IdSource of the context (src/domain/ids.ts).';
const clocks = [
  { selector: ':matches(NewExpression[arguments.length=0], CallExpression)[callee.name="Date"]', message: clock },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: clock },
];
const chances = [
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: chance },
  { selector: 'MemberExpression[object.name="crypto"][property.name=/^(random|getRandom)/]', message: chance },
];
const sql = 'SQL belongs in queries.ts, src/store and src/db.';
const handle = ':matches([name=/^(db|trx|knex)$/], [property.name="db"])';
const statements = [
  { selector: `CallExpression > ${handle}.callee`, message: sql },
  { selector: `MemberExpression[property.name!=/^(transaction|isTransaction|destroy)$/] > ${handle}.object`, message: sql },
  { selector: 'CallExpression[callee.property.name=/^(raw|\\w+Raw)$/]', message: sql },
];
const lazy = { selector: 'ImportExpression', message: 'Imports on demand hide what depends on what; two files have reasons.' };
const suite = 'name=/^(describe|it|test|suite)$/';
const pinned = {
  selector: `MemberExpression[property.name=/^(only|skip|todo|fails|skipIf|runIf)$/]:matches([object.${suite}], [object.object.${suite}])`,
  message: 'Every test runs, always.',
};
const imports = (folder, patterns) => ({ files: [folder], rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } });
const syntax = (files, forbidden) => ({ files: [files].flat(), rules: { 'no-restricted-syntax': ['error', ...forbidden] } });

const noWaiting = 'A test waits for what it needs, not for time to pass.';

export default tseslint.config(
  { ignores: ['generated/', 'node_modules/', 'data/', 'reports/', 'coverage/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  {
    files: ['**/*.{js,mjs,ts,mts}'],
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-constant-binary-expression': 'error',
      'no-empty': 'error',
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-implicit-coercion': ['error', { boolean: false }],
      'no-irregular-whitespace': 'error',
      'no-loss-of-precision': 'error',
      'no-param-reassign': 'error',
      'no-prototype-builtins': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic, importX.flatConfigs.typescript],
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts'] })] },
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_$' }],
      '@typescript-eslint/prefer-function-type': 'off',
      'import-x/consistent-type-specifier-style': ['error', 'prefer-top-level'],
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: ['test/**', 'src/contract/generate/**', '*.config.*'] }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  {
    // Assertions that a runtime check stands behind.
    files: [
      'src/contract/openapi.ts', // atPointer: only the document knows what a reference leads to, and its lint checks it
    ],
    rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
  },
  {
    // A promise that nobody waits for ends the process when it fails. These need types, so they are few.
    files: ['src/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/main.ts', 'src/commands/**', 'src/contract/{generate,runner}/**', 'src/db/dump.ts'],
    rules: { 'no-console': 'error' },
  },
  ...folders.map(([folder, patterns]) => imports(folder, patterns)),
  syntax('src/**', [lazy, ...statements, ...clocks, ...chances]),
  syntax(['src/main.ts', 'src/contract/generate/reference.ts'], [...statements, ...clocks, ...chances]),
  syntax(['src/**/queries.ts', 'src/store/**', 'src/db/**'], [lazy, ...clocks, ...chances]),
  syntax('src/domain/clock.ts', [lazy, ...statements, ...chances]),
  syntax('src/domain/ids.ts', [lazy, ...statements]),
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': ['error', pinned],
      'no-restricted-globals': ['error', { name: 'setTimeout', message: noWaiting }, { name: 'setInterval', message: noWaiting }],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: '^(node:)?timers', message: noWaiting }] }],
    },
  },
  {
    // A bench measures time and prints it.
    files: ['test/bench/**'],
    rules: { 'no-restricted-globals': 'off', '@typescript-eslint/no-restricted-imports': 'off' },
  },
);
