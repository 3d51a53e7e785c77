/** Code that a rule must refuse. `file` is where it would stand; it exists, so that rules with types can run. */
export interface BrokenCode {
  name: string;
  file: string;
  code: string;
  /** A part of the message. */
  says: string;
}

const handlers = 'src/areas/buckets/handlers.ts';
const resource = 'src/areas/buckets/resource.ts';
const service = 'src/areas/buckets/service.ts';
const queries = 'src/areas/buckets/queries.ts';
const pipeline = 'src/http/pipeline.ts';
const domain = 'src/domain/page.ts';
const store = 'src/store/read.ts';
const database = 'src/db/connect.ts';
const test = 'test/db/test-database.test.ts';

/** Something imported and used, so that only the import itself can be wrong. */
const uses = (from: string, name = 'thing') => `import { ${name} } from '${from}';\nexport const used: unknown = ${name};\n`;
const usesType = (from: string, name = 'Thing') => `import type { ${name} } from '${from}';\nexport type Used = ${name};\n`;

/** Who may import what. */
export const brokenImports: BrokenCode[] = [
  { name: 'a handler imports the type of Knex', file: handlers, code: usesType('knex', 'Knex'), says: 'know no database' },
  { name: 'a resource imports the type of Knex', file: resource, code: usesType('knex', 'Knex'), says: 'know no database' },
  { name: 'a handler imports src/db', file: handlers, code: usesType('../../db/open.ts'), says: 'know no database' },
  { name: 'a handler imports a value of the store', file: handlers, code: uses('../../store/store.ts', 'TooManyPoints'), says: 'only the types of the store' },
  { name: 'a resource imports a value of the store', file: resource, code: uses('../../store/table.ts'), says: 'only the types of the store' },
  { name: 'a service imports a value of Knex', file: service, code: uses('knex'), says: 'SQL belongs' },
  { name: 'a service imports a value of pg', file: service, code: uses('pg'), says: 'SQL belongs' },
  { name: 'a service imports src/db', file: service, code: usesType('../../db/open.ts'), says: 'comes with the context' },
  { name: 'a service imports the inside of the store', file: service, code: uses('../../store/table.ts'), says: 'through store/store.ts' },
  { name: 'a service imports Express', file: service, code: usesType('express'), says: 'Only src/http knows Express' },
  { name: 'a command imports Express', file: 'src/commands/serve.ts', code: uses('express'), says: 'Only src/http knows Express' },
  { name: 'the contract imports Express', file: 'src/contract/server/body.ts', code: usesType('express'), says: 'Only src/http knows Express' },
  { name: 'an area imports src/http', file: queries, code: uses('../../http/keys.ts'), says: 'imports src/http' },
  { name: 'the domain imports src/http', file: domain, code: usesType('../http/quota.ts'), says: 'imports src/http' },
  { name: 'the store imports src/http', file: store, code: uses('../http/queries.ts'), says: 'imports src/http' },
  { name: 'src/db imports src/http', file: database, code: uses('../http/queries.ts'), says: 'imports src/http' },
  { name: 'the domain imports an area', file: domain, code: usesType('../areas/buckets/queries.ts'), says: 'Areas stand on this layer' },
  { name: 'the store imports an area', file: store, code: usesType('../areas/buckets/queries.ts'), says: 'Areas stand on this layer' },
  { name: 'src/db imports an area', file: database, code: uses('../areas/index.ts'), says: 'Areas stand on this layer' },
  { name: 'the store imports the contract', file: store, code: uses('../contract/server/violations.ts'), says: 'served by src/http' },
  { name: 'an area imports the contract', file: service, code: uses('../../contract/server/violations.ts'), says: 'served by src/http' },
  { name: 'an area imports the OpenAPI types', file: service, code: usesType('../../contract/openapi.ts'), says: 'served by src/http' },
  { name: 'src/http follows references itself', file: pipeline, code: uses('../contract/openapi.ts', 'follow'), says: 'knows OpenAPI syntax' },
  { name: 'src/http imports the generator', file: pipeline, code: uses('../contract/generate/emit.ts'), says: 'src/contract/server only' },
  { name: 'src/http imports openapi-backend', file: pipeline, code: uses('openapi-backend'), says: 'knows OpenAPI syntax' },
  { name: 'src/http imports Ajv', file: pipeline, code: uses('ajv/dist/2020.js'), says: 'knows OpenAPI syntax' },
  { name: 'src/http passes a driver on', file: pipeline, code: "export * from 'pg';\n", says: 'SQL belongs' },
  { name: 'a service makes its own secret', file: service, code: uses('node:crypto', 'randomBytes'), says: 'IdSource' },
  { name: 'a service makes its own id', file: service, code: uses('crypto', 'randomUUID'), says: 'IdSource' },
  { name: 'a key check throws dice', file: 'src/http/keys.ts', code: uses('node:crypto', 'randomInt'), says: 'IdSource' },
  { name: 'a module is imported on demand', file: service, code: "export const late = () => import('../../http/keys.ts');\n", says: 'on demand' },
  { name: 'two modules import each other', file: 'src/domain/errors.ts', code: uses('./entity-tag.ts', 'entityTag'), says: 'cycle' },
  { name: 'the server imports a tool of development', file: service, code: uses('typescript'), says: 'not devDependencies' },
  { name: 'a package is imported that package.json does not name', file: test, code: uses('undici'), says: 'should be listed' },
];

