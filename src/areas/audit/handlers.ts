import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { auditResource } from './resource.ts';
import * as service from './service.ts';

export const auditHandlers = {
  async listAuditLog({ query }, context) {
    return { status: 200, body: listReply(query, await service.listChanges(context, query), auditResource) };
  },
} satisfies Partial<Handlers<Context>>;
