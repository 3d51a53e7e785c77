import { operations } from '../../../generated/operations.ts';
import type { OperationId } from '../../../generated/operations.ts';
import { permissions } from '../../../generated/permissions.ts';
import type { Person } from '../../domain/principal.ts';

/** How many of some operations may be called. */
export type Extent = 'none' | 'some' | 'all';

/** What somebody may in one area of the API. */
export interface AreaPermission {
  area: string;
  read: Extent;
  write: Extent;
}

/** The kinds of caller that people are, as the permission table names them. */
export type PersonalCaller = `session:${Person['role']}` | `user:${Person['role']}:${'read_only' | 'read_write'}`;

const isOperation = (id: string): id is OperationId => id in operations;

/** What the permission table says of a kind of caller, gathered by area. */
export function permissionsOf(caller: PersonalCaller): AreaPermission[] {
  const ids = Object.keys(operations).filter(isOperation);
  return [...new Set(ids.map((id) => operations[id].area))].map((area) => {
    const extent = (isChange: boolean): Extent => {
      const own = ids.filter((id) => operations[id].area === area && operations[id].isChange === isChange);
      const allowed = own.filter((id) => permissions[id][caller] === 'allowed');
      if (allowed.length === 0) return 'none';
      return allowed.length === own.length ? 'all' : 'some';
    };
    return { area, read: extent(false), write: extent(true) };
  });
}
