/** Code in which `<<sound || broken>>` marks the one place that decides whether it compiles. */
export interface Snippet {
  name: string;
  code: string;
  /** The compiler's code for the broken version. */
  error: number;
  /** What its message names. */
  says: string;
}

const imports = `
import type { Handlers, Reply, Request } from '../../generated/handlers.ts';
import type { Context } from '../../src/domain/context.ts';
type Bucket = Reply<'createBucket'> & { status: 201 };
declare const bucket: Bucket['body'];
declare const requestId: string;
`;

const handler = (code: string) => `${imports}export const handlers = {\n${code}\n} satisfies Partial<Handlers<Context>>;\n`;

const purge = (data: string) =>
  handler(`async purgeBucket({ path }) {
  return { status: 200, body: { data: { ${data} deletedResources: { dataPoints: 0 } } } };
},`);

const refusal = (fields: string) => `${imports}export const refusal: Reply<'getBucket'> = {
  status: 404,
  body: { error: 'Not Found', message: '', docs: '', ${fields} },
};
`;

export const snippets: Snippet[] = [
  {
    name: 'an operation without handler',
    code: `import { handlers } from '../../src/areas/index.ts';
import type { Handlers } from '../../generated/handlers.ts';
import type { Context } from '../../src/domain/context.ts';
const { getBucket, ...others } = handlers;
export const complete: Handlers<Context> = { ...others, << getBucket || >> };
export const kept = getBucket;`,
    error: 2741,
    says: 'getBucket',
  },
  {
    name: 'a handler of no operation',
    code: handler('async <<getBucket || getBuckets>>() { return { status: 200, body: bucket }; },'),
    error: 2561,
    says: 'getBuckets',
  },
  {
    name: 'a status that is not documented',
    code: handler('async createBucket() { return { status: <<201 || 202>>, headers: { Location: "/" }, body: bucket }; },'),
    error: 2322,
    says: '202',
  },
  {
    name: 'an error that this operation does not answer',
    code: `declare const refusal: (Reply<'updateBucket'> & { status: 409 })['body'];
${handler('async <<updateBucket || getBucket>>() { return { status: 409, body: refusal }; },')}`,
    error: 2322,
    says: '409',
  },
  {
    name: 'a reply without a required header',
    code: handler('async createBucket() { return { status: 201, <<headers: { Location: "/" }, || >> body: bucket }; },'),
    error: 2322,
    says: 'headers',
  },
  {
    name: 'a reply with another header instead',
    code: handler('async createBucket() { return { status: 201, headers: { <<Location || Link>>: "/" }, body: bucket }; },'),
    error: 2322,
    says: 'Location',
  },
  {
    name: 'a reply without a field',
    code: purge('<<bucketId: path.bucketId, || >>'),
    error: 2322,
    says: 'bucketId',
  },
  {
    name: 'a field of another type',
    code: handler(`async createBucket() {
  return { status: 201, headers: { Location: '/' }, body: { data: { ...bucket.data, createdAt: <<'' || new Date(0)>> } } };
},`),
    error: 2322,
    says: 'Date',
  },
  {
    name: 'a field that is misspelt in the reply',
    code: purge('<<bucketId || bucketID>>: path.bucketId,'),
    error: 2322,
    says: 'bucketId',
  },
  {
    name: 'a body where none is documented',
    code: handler('async getBucket() { return { status: 304, << || body: bucket>> }; },'),
    error: 2322,
    says: 'undefined',
  },
  {
    name: 'JSON sent as CSV',
    code: handler("async queryData() { return { status: 200, mediaType: 'text/csv', body: <<'' || { data: [] }>> }; },"),
    error: 2322,
    says: 'string',
  },
  {
    name: 'a way through a handler that answers nothing',
    code: handler(`async createBucket({ body }) {
  if (body.name !== '') return { status: 201, headers: { Location: '/' }, body: bucket };
  <<throw new Error('no name'); || >>
},`),
    error: 2322,
    says: 'undefined',
  },
  {
    name: 'an error without its request id',
    code: refusal("code: 'not_found', <<requestId || id: requestId>>"),
    error: 2353,
    says: 'id',
  },
  {
    name: 'an error with a code that is none',
    code: refusal("requestId, code: <<'not_found' || 'missing'>>"),
    error: 2322,
    says: 'missing',
  },
  {
    name: 'a refusal with a code that is none',
    code: "import { ApiError } from '../../src/domain/errors.ts';\nexport const refusal = new ApiError(<<'not_found' || 'missing'>>);",
    error: 2345,
    says: 'missing',
  },
  {
    name: 'a misspelt field of the request',
    code: `${imports}export const read = ({ body }: Request<'createBucket'>) => body.<<retentionDays || retentionDay>>;`,
    error: 2551,
    says: 'retentionDay',
  },
  {
    name: 'a misspelt parameter of the path',
    code: `${imports}export const read = ({ path }: Request<'getBucket'>) => path.<<bucketId || id>>;`,
    error: 2339,
    says: 'id',
  },
  {
    name: 'a parameter of another operation',
    code: `${imports}export const read = ({ query }: Request<'listBuckets'>): unknown => query.<<limit || order>>;`,
    error: 2339,
    says: 'order',
  },
  {
    name: 'an optional field taken as given',
    code: `${imports}export const read = ({ body }: Request<'createBucket'>): string => body.<<keyType || description>>;`,
    error: 2322,
    says: 'undefined',
  },
  {
    name: 'a body where the request has none',
    code: `${imports}export const read = ({ body }: Request< <<'createBucket' || 'getBucket'>> >) => body.name;`,
    error: 18048,
    says: 'body',
  },
  {
    name: 'a state without function',
    code: `import { states } from '../../src/contract/runner/states.ts';
const { source, ...others } = states;
export const complete: typeof states = { ...others, <<source || >> };
export const kept = source;`,
    error: 2741,
    says: 'source',
  },
  {
    name: 'a function for no state',
    code: "import type { StateName } from '../../generated/cells.ts';\nexport const given: StateName = <<'source' || 'sauce'>>;",
    error: 2322,
    says: 'sauce',
  },
  {
    name: 'a cell of no operation',
    code: `import type { Cell } from '../../generated/cells.ts';
export const operation: Cell['operation'] = <<'getBucket' || 'getBuckets'>>;`,
    error: 2820,
    says: 'getBuckets',
  },
];
