/** Code that a rule must refuse, and a part of its message. The file is there, so that rules with types can run. */
export type BrokenCode = readonly [name: string, file: string, code: string, says: string];

/** Code like it that the rules let pass. */
export type SoundCode = readonly [name: string, file: string, code: string];

const handlers = 'src/areas/buckets/handlers.ts';
const resource = 'src/areas/buckets/resource.ts';
const service = 'src/areas/buckets/service.ts';
const queries = 'src/areas/buckets/queries.ts';
const pipeline = 'src/http/pipeline.ts';
const domain = 'src/domain/page.ts';
const store = 'src/store/fill.ts';
const database = 'src/db/connect.ts';
const test = 'test/db/test-database.test.ts';

/** Something imported and used, so that only the import itself can be wrong. */
const uses = (from: string, name = 'thing') => `import { ${name} } from '${from}';\nexport const used: unknown = ${name};\n`;
const usesType = (from: string, name = 'Thing') => `import type { ${name} } from '${from}';\nexport type Used = ${name};\n`;

/** Who may import what. */
export const brokenImports: BrokenCode[] = [
  ['a handler imports the type of Knex', handlers, usesType('knex', 'Knex'), 'know no database'],
  ['a resource imports the type of Knex', resource, usesType('knex', 'Knex'), 'know no database'],
  ['a handler imports src/db', handlers, usesType('../../db/open.ts'), 'know no database'],
  ['a handler imports a value of the store', handlers, uses('../../store/store.ts', 'TooManyPoints'), 'only the types of the store'],
  ['a resource imports a value of the store', resource, uses('../../store/fill.ts'), 'only the types of the store'],
  ['a service imports a value of Knex', service, uses('knex'), 'SQL belongs'],
  ['a service imports a value of pg', service, uses('pg'), 'SQL belongs'],
  ['a service imports src/db', service, usesType('../../db/open.ts'), 'comes with the context'],
  ['a service imports the inside of the store', service, uses('../../store/fill.ts'), 'through store/store.ts'],
  ['a service imports Express', service, usesType('express'), 'Only src/http knows Express'],
  ['a command imports Express', 'src/commands/serve.ts', uses('express'), 'Only src/http knows Express'],
  ['the contract imports Express', 'src/contract/server/body.ts', usesType('express'), 'Only src/http knows Express'],
  ['an area imports src/http', queries, uses('../../http/keys.ts'), 'imports src/http'],
  ['the domain imports src/http', domain, usesType('../http/quota.ts'), 'imports src/http'],
  ['the store imports src/http', store, uses('../http/queries.ts'), 'imports src/http'],
  ['src/db imports src/http', database, uses('../http/queries.ts'), 'imports src/http'],
  ['the domain imports an area', domain, usesType('../areas/buckets/queries.ts'), 'Areas stand on this layer'],
  ['the store imports an area', store, usesType('../areas/buckets/queries.ts'), 'Areas stand on this layer'],
  ['src/db imports an area', database, uses('../areas/index.ts'), 'Areas stand on this layer'],
  ['the store imports the contract', store, uses('../contract/server/violations.ts'), 'served by src/http'],
  ['an area imports the contract', service, uses('../../contract/server/violations.ts'), 'served by src/http'],
  ['an area imports the OpenAPI types', service, usesType('../../contract/openapi.ts'), 'served by src/http'],
  ['src/http follows references itself', pipeline, uses('../contract/openapi.ts', 'follow'), 'knows OpenAPI syntax'],
  ['src/http imports the generator', pipeline, uses('../contract/generate/emit.ts'), 'src/contract/server only'],
  ['src/http imports openapi-backend', pipeline, uses('openapi-backend'), 'knows OpenAPI syntax'],
  ['src/http imports Ajv', pipeline, uses('ajv/dist/2020.js'), 'knows OpenAPI syntax'],
  ['src/http passes a driver on', pipeline, "export * from 'pg';\n", 'SQL belongs'],
  ['a service makes its own secret', service, uses('node:crypto', 'randomBytes'), 'IdSource'],
  ['a service makes its own id', service, uses('crypto', 'randomUUID'), 'IdSource'],
  ['a key check throws dice', 'src/http/keys.ts', uses('node:crypto', 'randomInt'), 'IdSource'],
  ['a module is imported on demand', service, "export const late = () => import('../../http/keys.ts');\n", 'on demand'],
  ['two modules import each other', 'src/domain/errors.ts', uses('./entity-tag.ts', 'entityTag'), 'cycle'],
  ['the server imports a tool of development', service, uses('typescript'), 'not devDependencies'],
  ['a package is imported that package.json does not name', test, uses('undici'), 'should be listed'],
];

const withContext = (code: string) => `import type { Context } from '../../domain/context.ts';\nexport const all = ${code};\n`;
const withKnex = (code: string) => `import type { Knex } from 'knex';\nexport const all = ${code};\n`;

