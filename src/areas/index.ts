import type { Handlers } from '../../generated/handlers.ts';
import type { Context } from '../domain/context.ts';
import { accountHandlers } from './accounts/handlers.ts';
import { auditHandlers } from './audit/handlers.ts';
import { bucketHandlers } from './buckets/handlers.ts';
import { dashboardHandlers } from './dashboards/handlers.ts';
import { dataHandlers } from './data/handlers.ts';
import { invitationHandlers } from './invitations/handlers.ts';
import { keyHandlers } from './keys/handlers.ts';
import { personKeyHandlers } from './keys/person-handlers.ts';
import { lineHandlers } from './lines/handlers.ts';
import { memberHandlers } from './members/handlers.ts';
import { metaHandlers } from './meta/handlers.ts';
import { organizationHandlers } from './organizations/handlers.ts';
import { permissionHandlers } from './permissions/handlers.ts';
import { projectHandlers } from './projects/handlers.ts';
import { recordHandlers } from './records/handlers.ts';
import { reportingHandlers } from './reporting/handlers.ts';
import { sourceHandlers } from './sources/handlers.ts';
import { streamHandlers } from './streams/handlers.ts';
import { transferHandlers } from './transfer/handlers.ts';

/** The handler of every operation; one that is missing does not compile. */
export const handlers: Handlers<Context> = {
  ...accountHandlers,
  ...auditHandlers,
  ...bucketHandlers,
  ...dashboardHandlers,
  ...dataHandlers,
  ...invitationHandlers,
  ...keyHandlers,
  ...personKeyHandlers,
  ...lineHandlers,
  ...memberHandlers,
  ...metaHandlers,
  ...organizationHandlers,
  ...permissionHandlers,
  ...projectHandlers,
  ...recordHandlers,
  ...reportingHandlers,
  ...sourceHandlers,
  ...streamHandlers,
  ...transferHandlers,
};