const takesContext = "import type { Context } from '../../domain/context.ts';\n";

/** What is not written where. */
export const brokenStatements: BrokenCode[] = [
  { name: 'a service queries a table', file: service, code: `${takesContext}export const all = (context: Context) => context.db('buckets').first();\n`, says: 'SQL belongs' },
  { name: 'a service runs SQL', file: service, code: `${takesContext}export const all = (context: Context) => context.db.raw('select 1');\n`, says: 'SQL belongs' },
  { name: 'a service runs SQL in its transaction', file: service, code: `${takesContext}export const all = ({ db }: Context) => db.transaction((trx) => trx.raw('select 1'));\n`, says: 'SQL belongs' },
  { name: 'a service builds a query', file: service, code: `${takesContext}export const all = ({ db }: Context) => db.select('id').from('buckets');\n`, says: 'SQL belongs' },
  { name: 'the pipeline queries a table', file: pipeline, code: "import type { Knex } from 'knex';\nexport const all = (db: Knex) => db('api_keys').first();\n", says: 'SQL belongs' },
  { name: 'a service asks the machine for the time', file: service, code: 'export const now = () => Date.now();\n', says: 'clock of the context' },
  { name: 'a query asks the machine for the time', file: queries, code: 'export const now = () => new Date();\n', says: 'clock of the context' },
  { name: 'the store asks the machine for the time', file: store, code: 'export const now = () => Date();\n', says: 'clock of the context' },
  { name: 'the store throws dice', file: store, code: 'export const dice = () => Math.random();\n', says: 'IdSource of the context' },
  { name: 'the clock throws dice', file: 'src/domain/clock.ts', code: 'export const dice = () => Math.random();\n', says: 'IdSource of the context' },
  { name: 'a service makes an id by the global crypto', file: service, code: 'export const id = () => crypto.randomUUID();\n', says: 'IdSource of the context' },
  { name: 'a service prints', file: service, code: "console.log('here');\n", says: 'console' },
  { name: 'a promise is left alone', file: service, code: "export const start = () => {\n  Promise.reject(new Error('lost'));\n};\n", says: 'Promises must be awaited' },
  { name: 'a type is asserted', file: service, code: 'export const text = (value: unknown) => value as string;\n', says: 'type assertions' },
  { name: 'a type is asserted in a test', file: test, code: 'export const text = (value: unknown) => value as string;\n', says: 'type assertions' },
  { name: 'null is denied', file: service, code: 'export const first = (list: string[]) => list[0]!;\n', says: 'non-null' },
  { name: 'anything goes', file: test, code: 'export const id = (value: any): unknown => value;\n', says: 'any' },
  { name: 'an error of the compiler is silenced', file: test, code: '// @ts-expect-error because it is easier\nexport const id: string = 1;\n', says: '@ts-expect-error' },
  { name: 'a comment switches a rule off', file: service, code: '// eslint-disable-next-line no-console\nconsole.log(1);\n', says: 'console' },
  { name: 'values are compared loosely', file: domain, code: 'export const same = (left: unknown, right: unknown) => left == right;\n', says: '===' },
  { name: 'a file is too long', file: domain, code: 'export {};\n\n'.repeat(151), says: 'too many lines' },
  { name: 'one test runs alone', file: test, code: "import { test } from 'vitest';\ntest.only('one', () => undefined);\n", says: 'Every test runs' },
  { name: 'a table of tests is skipped', file: test, code: "import { describe } from 'vitest';\ndescribe.skip.each([1])('%d', () => undefined);\n", says: 'Every test runs' },
  { name: 'a concurrent test is put off', file: test, code: "import { it } from 'vitest';\nit.concurrent.todo('later');\n", says: 'Every test runs' },
  { name: 'a test waits', file: test, code: 'export const wait = () => new Promise((resolve) => setTimeout(resolve, 10));\n', says: 'not for time to pass' },
  { name: 'a test waits with a promise', file: test, code: uses('node:timers/promises', 'setTimeout'), says: 'not for time to pass' },
];

