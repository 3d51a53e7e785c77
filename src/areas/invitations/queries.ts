import type { Knex } from 'knex';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Role } from '../../domain/roles.ts';
import { pageOf } from '../paging.ts';

export interface InvitationRow {
  id: string;
  organization_id: string;
  email: string;
  role: Exclude<Role, 'owner'>;
  project_ids: string[] | null;
  token_sha256: Buffer;
  /** Null when their account is gone. */
  invited_by: string | null;
  /** One that is pending beyond `expires_at` has expired. */
  status: 'pending' | 'accepted' | 'cancelled';
  created_at: Date;
  expires_at: Date;
  /** When it was accepted or cancelled. */
  closed_at: Date | null;
}

export async function insertInvitation(db: Knex, row: InvitationRow): Promise<void> {
  await db('invitations').insert(row);
}

export async function listInvitations(db: Knex, organizationId: string, page: PageRequest): Promise<Page<InvitationRow>> {
  return pageOf(() => db('invitations').where({ organization_id: organizationId }), page);
}

export async function findInvitation(db: Knex, organizationId: string, id: string): Promise<InvitationRow | undefined> {
  return db('invitations').where({ organization_id: organizationId, id }).first();
}

/** The invitation with this token, of whichever organization: who has the token is told by it where they are invited. */
export async function findInvitationByToken(db: Knex, tokenSha256: Buffer): Promise<InvitationRow | undefined> {
  return db('invitations').where({ token_sha256: tokenSha256 }).first();
}

/** Closes an invitation that is still pending; answers it if it did. */
export async function closeInvitation(
  db: Knex,
  organizationId: string,
  id: string,
  status: 'accepted' | 'cancelled',
  at: Date,
): Promise<InvitationRow | undefined> {
  const rows: InvitationRow[] = await db('invitations')
    .where({ organization_id: organizationId, id, status: 'pending' })
    .update({ status, closed_at: at })
    .returning('*');
  return rows[0];
}

/** Which invitations: those to an address, or those by a member. */
export type InvitationsOf = Pick<InvitationRow, 'email'> | { invited_by: string };

/** Cancels the pending ones; answers them. */
export async function cancelPending(db: Knex, organizationId: string, of: InvitationsOf, at: Date): Promise<InvitationRow[]> {
  return db('invitations')
    .where({ organization_id: organizationId, status: 'pending', ...of })
    .update({ status: 'cancelled', closed_at: at })
    .returning('*');
}

/** How many invitations were made since then, and when the first of them. */
export async function countInvitationsSince(db: Knex, organizationId: string, since: Date): Promise<{ count: number; first: Date | null }> {
  const row: { count: number; first: Date | null } | undefined = await db('invitations')
    .where({ organization_id: organizationId })
    .where('created_at', '>', since)
    .first({ count: db.raw('count(*)::integer'), first: db.raw('min(created_at)') });
  return row ?? { count: 0, first: null };
}
