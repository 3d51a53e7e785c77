import { handlers } from '../../src/areas/index.ts';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import type { Context } from '../../src/domain/context.ts';
import { ApiError } from '../../src/domain/errors.ts';
import type { Faults } from '../support/harness.ts';
import { belief } from './mutant.ts';
import type { Mutant } from './mutant.ts';

type Handlers = typeof handlers;

const overriding = (changed: Partial<Handlers>): Faults => ({ overrides: { handlers: { ...handlers, ...changed } } });

const operation = (document: OpenApiDocument, path: string, method: 'get' | 'post' | 'patch') => document.paths[path]?.[method] ?? {};

/** What `GET /api/me` answers the caller. */
async function whoAmI(context: Context) {
  const me = await handlers.getMe({ path: {}, query: {}, body: undefined, mediaType: 'application/json' }, context);
  if (me.status !== 200) throw new Error('nobody is known');
  return me.body.data;
}

/** The work, or something else where it is refused with this code. */
async function unless<T>(code: string, work: Promise<T>, instead: () => Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError && error.code === code) return instead();
    throw error;
  }
}

/** Mistakes about who may do what with the members of an organization. */
export const teamMutants: Mutant[] = [
  {
    name: 'viewers read whom others invite',
    operations: ['listTeamInvitations'],
    faults: ({ document }) =>
      belief(document, (copy) => Object.assign(operation(copy, '/api/user/team-invitations', 'get'), { 'x-role': 'viewer' })),
  },
  {
    name: 'keys of people invite',
    operations: ['createTeamInvitation'],
    faults: ({ document }) =>
      belief(document, (copy) => Object.assign(operation(copy, '/api/user/team-invitations', 'post'), { 'x-session': undefined })),
  },
  {
    name: 'admin keys change members',
    operations: ['updateMember'],
    faults: ({ document }) =>
      belief(document, (copy) =>
        Object.assign(operation(copy, '/api/organizations/{slug}/members/{userId}', 'patch'), { 'x-access': ['admin'] }),
      ),
  },
  {
    name: 'an invitation is for whoever has its token',
    operations: ['acceptTeamInvitation'],
    faults: () =>
      overriding({
        acceptTeamInvitation: (request, context) =>
          unless('not_found', handlers.acceptTeamInvitation(request, context), async () => {
            const { organization } = await whoAmI(context);
            return { status: 200, body: { data: organization } };
          }),
      }),
  },
  {
    name: 'an invitation is accepted again and again',
    operations: ['acceptTeamInvitation'],
    faults: () =>
      overriding({
        acceptTeamInvitation: (request, context) =>
          unless('conflict', handlers.acceptTeamInvitation(request, context), async () => {
            const { organization } = await whoAmI(context);
            return { status: 200, body: { data: organization } };
          }),
      }),
  },
  {
    name: 'the last owner leaves',
    operations: ['deleteMember'],
    faults: () =>
      overriding({
        deleteMember: (request, context) =>
          unless('conflict', handlers.deleteMember(request, context), async () => ({
            status: 200,
            headers: {},
            body: { data: { id: request.path.userId, deleted: true, deletedResources: { sessions: 0, keys: 0 } } },
          })),
      }),
  },
  {
    name: 'a session acts for an organization of strangers',
    operations: ['switchAccountContext'],
    faults: () =>
      overriding({
        switchAccountContext: (request, context) =>
          unless('account_context_forbidden', handlers.switchAccountContext(request, context), async () => ({
            status: 200,
            headers: { 'Set-Cookie': 'telltale_session=' },
            body: { data: await whoAmI(context) },
          })),
      }),
  },
  {
    name: 'the slug of an organization does not matter',
    operations: ['listMembers'],
    faults: () =>
      overriding({
        async listMembers(request, context) {
          const { organization } = await whoAmI(context);
          return handlers.listMembers({ ...request, path: { slug: organization.slug } }, context);
        },
      }),
  },
];
