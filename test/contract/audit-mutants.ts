import type { Knex } from 'knex';
import { handlers } from '../../src/areas/index.ts';
import { recordChange } from '../../src/areas/audit/service.ts';
import type { Faults } from '../support/harness.ts';
import type { Mutant } from './mutant.ts';

/** A bucket is created, and then something happens to the log. */
const afterCreate = (change: (db: Knex, secret: string) => Promise<unknown>): Mutant['faults'] => {
  return ({ db }): Faults => ({
    overrides: {
      handlers: {
        ...handlers,
        async createBucketKey(request, context) {
          const reply = await handlers.createBucketKey(request, context);
          await change(db, reply.status === 201 ? reply.body.data.key : '');
          return reply;
        },
      },
    },
  });
};

/** Mistakes about the audit log. */
export const auditMutants: Mutant[] = [
  { name: 'a change leaves no entry', operations: ['createBucketKey'], faults: afterCreate((db) => db('audit_log').delete()) },
  {
    name: 'an entry names another action',
    operations: ['createBucketKey'],
    faults: afterCreate((db) => db('audit_log').update({ action: 'key.make' })),
  },
  {
    name: 'an entry names another caller',
    operations: ['createBucketKey'],
    faults: afterCreate((db) => db('audit_log').update({ credential_id: 'f'.repeat(24) })),
  },
  {
    name: 'an entry shows the new key',
    operations: ['createBucketKey'],
    faults: afterCreate((db, secret) => db('audit_log').update({ after: JSON.stringify({ note: secret }) })),
  },
  {
    name: 'a refused change leaves an entry',
    operations: ['createProject'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          async createProject(request, context) {
            try {
              return await handlers.createProject(request, context);
            } catch (error) {
              await recordChange(context, { action: 'project.create', resourceId: 'f'.repeat(24) });
              throw error;
            }
          },
        },
      },
    }),
  },
];
