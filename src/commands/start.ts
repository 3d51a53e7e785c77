import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { isEmpty } from '../db/open.ts';
import { systemClock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import { createDemo } from './demo.ts';
import type { OperatorPort } from './operator.ts';

/** What a server starts from. */
export interface Start {
  config: Config;
  log: Logger;
  /** Unix milliseconds. */
  startedAt: number;
  /** Resolves when the server shall stop. */
  signal: Promise<NodeJS.Signals>;
}

/** The configuration with the port that was taken. */
export function withPort(config: Config, port: number): Config {
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

/** Makes the demo if it is wanted; answers its admin key when it was made just now. */
export async function prepareDemo(config: Config, { db, embedded }: OpenedDatabase): Promise<string | null> {
  const wanted = config.demo === 'on' || (config.demo === 'auto' && embedded && (await isEmpty(db)));
  if (!wanted) return null;
  return (await createDemo({ db, clock: systemClock, ids: createIdSource(), config }))?.adminKey ?? null;
}

/** One write, so that whoever reads along gets all of it at once. */
export function announce({ publicUrl, smtp }: Config, adminKey: string | null, operator: OperatorPort | null): void {
  const lines = [
    'Telltale listens.',
    `  API         ${publicUrl}`,
    `  Docs        ${publicUrl}/docs`,
    `  Playground  ${publicUrl}/playground`,
  ];
  lines.push(
    smtp
      ? `  Mail        through ${smtp.host}:${smtp.port}`
      : '  Mail        is kept, not sent: TELLTALE_SMTP_URL is not set; npx telltale outbox shows it',
  );
  if (operator) lines.push(`  Operator    ${operator.url}  (/metrics and /health, without a key)`);
  if (adminKey !== null) lines.push(`  Admin key   ${adminKey}  (of the demo organization; shown only this once)`);
  console.log(lines.join('\n'));
}

/** Waits until the server shall stop. False when it must, because its database has ended by itself. */
export async function untilStop({ signal, log }: Start, { ended }: OpenedDatabase): Promise<boolean> {
  const reason = await Promise.race([signal, ended.then(() => 'database lost' as const)]);
  if (reason === 'database lost') {
    log.fatal('the embedded PostgreSQL ended by itself; stopping');
    return false;
  }
  log.info({ signal: reason }, 'stopping: no new connections, finishing the requests in flight');
  return true;
}
