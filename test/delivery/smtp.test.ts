import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MailRow } from '../../src/delivery/queries.ts';
import { createSmtpSender } from '../../src/delivery/smtp.ts';
import type { Outcome } from '../../src/delivery/smtp.ts';
import type { SmtpServer, SmtpTls } from '../../src/mail-settings.ts';
import { startSmtp, trustCertificate } from '../support/smtp.ts';

const login = { user: 'ada@example.com', password: 'päss word/1' };
const now = new Date(Date.UTC(2026, 0, 15));
const mail: MailRow = {
  id: '6b0141a96e2f61d7078899cf',
  recipient: 'eve@example.com',
  subject: 'Grüße',
  body: 'Text',
  created_at: now,
  due_at: now,
  attempts: 1,
  last_error: null,
  sent_at: null,
  failed_at: null,
  withheld: false,
};

function send(server: Partial<SmtpServer>, tls: SmtpTls = 'auto', signal = AbortSignal.timeout(30_000)): Promise<Outcome> {
  const whole = { host: '127.0.0.1', port: 0, secure: false, user: undefined, password: undefined, ...server };
  return createSmtpSender({ server: whole, tls, from: { name: 'Tell "tale"', address: 'telltale@example.com' } })(mail, signal);
}

const sent = { kind: 'sent' };
const postponed = (pattern: string) => ({ kind: 'postponed', reason: expect.stringMatching(pattern) });

describe('the SMTP client', () => {
  it('turns to TLS when the server offers it, and logs in', async () => {
    trustCertificate();
    const { port, received } = await startSmtp({ login });
    expect(await send({ port, ...login })).toEqual(sent);
    expect(received).toMatchObject([{ isSecure: true, to: ['eve@example.com'] }]);
    expect(received[0]?.headers.get('from')).toBe('"Tell \\"tale\\"" <telltale@example.com>');
  });

  it('speaks TLS from the first byte', async () => {
    trustCertificate();
    const { port, received } = await startSmtp({ login, secure: true });
    expect(await send({ port, ...login, secure: true })).toEqual(sent);
    expect(received).toMatchObject([{ isSecure: true }]);
  });

  it('does not trust a certificate that nobody vouches for', async () => {
    const { port, received } = await startSmtp({ login });
    expect(await send({ port, ...login })).toEqual(postponed('self-signed certificate'));
    expect(received).toEqual([]);
  });

  it('sends no password without TLS, unless it is told to', async () => {
    const { port } = await startSmtp({ login, disabledCommands: ['STARTTLS'] });
    expect(await send({ port, ...login })).toEqual(postponed('STARTTLS'));
    expect(await send({ port, ...login }, 'never')).toEqual(sent);
  });

  it('sends without TLS when there is no password and the server offers none, unless it is required', async () => {
    const { port, received } = await startSmtp({ disabledCommands: ['STARTTLS'] });
    expect(await send({ port })).toEqual(sent);
    expect(received).toMatchObject([{ isSecure: false }]);
    expect(await send({ port }, 'required')).toEqual(postponed('STARTTLS'));
  });

  it('tries again after a refused login, and tells no secret of it', async () => {
    trustCertificate();
    const { port } = await startSmtp({ login });
    // The server repeats the password in its reply.
    const outcome = await send({ port, user: 'ada@example.com', password: 'tell-no-one' });
    expect(outcome).toEqual(postponed('Invalid login: 535 no login with ada@example.com and …'));
    expect(JSON.stringify(outcome)).not.toContain('tell-no-one');
    expect(await send({ port })).toEqual(postponed('530'));
  });

  it('gives up a server that says nothing', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await new Promise((resolve) => silent.once('listening', resolve));
    const address: AddressInfo | string | null = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await send({ port }, 'auto', AbortSignal.timeout(100))).toEqual(postponed('abort'));
  });
});
