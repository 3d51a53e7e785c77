import type { Handlers } from '../../../generated/handlers.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { pingDatabase } from '../meta/queries.ts';
import { projectOfKey } from './service.ts';

/** The version of the reporting API, whose wire form differs from the rest: times in Unix milliseconds. */
const reportingVersion = '1.0.0';

const publicReportingHandlers = {
  async getReportingHealth(_request, { db, clock }) {
    await pingDatabase(db);
    return { status: 200, body: { status: 'healthy', timestamp: clock.now(), version: reportingVersion } };
  },
} satisfies Partial<Handlers<PublicContext>>;

export const reportingHandlers = {
  ...publicReportingHandlers,

  async getReportingProject(_request, context) {
    const { id, name, slug, created_at: createdAt } = await projectOfKey(context);
    return { status: 200, body: { data: { id, name, slug, createdAt: createdAt.getTime() } } };
  },
} satisfies Partial<Handlers<Context>>;
