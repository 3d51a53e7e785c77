import { z } from 'zod';
import { nearest } from './nearest.ts';
import type { SignUpMode } from './domain/context.ts';
import { planNames } from './domain/plans.ts';
import type { Plan } from './domain/plans.ts';
import { mailSettings, noSender } from './mail-settings.ts';
import type { Mailbox, SmtpServer, SmtpTls } from './mail-settings.ts';
import { peopleSettings } from './people-settings.ts';
import { oneOf, setting, settingTable, wholeNumber } from './settings.ts';
import type { Setting } from './settings.ts';
import { StartError } from './start-error.ts';

/** What the environment decides. Frozen; durations in milliseconds, sizes in bytes. */
export interface Config {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The operator's PostgreSQL; undefined: the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
  /** Where clients reach the server, without a slash at the end. */
  readonly publicUrl: string;
  readonly logLevel: (typeof logLevels)[number];
  readonly defaultPlan: Plan;
  /** Whether PostgreSQL confines the statements of a request to its organization. */
  readonly rowSecurity: 'auto' | 'on' | 'off';
  readonly demo: 'auto' | 'on' | 'off';
  readonly maxBodyBytes: number;
  readonly maxBulkBodyBytes: number;
  readonly maxQueryPoints: number;
  readonly maxSeries: number;
  readonly maxUnfoldedValues: number;
  readonly maxStreams: number;
  readonly maxOrganizationStreams: number;
  readonly streamKeptMs: number;
  readonly requestTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly databasePoolMax: number;
  readonly shutdownTimeoutMs: number;
  /** Server processes that answer requests; 0: one for each processor. */
  readonly workers: number;
  readonly operatorHost: string;
  /** Of /metrics and /health; 0: any free one; undefined: there is none. */
  readonly operatorPort: number | undefined;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly signUp: SignUpMode;
  readonly passwordCost: number;
  readonly sessionIdleMs: number;
  readonly sessionMaxMs: number;
  /** Undefined: mail is kept, not sent. */
  readonly smtp: SmtpServer | undefined;
  readonly smtpTls: SmtpTls;
  readonly mailFrom: Mailbox | undefined;
  readonly auditDays: number;
  readonly validateResponses: boolean;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const dayMs = 86_400_000;

/** The most server processes on one port. */
export const mostWorkers = 256;

const hostPattern = /^[\w.:%-]+$/;

/** Names that the guides use on the client's side; the server leaves them alone. */
const clientVariables = ['TELLTALE_URL', 'TELLTALE_KEY'];

const environment = z.object({
  HOST: setting(
    'HOST',
    {
      default: '127.0.0.1',
      description: 'Address to listen on; 0.0.0.0 or :: for all.',
      allowed: 'an IP address or a host name',
    },
    z.string().regex(hostPattern),
  ),
  PORT: wholeNumber('PORT', 4680, [0, 65_535], 'Port to listen on; 0 for any free one.'),
  DATABASE_URL: setting(
    'DATABASE_URL',
    {
      description:
        'A PostgreSQL database, 15 or later, as postgres://user:password@host:port/name. Without it the embedded PostgreSQL is used.',
      allowed: 'postgres://user:password@host:port/name',
      secret: true,
    },
    z.string().refine(isPostgresUrl).optional(),
  ),
  TELLTALE_DATA_DIR: setting(
    'TELLTALE_DATA_DIR',
    {
      default: './data',
      description: 'Directory of the embedded PostgreSQL.',
      allowed: 'a path',
    },
    z.string().refine((path) => !path.includes('\0')),
  ),
  TELLTALE_PUBLIC_URL: setting(
    'TELLTALE_PUBLIC_URL',
    {
      description: 'URL at which clients reach the server, for links to the documentation. Without it http://localhost:PORT.',
      allowed: 'an http or https URL without query',
    },
    z
      .string()
      .refine(isPublicUrl)
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
  ),
  TELLTALE_LOG_LEVEL: oneOf('TELLTALE_LOG_LEVEL', 'info', logLevels, 'Least important log lines to write.'),
  TELLTALE_DEFAULT_PLAN: oneOf('TELLTALE_DEFAULT_PLAN', 'enterprise', planNames, 'Plan of new organizations.'),
  TELLTALE_DEMO: oneOf(
    'TELLTALE_DEMO',
    'auto',
    ['auto', 'on', 'off'],
    'A demo organization with a week of data, made at the start: auto in a new embedded database, on in any, off never.',
  ),
  TELLTALE_MAX_BODY_BYTES: wholeNumber('TELLTALE_MAX_BODY_BYTES', 1_048_576, [1024, 1_073_741_824], 'Largest request body, in bytes.'),
  TELLTALE_MAX_BULK_BODY_BYTES: wholeNumber(
    'TELLTALE_MAX_BULK_BODY_BYTES',
    33_554_432,
    [1024, 1_073_741_824],
    'The same for operations that take many points at once.',
  ),
  TELLTALE_MAX_QUERY_POINTS: wholeNumber(
    'TELLTALE_MAX_QUERY_POINTS',
    500_000,
    [1, 1_000_000_000],
    'Most stored points that one query may read.',
  ),
  TELLTALE_MAX_SERIES: wholeNumber(
    'TELLTALE_MAX_SERIES',
    100_000,
    [1, 10_000_000],
    'Most series (fields of sources, and numbered series) of one bucket.',
  ),
  TELLTALE_MAX_UNFOLDED_VALUES: wholeNumber(
    'TELLTALE_MAX_UNFOLDED_VALUES',
    5_000_000,
    [1000, 1_000_000_000],
    'Values of one bucket that may wait to be folded; above it, writes are answered 429 until the background work has caught up.',
  ),
  TELLTALE_MAX_STREAMS: wholeNumber('TELLTALE_MAX_STREAMS', 1000, [0, 100_000], 'Most open streams of one server process.'),
  TELLTALE_MAX_ORGANIZATION_STREAMS: wholeNumber('TELLTALE_MAX_ORGANIZATION_STREAMS', 100, [0, 100_000], 'The same of one organization.'),
  TELLTALE_STREAM_KEPT_MS: wholeNumber(
    'TELLTALE_STREAM_KEPT_MS',
    900_000,
    [1000, dayMs],
    'Time for which records of buckets with streams are kept for resuming, in milliseconds.',
  ),
  TELLTALE_REQUEST_TIMEOUT_MS: wholeNumber(
    'TELLTALE_REQUEST_TIMEOUT_MS',
    60_000,
    [1000, dayMs],
    'Longest time in which a request must have arrived, in milliseconds.',
  ),
  TELLTALE_STATEMENT_TIMEOUT_MS: wholeNumber(
    'TELLTALE_STATEMENT_TIMEOUT_MS',
    30_000,
    [0, dayMs],
    'Longest time of one database statement, in milliseconds; 0 for no bound.',
  ),
  TELLTALE_DATABASE_POOL_MAX: wholeNumber('TELLTALE_DATABASE_POOL_MAX', 10, [1, 1000], 'Most database connections of one server process.'),
  TELLTALE_ROW_SECURITY: oneOf(
    'TELLTALE_ROW_SECURITY',
    'auto',
    ['auto', 'on', 'off'],
    "Whether PostgreSQL confines a request's statements to its organization: auto where it can, on or the server does not start, off.",
  ),
  TELLTALE_SHUTDOWN_TIMEOUT_MS: wholeNumber(
    'TELLTALE_SHUTDOWN_TIMEOUT_MS',
    10_000,
    [0, dayMs],
    'Time that requests in flight get to finish when the server stops, in milliseconds.',
  ),
  TELLTALE_WORKERS: wholeNumber(
    'TELLTALE_WORKERS',
    1,
    [0, mostWorkers],
    'Server processes that answer requests; 0 for one each processor.',
  ),
  TELLTALE_OPERATOR_HOST: setting(
    'TELLTALE_OPERATOR_HOST',
    {
      default: '127.0.0.1',
      description: 'Address of the port for the operator, which asks for no key.',
      allowed: 'an IP address or a host name',
    },
    z.string().regex(hostPattern),
  ),
  TELLTALE_OPERATOR_PORT: setting(
    'TELLTALE_OPERATOR_PORT',
    {
      description: 'Port of /metrics and /health for the operator; 0 for any free one. Without it there is none.',
      allowed: 'a whole number from 0 to 65535',
    },
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.number().max(65_535))
      .optional(),
  ),
  ...peopleSettings(),
  ...mailSettings(),
  TELLTALE_AUDIT_DAYS: wholeNumber('TELLTALE_AUDIT_DAYS', 365, [1, 3650], 'Days for which entries of the audit log are kept.'),
  TELLTALE_VALIDATE_RESPONSES: oneOf(
    'TELLTALE_VALIDATE_RESPONSES',
    'off',
    ['on', 'off'],
    'Whether the server checks its own answers against the contract; for tests.',
  ),
});