/** What is not written where. */
export const brokenStatements: BrokenCode[] = [
  ['a service queries a table', service, withContext("(context: Context) => context.db('buckets').first()"), 'SQL belongs'],
  ['a service runs SQL', service, withContext("(context: Context) => context.db.raw('select 1')"), 'SQL belongs'],
  ['a service runs SQL itself', service, withContext('(c: Context) => c.db.transaction((trx) => trx.raw(""))'), 'SQL belongs'],
  ['a service builds a query', service, withContext("({ db }: Context) => db.select('id').from('buckets')"), 'SQL belongs'],
  ['the pipeline queries a table', pipeline, withKnex("(db: Knex) => db('api_keys').first()"), 'SQL belongs'],
  ['a service asks the machine for the time', service, 'export const now = () => Date.now();\n', 'clock of the context'],
  ['a query asks the machine for the time', queries, 'export const now = () => new Date();\n', 'clock of the context'],
  ['the store asks the machine for the time', store, 'export const now = () => Date();\n', 'clock of the context'],
  ['the store throws dice', store, 'export const dice = () => Math.random();\n', 'IdSource of the context'],
  ['the clock throws dice', 'src/domain/clock.ts', 'export const dice = () => Math.random();\n', 'IdSource of the context'],
  ['a service makes an id by the global crypto', service, 'export const id = () => crypto.randomUUID();\n', 'IdSource of the context'],
  ['a service prints', service, "console.log('here');\n", 'console'],
  ['a promise is left alone', service, 'export const start = () => {\n  Promise.reject(new Error());\n};\n', 'Promises must be awaited'],
  ['a type is asserted', service, 'export const text = (value: unknown) => value as string;\n', 'type assertions'],
  ['a type is asserted in a test', test, 'export const text = (value: unknown) => value as string;\n', 'type assertions'],
  ['null is denied', service, 'export const first = (list: string[]) => list[0]!;\n', 'non-null'],
  ['anything goes', test, 'export const id = (value: any): unknown => value;\n', 'any'],
  ['an error of the compiler is silenced', test, '// @ts-expect-error it is easier\nexport const id: string = 1;\n', '@ts-expect-error'],
  ['a comment switches a rule off', service, '// eslint-disable-next-line no-console\nconsole.log(1);\n', 'console'],
  ['values are compared loosely', domain, 'export const same = (left: unknown, right: unknown) => left == right;\n', '==='],
  ['a file is too long', domain, 'export {};\n\n'.repeat(151), 'too many lines'],
  ['one test runs alone', test, "import { test } from 'vitest';\ntest.only('one', () => undefined);\n", 'Every test runs'],
  [
    'a table of tests is skipped',
    test,
    "import { describe } from 'vitest';\ndescribe.skip.each([1])('', () => null);\n",
    'Every test runs',
  ],
  ['a concurrent test is put off', test, "import { it } from 'vitest';\nit.concurrent.todo('later');\n", 'Every test runs'],
  ['a test waits', test, 'export const wait = () => new Promise((resolve) => setTimeout(resolve, 10));\n', 'not for time to pass'],
  ['a test waits with a promise', test, uses('node:timers/promises', 'setTimeout'), 'not for time to pass'],
];

export const soundCode: SoundCode[] = [
  ['a resource imports types of the store', resource, usesType('../../store/store.ts', 'BucketRef')],
  ['a service imports the type of Knex', service, usesType('knex', 'Knex')],
  ['a service opens a transaction', service, withContext('({ db }: Context) => db.transaction(() => Promise.resolve(1))')],
  ['a query queries a table', queries, withKnex("(db: Knex) => db('buckets').first()")],
  ['the store runs SQL', store, withKnex("(db: Knex) => db.raw('select 1')")],
  ['src/http knows Express', pipeline, usesType('express', 'Request')],
  ['src/http serves the contract', pipeline, uses('../contract/server/contract.ts', 'createContract')],
  ['src/http passes the document on', pipeline, usesType('../contract/openapi.ts', 'OpenApiDocument')],
  ['the id source throws dice', 'src/domain/ids.ts', `${uses('node:crypto', 'randomBytes')}export const now = Date.now;\n`],
  ['the clock asks the machine', 'src/domain/clock.ts', 'export const now = () => Date.now();\n'],
  ['a sealed answer gets a nonce', 'src/http/idempotency.ts', uses('node:crypto', 'randomBytes')],
  ['a time is made from milliseconds', service, 'export const first = new Date(0);\n'],
  ['a constant is asserted', service, "export const kinds = ['a', 'b'] as const;\n"],
  ['the command line imports on demand', 'src/main.ts', "export const serve = () => import('./commands/serve.ts');\n"],
  ['a command prints', 'src/commands/serve.ts', "console.log('listens');\n"],
  ['a bench waits', 'test/bench/index.ts', 'export const wait = () => new Promise((resolve) => setTimeout(resolve, 10));\n'],
  ['a file has 300 lines', domain, 'export {};\n\n'.repeat(150)],
];