/** Code like the broken one that the rules let pass. */
export const soundCode: Omit<BrokenCode, 'says'>[] = [
  { name: 'a resource imports types of the store', file: resource, code: usesType('../../store/store.ts', 'BucketRef') },
  { name: 'a service imports the type of Knex', file: service, code: usesType('knex', 'Knex') },
  { name: 'a service opens a transaction', file: service, code: `${takesContext}export const all = ({ db }: Context) => db.transaction(() => Promise.resolve(1));\n` },
  { name: 'a query queries a table', file: queries, code: "import type { Knex } from 'knex';\nexport const all = (db: Knex) => db('buckets').first();\n" },
  { name: 'the store runs SQL', file: store, code: "import type { Knex } from 'knex';\nexport const all = (db: Knex) => db.raw('select 1');\n" },
  { name: 'src/http serves the contract', file: pipeline, code: `${uses('express', 'default as express')
    .replace('unknown = default as express', 'unknown = express')}${usesType('../contract/openapi.ts', 'OpenApiDocument')}` },
  { name: 'the id source throws dice', file: 'src/domain/ids.ts', code: `${uses('node:crypto', 'randomBytes')}export const now = Date.now;\n` },
  { name: 'the clock asks the machine', file: 'src/domain/clock.ts', code: 'export const now = () => Date.now();\n' },
  { name: 'a sealed answer gets a nonce', file: 'src/http/idempotency.ts', code: uses('node:crypto', 'randomBytes') },
  { name: 'a time is made from milliseconds', file: service, code: 'export const first = new Date(0);\n' },
  { name: 'a constant is asserted', file: service, code: "export const kinds = ['a', 'b'] as const;\n" },
  { name: 'the command line imports on demand', file: 'src/main.ts', code: "export const serve = () => import('./commands/serve.ts');\n" },
  { name: 'a command prints', file: 'src/commands/serve.ts', code: "console.log('listens');\n" },
  { name: 'a bench waits', file: 'test/bench/index.ts', code: 'export const wait = () => new Promise((resolve) => setTimeout(resolve, 10));\n' },
  { name: 'a file has 300 lines', file: domain, code: 'export {};\n\n'.repeat(150) },
];
