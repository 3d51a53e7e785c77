import { once } from 'node:events';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A message as the mail server took it. */
export interface Received {
  from: string;
  to: string[];
  /** With names in lower case; folded lines are joined. */
  headers: Map<string, string>;
  text: string;
  /** All that came after DATA. */
  source: string;
  isSecure: boolean;
}

export interface TestSmtp {
  port: number;
  /** What was taken, in its order. */
  received: Received[];
  /** Waits until so many messages were taken. */
  until(count: number): Promise<Received[]>;
  close(): Promise<void>;
}

/** What a test may decide: the replies are given by throwing `refusal(code, text)`. */
export interface TestSmtpOptions extends Pick<SMTPServerOptions, 'secure' | 'disabledCommands' | 'hideSTARTTLS'> {
  port?: number;
  login?: { user: string; password: string };
  onRecipient?: (address: string) => void;
  onMessage?: (message: Received) => void | Promise<void>;
}

/** A reply of the server that refuses something. */
export function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** A real SMTP server on a free port, which ends with the test. TLS is with `certificate`. */
export async function startSmtp(options: TestSmtpOptions = {}): Promise<TestSmtp> {
  const { port = 0, login, onRecipient, onMessage, ...rest } = options;
  const received: Received[] = [];
  const watchers = new Set<() => void>();
  const server = new SMTPServer({
    ...rest,
    key: privateKey,
    cert: certificate,
    disableReverseLookup: true,
    authOptional: login === undefined,
    onAuth({ username, password }, _session, callback) {
      if (username === login?.user && password === login?.password) callback(null, { user: username });
      else callback(refusal(535, `no login with ${String(username)} and ${String(password)}`));
    },
    onRcptTo({ address }, _session, callback) {
      settle(() => onRecipient?.(address), callback);
    },
    onData(stream, { envelope, secure }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        const message = read(Buffer.concat(chunks).toString('utf8'), { from, to, isSecure: secure });
        settle(async () => {
          await onMessage?.(message);
          received.push(message);
          for (const watcher of watchers) watcher();
        }, callback);
      });
    },
  });
  // Clients that are cut off in the middle are part of the tests.
  server.on('error', () => undefined);
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= new Promise<void>((resolve) => server.close(() => resolve())));
  onTestFinished(close);
  const until = (count: number) =>
    new Promise<Received[]>((resolve) => {
      const look = (): void => {
        if (received.length >= count) resolve(received);
      };
      watchers.add(look);
      look();
    });
  return { port: typeof address === 'object' && address ? address.port : 0, received, until, close };
}

function settle(work: () => void | Promise<void>, callback: (error?: Error | null) => void): void {
  void Promise.resolve()
    .then(work)
    .then(
      () => callback(),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
}

function read(source: string, envelope: Pick<Received, 'from' | 'to' | 'isSecure'>): Received {
  const end = source.indexOf('\r\n\r\n');
  const head = source.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const raw = source.slice(end + 4).replaceAll('\r\n', '\n');
  const isQuoted = headers.get('content-transfer-encoding') === 'quoted-printable';
  const text = isQuoted
    ? Buffer.from(
        raw.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8')
    : raw;
  return { ...envelope, headers, text: text.trimEnd(), source };
}

/** Lets this process trust `certificate` until the test is over. */
export function trustCertificate(): void {
  const usual = getCACertificates('default');
  setDefaultCACertificates([...usual, certificate]);
  onTestFinished(() => setDefaultCACertificates(usual));
}

/** Of localhost and 127.0.0.1, signed by itself; for nothing but these tests. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUCCQ7iqOQZ9YJstaCG8yhjpuszywwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEyMTIxN1oYDzIxMjYxMDI4
MTIxMjE3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATJMlithJKHOQD7FWZjL9cJ7svoWI5EebosLQiYQ2rppKQgaZm3hk+f
eeYRu194mv1rGg0AJSqu2ELcm6TaI+JWo28wbTAdBgNVHQ4EFgQUn2qovuOGUkFT
iCjZiVFyydBpCAowHwYDVR0jBBgwFoAUn2qovuOGUkFTiCjZiVFyydBpCAowDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgU7xsgfUCAf+xb3OyqXuMxpDlA85+wKt979GEnZDKeNECIQDo
WfONBKwwMofNl2kJQfF33ASUQAdyF+TgagX7kwDcXw==
-----END CERTIFICATE-----`;

const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPHtf2J/NKNha76YC
sqzl53vjX6w68wHnBfUCWx/2AN+hRANCAATJMlithJKHOQD7FWZjL9cJ7svoWI5E
ebosLQiYQ2rppKQgaZm3hk+feeYRu194mv1rGg0AJSqu2ELcm6TaI+JW
-----END PRIVATE KEY-----`;
