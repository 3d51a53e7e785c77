import { createTransport } from 'nodemailer';
import { isEmailAddress } from '../domain/email.ts';
import type { Mailbox, SmtpServer, SmtpTls } from '../mail-settings.ts';
import { codeOf, reasonOf } from '../start-error.ts';
import type { MailRow } from './queries.ts';

/** How an attempt to send a message ended. `refused`: trying again is of no use. */
export type Outcome = { kind: 'sent' } | { kind: 'postponed'; reason: string } | { kind: 'refused'; reason: string };

/** Hands one message over to a mail server. Never throws. */
export type Send = (mail: MailRow, signal: AbortSignal) => Promise<Outcome>;

export interface SmtpOptions {
  server: SmtpServer;
  tls: SmtpTls;
  from: Mailbox;
}

const connectMs = 10_000;
/** Silence of the server, after which the connection is given up. */
const silenceMs = 30_000;
const mostReason = 500;

/**
 * Sends by SMTP (RFC 5321), a connection for each message. The Message-ID is made of the id of the row, so that a message that is sent
 * twice can be told to be one.
 */
export function createSmtpSender({ server, tls, from }: SmtpOptions): Send {
  const { host, port, secure, user, password } = server;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && (tls === 'required' || (tls === 'auto' && user !== undefined)),
    ignoreTLS: tls === 'never',
    auth: user === undefined ? undefined : { user, pass: password },
    connectionTimeout: connectMs,
    dnsTimeout: connectMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.address.slice(from.address.indexOf('@') + 1);
  const clean = createRedactor([user, password]);

  return async (mail, signal) => {
    // The library would read a list, or names, out of a text that is not one address.
    if (!isEmailAddress(mail.recipient)) return { kind: 'refused', reason: 'the recipient is not one e-mail address' };
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: mail.recipient },
        envelope: { from: from.address, to: [mail.recipient] },
        subject: mail.subject,
        text: mail.body,
        messageId: `<${mail.id}@${domain}>`,
        date: mail.created_at,
        // Keeps automatic answers away (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal,
      });
      return { kind: 'sent' };
    } catch (error) {
      return { kind: isRefusal(error) ? 'refused' : 'postponed', reason: clean(reasonOf(error)) };
    }
  };
}

/**
 * Whether the server refuses this very message for good: a reply of 500 to 599 to its envelope or its text, or an address that cannot be
 * sent. A refused login, a missing STARTTLS and the like are up to the settings, and are tried again.
 */
function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !['EENVELOPE', 'EMESSAGE'].includes(codeOf(error) ?? '')) return false;
  const reply = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  // Authentication required.
  return reply === null || (reply >= 500 && reply <= 599 && reply !== 530);
}

/** Takes the secrets, in the forms in which they travel, out of what a server says. */
function createRedactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const [user = '', password = ''] = secrets;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const forms = [base64(`\0${user}\0${password}`), base64(password), encodeURIComponent(password), password].filter(
    (form) => password !== '' && form !== '',
  );
  return (text) =>
    forms
      .reduce((rest, form) => rest.replaceAll(form, '…'), text)
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, mostReason);
}
