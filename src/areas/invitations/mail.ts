import type { Mail } from '../../delivery/outbox.ts';
import { formatTimestamp } from '../../domain/time.ts';
import type { InvitationRow } from './queries.ts';

/** Who invites, where to, and the token that only this message has. */
export interface Letter {
  invitation: InvitationRow;
  inviter: { name: string; email: string };
  organization: { name: string };
  token: string;
  publicUrl: string;
}

const article = (role: string) => (/^[aeio]/.test(role) ? `an ${role}` : `a ${role}`);

/** The message that invites somebody. Its link holds the token. */
export function invitationMail({ invitation, inviter, organization, token, publicUrl }: Letter): Mail {
  return {
    to: invitation.email,
    subject: `${inviter.name} invites you to ${organization.name} on Telltale`,
    text: `${inviter.name} (${inviter.email}) invites you to be ${article(invitation.role)} of the organization ${organization.name} on Telltale,
the server at ${publicUrl}

Accept here:
${publicUrl}/account/accept-invitation?token=${token}

The link works once, until ${formatTimestamp(invitation.expires_at.getTime())}, for an account with the address ${invitation.email}
If you did not expect this message, ignore it: without you nothing happens.
`,
  };
}
