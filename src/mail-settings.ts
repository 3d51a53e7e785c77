import { z } from 'zod';
import { isEmailAddress } from './domain/email.ts';
import { oneOf, setting } from './settings.ts';

/** The server that takes mail from this one. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`); otherwise see `SmtpTls`. */
  secure: boolean;
  user: string | undefined;
  password: string | undefined;
}

/** Who mail is from. */
export interface Mailbox {
  name: string;
  address: string;
}

const smtpTls = ['auto', 'required', 'never'] as const;

/** Whether STARTTLS is used: `auto` when the server offers it, and always before a password. */
export type SmtpTls = (typeof smtpTls)[number];

const defaultPorts: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };
const mailboxForm = /^(?:([^<>"\p{Cc}]*)<([^<>]+)>|([^<>]+))$/u;

/** The settings of mail, in the order of the documentation. */
export const mailSettings = () => ({
  TELLTALE_SMTP_URL: setting(
    'TELLTALE_SMTP_URL',
    {
      description:
        'The server that takes mail, as smtp://user:password@host:port (587 when absent) or smtps:// for TLS from the first byte (465). Without it mail is kept, for `telltale outbox`.',
      allowed: 'smtp://user:password@host:port or smtps://user:password@host:port, each part but the host optional, with %-encoding',
      secret: true,
    },
    z
      .string()
      .transform((text, context) => readSmtpUrl(text) ?? refuse(context))
      .optional(),
  ),
  TELLTALE_SMTP_TLS: oneOf(
    'TELLTALE_SMTP_TLS',
    'auto',
    smtpTls,
    'Whether an smtp:// connection turns to TLS: auto when the server offers it, and always before a password; required; never.',
  ),
  TELLTALE_MAIL_FROM: setting(
    'TELLTALE_MAIL_FROM',
    {
      description: 'Who mail is from, as an address or as Name <address>. Needed with TELLTALE_SMTP_URL.',
      allowed: 'an e-mail address, or Name <address>',
    },
    z
      .string()
      .transform((text, context) => readMailbox(text) ?? refuse(context))
      .optional(),
  ),
});

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: 'is not of its form' });
  return z.NEVER;
}

function readSmtpUrl(text: string): SmtpServer | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const defaultPort = defaultPorts[protocol];
  if (defaultPort === undefined || hostname === '' || !['', '/'].includes(pathname) || search + hash !== '') return null;
  const [user, secret] = [decoded(username), decoded(password)];
  if (user === null || secret === null || (user === '') !== (secret === '')) return null;
  const number = port === '' ? defaultPort : Number(port);
  if (number === 0) return null;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: number, secure: protocol === 'smtps:', user: user || undefined, password: secret || undefined };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function readMailbox(text: string): Mailbox | null {
  const [, name = '', inBrackets, alone] = mailboxForm.exec(text.trim()) ?? [];
  const address = inBrackets ?? alone ?? '';
  return isEmailAddress(address) ? { name: name.trim(), address } : null;
}

/** Mail needs somebody whom it is from. */
export function noSender(given: Readonly<Record<string, string | undefined>>): string[] {
  const isMissing = given['TELLTALE_SMTP_URL'] !== undefined && given['TELLTALE_MAIL_FROM'] === undefined;
  return isMissing ? ['TELLTALE_MAIL_FROM must be set with TELLTALE_SMTP_URL, such as Telltale <telltale@example.com>'] : [];
}
