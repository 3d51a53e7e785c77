import type { Knex } from 'knex';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { MembershipRow } from '../accounts/queries.ts';
import { pageOf } from '../paging.ts';

/** A membership with what others see of the person. */
export interface MemberRow extends MembershipRow {
  email: string;
  name: string;
}

const members = (db: Knex, organizationId: string) =>
  db('memberships as m').join('users as u', 'u.id', 'm.user_id').where('m.organization_id', organizationId);

const columns = ['m.*', 'u.email', 'u.name'];

/** The members of an organization, the oldest membership first. */
export async function listMembers(db: Knex, organizationId: string, page: PageRequest): Promise<Page<MemberRow>> {
  return pageOf(() => members(db, organizationId), page, { order: ['m.created_at', 'm.user_id'], columns });
}

export async function findMember(db: Knex, organizationId: string, userId: string): Promise<MemberRow | undefined> {
  return members(db, organizationId).where('m.user_id', userId).first(columns);
}

export async function findMemberByEmail(db: Knex, organizationId: string, email: string): Promise<MemberRow | undefined> {
  return members(db, organizationId).where('u.email', email).first(columns);
}

/** The owners of an organization beside one of them, the oldest membership first. */
export async function listOtherOwners(db: Knex, organizationId: string, userId: string): Promise<string[]> {
  return db('memberships')
    .where({ organization_id: organizationId, role: 'owner' })
    .whereNot({ user_id: userId })
    .orderBy(['created_at', 'user_id'])
    .pluck('user_id');
}

export async function updateMembership(
  db: Knex,
  organizationId: string,
  userId: string,
  change: Pick<MembershipRow, 'role' | 'project_ids'>,
): Promise<void> {
  await db('memberships').where({ organization_id: organizationId, user_id: userId }).update(change);
}

export async function deleteMembership(db: Knex, organizationId: string, userId: string): Promise<void> {
  await db('memberships').where({ organization_id: organizationId, user_id: userId }).delete();
}