/** Every setting, in the order of the documentation. */
export const settings: readonly Setting[] = settingTable;

/**
 * Reads the configuration. A variable that is set to nothing counts as absent.
 *
 * @throws StartError with one line for each bad setting and each unknown TELLTALE_ name
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(settings.map((one) => [one.name, env[one.name] || one.default]));
  const parsed = environment.safeParse(given);
  const badNames = new Set(parsed.error?.issues.map((issue) => issue.path[0]));
  const complaints = settings.filter((one) => badNames.has(one.name)).map((one) => complain(one, env[one.name] ?? ''));
  const problems = [...unknownNames(env), ...complaints, ...samePorts(given), ...noSender(given)];
  if (!parsed.success || problems.length > 0) throw new StartError(problems.join('\n'));
  const value = parsed.data;
  return Object.freeze({
    host: value.HOST,
    port: value.PORT,
    databaseUrl: value.DATABASE_URL,
    dataDirectory: value.TELLTALE_DATA_DIR,
    publicUrl: value.TELLTALE_PUBLIC_URL ?? `http://localhost:${value.PORT}`,
    logLevel: value.TELLTALE_LOG_LEVEL,
    defaultPlan: value.TELLTALE_DEFAULT_PLAN,
    rowSecurity: value.TELLTALE_ROW_SECURITY,
    demo: value.TELLTALE_DEMO,
    maxBodyBytes: value.TELLTALE_MAX_BODY_BYTES,
    maxBulkBodyBytes: value.TELLTALE_MAX_BULK_BODY_BYTES,
    maxQueryPoints: value.TELLTALE_MAX_QUERY_POINTS,
    maxSeries: value.TELLTALE_MAX_SERIES,
    maxUnfoldedValues: value.TELLTALE_MAX_UNFOLDED_VALUES,
    maxStreams: value.TELLTALE_MAX_STREAMS,
    maxOrganizationStreams: value.TELLTALE_MAX_ORGANIZATION_STREAMS,
    streamKeptMs: value.TELLTALE_STREAM_KEPT_MS,
    requestTimeoutMs: value.TELLTALE_REQUEST_TIMEOUT_MS,
    statementTimeoutMs: value.TELLTALE_STATEMENT_TIMEOUT_MS,
    databasePoolMax: value.TELLTALE_DATABASE_POOL_MAX,
    shutdownTimeoutMs: value.TELLTALE_SHUTDOWN_TIMEOUT_MS,
    workers: value.TELLTALE_WORKERS,
    operatorHost: value.TELLTALE_OPERATOR_HOST,
    operatorPort: value.TELLTALE_OPERATOR_PORT,
    trustedProxies: value.TELLTALE_TRUSTED_PROXIES,
    signUp: value.TELLTALE_SIGN_UP,
    passwordCost: value.TELLTALE_PASSWORD_COST,
    sessionIdleMs: value.TELLTALE_SESSION_IDLE_MS,
    sessionMaxMs: value.TELLTALE_SESSION_MAX_MS,
    smtp: value.TELLTALE_SMTP_URL,
    smtpTls: value.TELLTALE_SMTP_TLS,
    mailFrom: value.TELLTALE_MAIL_FROM,
    auditDays: value.TELLTALE_AUDIT_DAYS,
    validateResponses: value.TELLTALE_VALIDATE_RESPONSES === 'on',
  });
}

function complain({ name, allowed, secret }: Setting, value: string): string {
  return `${name} must be ${allowed}${secret ? '' : `, not ${JSON.stringify(value)}`}`;
}

/** The operator's pages ask for no key, so that they must not be where strangers may come. */
function samePorts(given: Readonly<Record<string, string | undefined>>): string[] {
  const { PORT: port, TELLTALE_OPERATOR_PORT: operatorPort } = given;
  return port !== '0' && port === operatorPort ? ['TELLTALE_OPERATOR_PORT must be another port than PORT'] : [];
}

function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = settings.map((one) => one.name);
  return Object.keys(env)
    .filter((name) => name.startsWith('TELLTALE_') && !known.includes(name) && !clientVariables.includes(name))
    .map((name) => `${name} is not a setting; did you mean ${nearest(name, known)}?`);
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && search + hash + username === '';
}
